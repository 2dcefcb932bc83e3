package io.crossbook.gateway.feed;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.BookBreak;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.Cursor;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.Health;
import io.crossbook.books.LiquidationUpdate;
import io.crossbook.books.ListingBook;
import io.crossbook.books.TradeUpdate;
import io.crossbook.gateway.engine.Standing;
import io.crossbook.gateway.engine.Watcher;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.atomic.SpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/// The engine's side of the feed: copies what somebody follows into a bounded queue, after the decision.
///
/// All methods run on the engine's thread, except [#take], [#waits], [#roomy], [#giveBack] and [#dropped], which are the feed thread's. What is
/// not followed costs one bit test. A full queue never blocks: facts are dropped and counted, and the feed thread starts its mirrors anew.
public final class Feed implements Watcher {

    private static final int CAPACITY = 16_384;
    private static final int MOST_POOLED = 128;

    private final SpscAtomicArrayQueue<Item> queue = new SpscAtomicArrayQueue<>(CAPACITY);
    private final SpscAtomicArrayQueue<Item> pool = new SpscAtomicArrayQueue<>(CAPACITY);
    private final Runnable wake;
    private final BitSet followed = new BitSet();
    /// Those of them whose books are followed too.
    private final BitSet booked = new BitSet();
    private final BitSet movedTops = new BitSet();
    private final BitSet movedQuotes = new BitSet();
    /// Of each listing, which [ListingBook#shows] was seen last: a quote moves where it is not the best, too.
    private long[] shown = {};
    private final BitSet movedHealth = new BitSet();
    private final Cursor cursor = new Cursor();
    private @Nullable Standing standing;
    private boolean facts;
    private final AtomicLong dropped = new AtomicLong();

    /// `wake` tells the feed's thread that something waits; it is called after each fact and must be cheap.
    public Feed(Runnable wake) {
        this.wake = wake;
    }

    // ---- the engine's thread

    /// Hands over what is traded of a listing from now on, and what is told of a perpetual besides its book.
    void follow(int listing) {
        followed.set(listing);
    }

    /// Hands over its book too, beginning with its health and, unless it is broken, a snapshot.
    void followBook(ListingBook book, long now) {
        followed.set(book.id());
        booked.set(book.id());
        health(book, book.health(), book.health(), now);
        if (book.health() != Health.BROKEN) {
            Item item = item(Item.Kind.BOOK, book, now);
            if (item != null) {
                Snapshots.copy(book.levels(), book.listing().id(), cursor, item.book)
                        .eventNanos(book.eventNanos()).updateId(book.updateId());
                offer(item);
            }
        }
    }

    void unfollow(int listing) {
        followed.clear(listing);
        booked.clear(listing);
    }

    /// No more of its book; what is traded goes on.
    void unfollowBook(int listing) {
        booked.clear(listing);
    }

    /// Whether somebody wants opportunities.
    void facts(boolean wanted) {
        facts = wanted;
    }

    /// Which instruments' tops moved since the last call, the best or what one of its listings shows; read, then clear it.
    public BitSet movedTops(Books books) {
        for (int id = movedQuotes.nextSetBit(0); id >= 0; id = movedQuotes.nextSetBit(id + 1)) {
            movedTops.set(books.instrumentOf(id));
        }
        movedQuotes.clear();
        return movedTops;
    }

    /// Which listings' health changed since the last call; read, then clear it.
    public BitSet movedHealth() {
        return movedHealth;
    }

    /// How trading stands, where that was told since the last call.
    public @Nullable Standing movedStanding() {
        Standing told = standing;
        standing = null;
        return told;
    }

    @Override
    public void standing(Standing now, long nanos) {
        standing = now;
    }

    @Override
    public void book(ListingBook book, BookUpdate update, long now) {
        if (book.id() >= shown.length) {
            shown = Arrays.copyOf(shown, 2 * book.id() + 1);
        }
        if (shown[book.id()] != book.shows()) {
            shown[book.id()] = book.shows();
            movedQuotes.set(book.id());
        }
        if (booked.get(book.id())) {
            Item item = item(Item.Kind.BOOK, book, now);
            if (item != null) {
                item.book.copy(update);
                offer(item);
            }
        }
    }

