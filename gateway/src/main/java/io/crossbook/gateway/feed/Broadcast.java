package io.crossbook.gateway.feed;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The feed's thread: drains the queue, keeps the mirrors, hands messages to those who want them.
///
/// All methods run on the feed's one thread.
public final class Broadcast {

    private static final int MOST_A_TURN = 4_096;
    /// Each is a copy of all levels, made between two frames.
    private static final int MOST_BOOKS_A_TURN = 8;

    private final Feed feed;
    private final EngineThread engine;
    private final Consumer<Runnable> onFeedThread;
    private final Normalized writer = new Normalized();
    private final Disconnects disconnects = new Disconnects();
    private final Map<Integer, Mirror> mirrors = new LinkedHashMap<>();
    private final Map<Integer, Listing> listings = new LinkedHashMap<>();
    private final Map<Subscriber, Load> loads = new LinkedHashMap<>();
    private final Set<Mirror> toFollow = new LinkedHashSet<>();
    private final List<OpportunityReader> opportunityReaders = new ArrayList<>();
    private final Set<Consumer<Listing>> listingReaders = new LinkedHashSet<>();
    private boolean asking;
    private long lost;
    private long lastNanos;

    /// What one subscriber costs: topics, and levels that may have to be shown in a second.
    private record Load(int topics, long levels) {
        static final Load NONE = new Load(0, 0);

        Load and(List<DataType> types) {
            return new Load(topics + types.size(),
                    levels + types.stream().mapToLong(DataType::levelsASecond).sum());
        }
    }

    /// Who wants opportunities; both calls on the feed's thread.
    public interface OpportunityReader {
        /// One opened, changed or closed.
        void opportunity(Opportunity opportunity);

        /// Some were lost on the way: what is open now has to be read anew.
        void lost();
    }

    /// `onFeedThread` brings work back to the feed's thread from the engine's.
    public Broadcast(Feed feed, EngineThread engine, Consumer<Runnable> onFeedThread) {
        this.feed = feed;
        this.engine = engine;
        this.onFeedThread = onFeedThread;
    }

    /// Takes a subscriber in: each listing that it wants, now or when it appears, starts with a snapshot.
    public void join(Subscriber subscriber) {
        Load wanted = Load.NONE;
        for (Listing listing : listings.values()) {
            wanted = wanted.and(types(subscriber, listing));
        }
        if (within(subscriber, wanted)) {
            loads.put(subscriber, Load.NONE);
            List.copyOf(listings.values()).forEach(listing -> offer(listing, subscriber));
            refresh();
        }
    }

    /// Looks for listings that are new since the last time.
    public void refresh() {
        engine.run(now -> {
            var all = new ArrayList<Listing>();
            now.books().all().forEach(book -> all.add(book.listing()));
            onFeedThread.accept(() -> all.forEach(this::listed));
        });
    }

    private void listed(Listing listing) {
        if (listings.put(listing.id(), listing) == null) {
            List.copyOf(listingReaders).forEach(reader -> reader.accept(listing));
            List.copyOf(loads.keySet()).forEach(subscriber -> offer(listing, subscriber));
        }
    }

    private void offer(Listing listing, Subscriber subscriber) {
        List<DataType> types = types(subscriber, listing);
        if (types.isEmpty()) {
            return;
        }
        Load wanted = loads.getOrDefault(subscriber, Load.NONE).and(types);
        if (!within(subscriber, wanted)) {
            leave(subscriber);
            return;
        }
        loads.put(subscriber, wanted);
        Mirror mirror = mirror(listing);
        mirror.join(subscriber, types);
        follow(mirror);
    }

    private Mirror mirror(Listing listing) {
        return mirrors.computeIfAbsent(listing.id(),
                _ -> new Mirror(listing, writer, disconnects));
    }

    /// Has the engine tell what is read of it, and no more: a book is copied only for who reads books.
    private void follow(Mirror mirror) {
        if (mirror.wantsBook() && !mirror.booked) {
            mirror.booked = true;
            mirror.followed = true;
            toFollow.add(mirror);
            followBooks();
        } else if (!mirror.followed) {
            mirror.followed = true;
            engine.run(_ -> feed.follow(mirror.listing.id()));
        }
    }

    /// Tells a listing's facts from now on; what is known of it already is in [#mirrored].
    public void tap(Listing listing, Tap tap) {
        Mirror mirror = mirror(listing);
        mirror.taps.add(tap);
        follow(mirror);
    }

    /// The copy of its book, kept as long as some [Tap] or subscriber reads that.
    public MirroredBook mirrored(Listing listing) {
        return mirror(listing);
    }

    /// Tells nothing more of it.
    public void untap(Tap tap) {
        mirrors.values().forEach(mirror -> mirror.leave(tap));
    }

    /// All listings that are known.
    public Collection<Listing> listings() {
        return Collections.unmodifiableCollection(listings.values());
    }

    /// Names all listings, those that appear later as well.
    public void eachListing(Consumer<Listing> reader) {
        listingReaders.add(reader);
        listings.values().forEach(reader);
    }

    /// Names no more of them.
    public void noListings(Consumer<Listing> reader) {
        listingReaders.remove(reader);
    }

    private static List<DataType> types(Subscriber subscriber, Listing listing) {
        return subscriber.dataTypes(listing).stream().map(DataType::parse).toList();
    }

