package io.crossbook.gateway.feed;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
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
    private static final int MOST_RENEWED_A_TURN = 256;

    private final Feed feed;
    private final EngineThread engine;
    private final Consumer<Runnable> onFeedThread;
    private final Normalized writer = new Normalized();
    private final Map<Integer, Mirror> mirrors = new LinkedHashMap<>();
    private final Map<Integer, Listing> listings = new LinkedHashMap<>();
    private final Map<Subscriber, Integer> topics = new LinkedHashMap<>();
    private final Set<Mirror> toRenew = new LinkedHashSet<>();
    private final List<OpportunityReader> opportunityReaders = new ArrayList<>();
    private final Set<Consumer<Listing>> listingReaders = new LinkedHashSet<>();
    private long lost;
    private long lastNanos;

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
        int wanted = 0;
        for (Listing listing : listings.values()) {
            wanted += subscriber.dataTypes(listing).size();
        }
        if (within(subscriber, wanted)) {
            topics.put(subscriber, 0);
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
            List.copyOf(topics.keySet()).forEach(subscriber -> offer(listing, subscriber));
        }
    }

    private void offer(Listing listing, Subscriber subscriber) {
        List<DataType> types = subscriber.dataTypes(listing).stream().map(DataType::parse).toList();
        int wanted = topics.getOrDefault(subscriber, 0) + types.size();
        if (types.isEmpty()) {
            return;
        }
        if (!within(subscriber, wanted)) {
            leave(subscriber);
            return;
        }
        topics.put(subscriber, wanted);
        mirror(listing).join(subscriber, types);
    }

    private Mirror mirror(Listing listing) {
        Mirror mirror = mirrors.get(listing.id());
        if (mirror == null) {
            mirror = new Mirror(listing, writer);
            mirrors.put(listing.id(), mirror);
            follow(listing.id());
        }
        return mirror;
    }

    /// Tells a listing's facts from now on; what is known of it already is in [#mirrored].
    public void tap(Listing listing, Tap tap) {
        mirror(listing).taps.add(tap);
    }

    /// The copy of its book, kept as long as somebody reads it.
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

    private static boolean within(Subscriber subscriber, int wanted) {
        if (wanted <= subscriber.mostTopics()) {
            return true;
        }
        subscriber.refused(wanted + " topics (listings times data types) are asked for; "
                + subscriber.mostTopics() + " are all that one client may have");
        return false;
    }

    private void follow(int listing) {
        engine.run(now -> {
            ListingBook book = now.books().book(listing);
            feed.follow(book, now.now());
        });
    }

    /// Lets a subscriber go.
    public void leave(Subscriber subscriber) {
        topics.remove(subscriber);
        mirrors.values().forEach(mirror -> mirror.leave(subscriber));
    }

    /// What nobody reads is followed no more. Now and then, not whenever somebody leaves: who comes and goes without end must not cost the engine a book each time.
    public void sweep() {
        mirrors.values().removeIf(mirror -> {
            boolean empty = !mirror.isRead();
            if (empty) {
                toRenew.remove(mirror);
                engine.run(now -> feed.unfollow(mirror.listing.id()));
            }
            return empty;
        });
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
        for (int i = 0; more && i < most; i++) {
            Item item = feed.take();
            if (item == null) {
                noticeLoss(feed.dropped());
                more = false;
            } else {
                noticeLoss(item.lostBefore);
                lastNanos = Math.max(lastNanos, item.localNanos);
                handOn(item);
                feed.giveBack(item);
            }
        }
        renew();
        return more;
    }

    private void noticeLoss(long lostSoFar) {
        if (lostSoFar != lost) {
            lost = lostSoFar;
            mirrors.values().forEach(mirror -> mirror.lost(lastNanos));
            toRenew.addAll(mirrors.values());
            List.copyOf(opportunityReaders).forEach(OpportunityReader::lost);
        }
    }

    /// Asks for fresh snapshots, some at a time: in a queue that is full as it is they would only be lost again.
    private void renew() {
        var each = toRenew.iterator();
        for (int i = 0; i < MOST_RENEWED_A_TURN && each.hasNext() && feed.roomy(); i++) {
            int listing = each.next().listing.id();
            each.remove();
            follow(listing);
        }
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