    @Override
    public void trade(ListingBook book, TradeUpdate trade, long now) {
        if (followed.get(trade.listing)) {
            Item item = item(Item.Kind.TRADE, book, now);
            if (item != null) {
                item.trade(trade);
                offer(item);
            }
        }
    }

    @Override
    public void liquidation(ListingBook book, LiquidationUpdate liquidation, long now) {
        if (followed.get(liquidation.listing())) {
            Item item = item(Item.Kind.LIQUIDATION, book, now);
            if (item != null) {
                item.trade(liquidation.order());
                offer(item);
            }
        }
    }

    @Override
    public void derivative(ListingBook book, DerivativeUpdate update, long now) {
        if (followed.get(update.listing)) {
            Item item = item(Item.Kind.DERIVATIVE, book, now);
            if (item != null) {
                item.derivative(update);
                offer(item);
            }
        }
    }

    @Override
    public void health(ListingBook book, Health before, Health after, long now) {
        movedHealth.set(book.listing().id());
        if (booked.get(book.listing().id())) {
            Item item = item(Item.Kind.HEALTH, book, now);
            if (item != null) {
                item.text = after.name().toLowerCase(Locale.ROOT);
                item.why = book.why();
                offer(item);
            }
        }
    }

    @Override
    public void withdrawn(ListingBook book, long now) {
        movedHealth.set(book.listing().id());
    }

    @Override
    public void broken(ListingBook book, BookBreak.Kind kind, String why, long now) {
        if (kind == BookBreak.Kind.DISCONNECTED && followed.get(book.listing().id())) {
            Item item = item(Item.Kind.DISCONNECT, book, now);
            if (item != null) {
                item.why = why;
                offer(item);
            }
        }
    }

    @Override
    public void top(int instrument, long now) {
        movedTops.set(instrument);
    }

    @Override
    public void opportunity(Opportunity opportunity, long now) {
        if (facts) {
            Item item = item(Item.Kind.OPPORTUNITY, null, now);
            if (item != null) {
                item.opportunity = opportunity;
                offer(item);
            }
        }
    }

    /// Hands over work between the facts: it follows on what was told before it. Where the queue is full it is lost as they are, and who reads opportunities
    /// hears of that.
    public void inOrder(Runnable work) {
        Item item = item(Item.Kind.WORK, null, 0);
        if (item != null) {
            item.work = work;
            offer(item);
        }
    }

    private @Nullable Item item(Item.Kind kind, @Nullable ListingBook book, long now) {
        if (queue.size() >= CAPACITY) {
            dropped.incrementAndGet();
            wake.run(); // it may be the last for long: what is void must be told now
            return null;
        }
        Item item = pool.poll();
        if (item == null) {
            item = new Item();
        }
        item.kind = kind;
        if (book != null) {
            item.listing = book.listing();
            item.shape = book.shape();
        }
        item.localNanos = now;
        item.lostBefore = dropped.get();
        return item;
    }

    private void offer(Item item) {
        queue.offer(item);
        wake.run();
    }

    // ---- the feed's thread

    /// The next fact, or null.
    @Nullable
    Item take() {
        return queue.poll();
    }

    /// Whether something waits.
    boolean waits() {
        return !queue.isEmpty();
    }

    /// Whether there is room for many snapshots.
    boolean roomy() {
        return queue.size() <= CAPACITY / 2;
    }

    /// Returns a fact that was read.
    void giveBack(Item item) {
        if (item.book.bids.count() + item.book.asks.count() <= MOST_POOLED) { // a large one would stay large
            pool.offer(item.empty());
        }
    }

    /// How many facts were dropped so far because the queue was full.
    public long dropped() {
        return dropped.get();
    }
}