    private static boolean within(Subscriber subscriber, Load wanted) {
        if (wanted.topics > subscriber.mostTopics()) {
            subscriber.refused(wanted.topics + " topics (listings times data types) are asked for; "
                    + subscriber.mostTopics() + " are all that one client may have");
        } else if (wanted.levels > subscriber.mostLevels()) {
            subscriber.refused(wanted.levels + " levels a second of snapshots are asked for; "
                    + subscriber.mostLevels() + " are all that one client may have");
        } else {
            return true;
        }
        return false;
    }

    /// Lets a subscriber go.
    public void leave(Subscriber subscriber) {
        loads.remove(subscriber);
        mirrors.values().forEach(mirror -> mirror.leave(subscriber));
    }

    /// What nobody reads is followed no more. Now and then, not whenever somebody leaves: who comes and goes without end must not cost the engine a book each time.
    public void sweep() {
        for (Mirror mirror : mirrors.values()) {
            int listing = mirror.listing.id();
            if (!mirror.isRead()) {
                engine.run(_ -> {
                    feed.unfollow(listing);
                    feed.inOrder(() -> left(mirror));
                });
            } else if (mirror.booked && !mirror.wantsBook()) {
                engine.run(_ -> {
                    feed.unfollowBook(listing);
                    feed.inOrder(() -> leftBook(mirror));
                });
            }
        }
    }

    /// Nothing more of it comes, so that nothing that was on its way passes for news to who comes later. Unless somebody has come meanwhile, it goes.
    private void left(Mirror mirror) {
        mirror.forgetBook();
        mirror.followed = false;
        toFollow.remove(mirror);
        if (mirror.isRead()) {
            follow(mirror);
        } else {
            mirrors.remove(mirror.listing.id(), mirror);
        }
    }

    private void leftBook(Mirror mirror) {
        mirror.forgetBook();
        toFollow.remove(mirror);
        follow(mirror);
    }

    /// Every opportunity event from now on.
    public void opportunities(OpportunityReader reader) {
        opportunityReaders.add(reader);
        engine.run(now -> feed.facts(true));
    }

    /// No more opportunities for this reader.
    public void noOpportunities(OpportunityReader reader) {
        opportunityReaders.remove(reader);
        if (opportunityReaders.isEmpty()) {
            engine.run(now -> feed.facts(false));
        }
    }

    /// Hands on what waits, up to a bound; true when there is more. Facts that came after a lost one never pass for its
    /// successors: the mirrors are void before they are read.
    public boolean drain() {
        return drain(MOST_A_TURN);
    }

    /// So many at most.
    boolean drain(int most) {
        boolean more = true;
        RuntimeException mistake = null;
        for (int i = 0; more && i < most; i++) {
            Item item = feed.take();
            if (item == null) {
                noticeLoss(feed.dropped());
                more = false;
            } else {
                noticeLoss(item.lostBefore);
                if (!item.loses() || item.localNanos != lastNanos) {
                    disconnects.tell(writer);
                }
                lastNanos = Math.max(lastNanos, item.localNanos);
                try {
                    handOn(item);
                } catch (RuntimeException one) {
                    mistake = one; // all else is handed on before it is told
                }
                feed.giveBack(item);
            }
        }
        disconnects.tell(writer);
        followBooks();
        if (mistake != null) {
            throw mistake;
        }
        return more || feed.waits();
    }

    private void noticeLoss(long lostSoFar) {
        if (lostSoFar != lost) {
            lost = lostSoFar;
            mirrors.values().forEach(mirror -> mirror.lost(lastNanos));
            mirrors.values().stream().filter(mirror -> mirror.booked).forEach(toFollow::add);
            List.copyOf(opportunityReaders).forEach(OpportunityReader::lost);
        }
    }

    /// Asks for snapshots, some at a time and the next when those are here: the engine has frames to decide on, and in a queue that is full as it is they
    /// would only be lost.
    private void followBooks() {
        if (asking || toFollow.isEmpty() || !feed.roomy()) {
            return;
        }
        var listings = new ArrayList<Integer>();
        for (var each = toFollow.iterator(); each.hasNext()
                && listings.size() < MOST_BOOKS_A_TURN;) {
            listings.add(each.next().listing.id());
            each.remove();
        }
        asking = true;
        engine.run(now -> {
            try {
                listings.forEach(id -> feed.followBook(now.books().book(id), now.now()));
            } finally {
                onFeedThread.accept(() -> {
                    asking = false;
                    followBooks();
                });
            }
        });
    }

    private void handOn(Item item) {
        Runnable work = item.work;
        if (work != null) {
            work.run();
            return;
        }
        if (item.kind == Item.Kind.OPPORTUNITY) {
            Opportunity opportunity = item.opportunity;
            if (opportunity != null) {
                List.copyOf(opportunityReaders)
                        .forEach(reader -> reader.opportunity(opportunity));
            }
            return;
        }
        Mirror mirror = mirrors.get(item.of().id());
        if (mirror != null) {
            mirror.take(item);
        }
    }

    /// Sends the snapshots of an interval that wait for a change in vain; the caller's timer knows which.
    public void due(long intervalMillis) {
        mirrors.values().forEach(mirror -> mirror.late(intervalMillis));
    }

    /// The intervals that somebody wants, so that the caller can keep a timer for each.
    public Set<Long> intervals() {
        var intervals = new LinkedHashSet<Long>();
        mirrors.values().forEach(mirror -> intervals.addAll(mirror.intervals()));
        intervals.remove(0L);
        return intervals;
    }
}
