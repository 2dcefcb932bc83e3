package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Instrument;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// An evaluation allocates only when somebody is told of something.
final class AllocationTest {

    private static final int ROUNDS = 20_000;
    /// The bean and the first rounds allocate some kilobytes once; the smallest object each time would be forty times this.
    private static final int NOTHING = ROUNDS;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Market market = new Market(DetectorSettings.DEFAULT);

    /// Bytes of `ROUNDS` times two changes of a book, applied and evaluated, after as many to warm up.
    private long bytes(ListingBook book, BookUpdate one, BookUpdate other) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 2 * ROUNDS; i++) {
            if (i == ROUNDS) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            book.apply(one, market.now);
            market.detector.changed(book, market.now);
            book.apply(other, market.now);
            market.detector.changed(book, market.now);
            market.detector.nextLook();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private void measure(Pass reason, String one, String other) {
        measure("kraken", 1, reason, one, other);
    }

    private void measure(String at, int listing, Pass reason, String one, String other) {
        long passes = market.passes("binance", at, reason);
        ListingBook book = market.book(at);
        long bytes = bytes(book, Market.update(listing, one, false),
                Market.update(listing, other, false));

        assertTrue(bytes < NOTHING, reason + ": " + bytes + " B in " + 2 * ROUNDS + " evaluations");
        assertEquals(passes + 4 * ROUNDS, market.passes("binance", at, reason));
    }

    @Test
    void a_pass_allocates_nothing() {
        market.with("binance", "0.001").with("kraken", "0.001").snapshot("binance",
                "bid 98.00 x 1.000 | ask 100.00 x 1.000");
        market.snapshot("kraken", "bid 97.00 x 1.000 | ask 108.00 x 1.000");

        measure(Pass.NO_SPREAD, "bid 99.00 x 1", "bid 99.00 x 0, 98.50 x 1");
        measure(Pass.FEES, "bid 100.20 x 0, 100.10 x 1", "bid 100.20 x 1");
        measure(Pass.ABOVE_CAP, "bid 107.00 x 1", "bid 107.50 x 1");
    }

    @Test
    void a_walk_that_ends_too_small_allocates_nothing() {
        market.with("binance", "0.001", Market.rules("0.01", "0.001", "2", "5"))
                .with("kraken", "0.001")
                .snapshot("binance", "bid 98.00 x 1.000 | ask 100.00 x 1.000");
        market.snapshot("kraken", "bid 101.00 x 1.000 | ask 108.00 x 1.000");

        measure(Pass.TOO_SMALL, "bid 101.50 x 1", "bid 101.50 x 0.9");
    }

    @Test
    void charges_and_fundings_allocate_nothing() {
        market.with("binance", "0.001")
                .with("kraken", "0.001", Rules.UNKNOWN,
                        Instrument.perpetual("BTC", "USDT", "USDT"))
                .with("bybit", "0.001");
        var networks = Stream.of("binance", "bybit").flatMap(exchange -> Stream.of("BTC", "USDT")
                .map(asset -> new Transfers.Network(exchange, asset, "net", 100_000, 0, 5, true,
                        true, "")))
                .toList();
        var costs = new Costs(market.fees(),
                new Transfers(networks, Map.of("USDT", 1_000_00000000L)), _ -> 300, 100);
        market.detector.configured(DetectorSettings.DEFAULT, costs, market.now);
        market.snapshot("binance", "bid 99.90 x 1.000 | ask 100.00 x 1.000");
        market.snapshot("bybit", "bid 98.90 x 1.000 | ask 108.00 x 1.000");
        market.snapshot("kraken", "bid 97.00 x 1.000 | ask 108.00 x 1.000");
        market.detector.funding(market.book("kraken"), 1_000_000,
                market.now + 3_600_000_000_000L, market.now);

        measure(Pass.CHARGES, "bid 100.30 x 1", "bid 100.30 x 0, 100.25 x 1");
        measure("bybit", 2, Pass.CHARGES, "bid 100.22 x 0, 100.21 x 1",
                "bid 100.22 x 1");
    }

    @Test
    void what_is_already_taken_allocates_nothing() {
        market.greedy = true;
        market.with("binance", "0.001").with("kraken", "0.001")
                .snapshot("binance", "bid 98.00 x 1.000 | ask 100.00 x 1.000");
        market.snapshot("kraken", "bid 101.00 x 1.000, 99 x 1 | ask 108.00 x 1.000");

        measure(Pass.CONSUMED, "bid 98.00 x 1.5", "bid 98.00 x 1.7");
    }

    @Test
    void an_open_opportunity_that_is_much_as_it_was_told_allocates_nothing() {
        market.with("binance", "0.001").with("kraken", "0.001")
                .snapshot("binance", "bid 98.00 x 1.000 | ask 100.00 x 1.000, 100.1 x 5");
        market.snapshot("kraken", "bid 101.00 x 2.000 | ask 108.00 x 1.000");
        long takes = market.pair("binance", "kraken").takes();

        long bytes = bytes(market.book("kraken"), Market.update(1, "bid 101.00 x 2.01", false),
                Market.update(1, "bid 101.00 x 2.02", false));

        assertTrue(bytes < NOTHING, bytes + " B");
        assertEquals(takes + 4 * ROUNDS, market.pair("binance", "kraken").takes());
        assertEquals(1, market.told.size());
    }
}
