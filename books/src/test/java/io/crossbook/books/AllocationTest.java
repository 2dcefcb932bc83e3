package io.crossbook.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Once its arrays have grown, a book allocates nothing: neither do the tops and the feed lag behind it.
final class AllocationTest {

    private static final int CHANGES = 20_000;
    private static final int RUNS = 5;

    private final BookUpdate update = new BookUpdate();
    private final Cursor cursor = new Cursor();
    private long sum;

    @Test
    void apply_best_walk_and_top_allocate_nothing() {
        for (var form : Map.of("array", OrderBooks.array(2, 4, true),
                "ladder", OrderBooks.ladder(2, 4, true, 1)).entrySet()) {
            Books books = new Books(Mirrors.NONE);
            Instrument unknown = Instrument.spot("NEIRO", "USD");
            ListingBook[] pair = {
                    books.add(Market.listing(0, "kraken", unknown), BookShape.FULL,
                            BookLimits.DEFAULT, form.getValue()),
                    books.add(Market.listing(1, "bybit", unknown), BookShape.FULL,
                            BookLimits.DEFAULT)};
            var tops = new Tops(books);
            var lag = new FeedLag(FeedLag.UNKNOWN);
            // What a message costs, it costs in every run; the JVM's own one-offs do not come back.
            long least = Long.MAX_VALUE;
            for (int i = 0; i < RUNS; i++) {
                least = Math.min(least, run(pair, tops, lag));
            }

            assertTrue(sum != 0);
            assertEquals(0, least, form.getKey());
        }
    }

    /// How many bytes a seeded life takes.
    private long run(ListingBook[] pair, Tops tops, FeedLag lag) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var random = new Random(3);
        snapshot(pair[0]);
        snapshot(pair[1]);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CHANGES; i++) {
            ListingBook book = pair[i & 1];
            change(book.listing().id(), random);
            book.apply(update, i);
            sum += tops.update(book) ? tops.bid(0) + tops.askSize(0) : 1;
            sum += lag.lag(i, i - 5L) + book.levels().bestBid() + book.levels().bestAskSize();
            book.levels().walk(Side.ASK, cursor);
            for (int level = 0; level < 20 && cursor.next(); level++) {
                sum += cursor.price() * cursor.size() + cursor.wire();
            }
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private void snapshot(ListingBook book) {
        update.begin(book.listing().id(), true, 2, 4);
        for (int i = 1; i <= 500; i++) {
            update.bids.add(1_000_000 - i * 3L, i, 0);
            update.asks.add(1_000_000 + i * 3L, i, 0);
        }
        book.apply(update, 0);
    }

    private void change(int listing, Random random) {
        update.begin(listing, false, 2, 4);
        for (int i = 0; i < 4; i++) {
            int far = 1 + (int) Math.abs(random.nextGaussian() * 300);
            long size = random.nextInt(2) * (1L + random.nextInt(1_000));
            if (random.nextBoolean()) {
                update.bids.add(1_000_000 - far, size, 0);
            } else {
                update.asks.add(1_000_000 + far, size, 0);
            }
        }
    }
}
