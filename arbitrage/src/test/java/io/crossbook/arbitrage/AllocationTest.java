package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// An evaluation allocates only when somebody is told of something.
final class AllocationTest {

    private static final int ROUNDS = 20_000;
    private static final int RUNS = 20;
    /// The bean allocates some kilobytes once; the smallest object each time would be forty times this.
    private static final int NOTHING = ROUNDS;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Market market = new Market(DetectorSettings.DEFAULT);
    /// How often the last measurement had the detector look.
    private long evaluated;

    /// Bytes of `ROUNDS` times two changes of a book, applied and evaluated: the least of many such runs. What an evaluation costs, it costs in every one;
    /// code that is not compiled yet makes objects that are gone when it is, and on a busy machine that takes a while.
    private long bytes(ListingBook book, BookUpdate one, BookUpdate other) {
        long least = Long.MAX_VALUE;
        for (evaluated = 0; least >= NOTHING && evaluated < RUNS * 2L * ROUNDS;) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                book.apply(one, market.now);
                market.detector.changed(book, market.now);
                book.apply(other, market.now);
                market.detector.changed(book, market.now);
                market.detector.nextLook();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            evaluated += 2 * ROUNDS;
        }
        return least;
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
        assertEquals(passes + evaluated, market.passes("binance", at, reason));
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

    /// Only one of three coins is worth being left again, and two must be traded.
    private void basis() {
        market.with("binance", "0.001", Market.rules("0.01", "0.001", "2", "5"))
                .with("kraken", "0.001", Rules.UNKNOWN,
                        Instrument.perpetual("BTC", "USDT", "USDT"));
        market.snapshot("binance", "bid 99.98 x 5.000 | ask 100.00 x 3.000");
        market.snapshot("kraken",
                "bid 103.00 x 3.000 | ask 103.02 x 1.000, 110 x 5, 120 x 1, 130 x 1");
    }

    @Test
    void a_basis_that_is_too_dear_to_leave_allocates_nothing() {
        basis();

        measure(Pass.TOO_SMALL, "ask 103.02 x 1.1", "ask 103.02 x 1.2");
    }

    @Test
    void a_basis_in_kind_whose_ways_out_stand_as_they_did_allocates_nothing() {
        market.detector.configured(DetectorSettings.DEFAULT, inKind(), market.now);
        basis();

        measure(Pass.TOO_SMALL, "ask 120 x 2", "ask 120 x 3, 130 x 0");
    }

    /// All fees are taken from what is bought.
    private Fees inKind() {
        Fees fees = market.fees();
        return new Fees() {
            @Override
            public long taker(Listing listing) {
                return fees.taker(listing);
            }

            @Override
            public boolean inReceived(Listing listing) {
                return true;
            }
        };
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
        assertEquals(takes + evaluated, market.pair("binance", "kraken").takes());
        assertEquals(1, market.told.size());
    }

    private static final Instrument ETH_USDT = Instrument.spot("ETH", "USDT");

    /// 4 ETH for 0.2 BTC, which cost 200: they sell for so much.
    private void triangle(Costs costs, String ethMinimum, String bid) {
        Rules rules = Market.rules("0.01", "0.0001", ethMinimum, "1");
        market.with("binance", "0.001")
                .with("kraken", "0.001", Market.rules("0.0001", "0.001", "0.001", "0.0001"),
                        Instrument.spot("ETH", "BTC"))
                .with("bybit", "0.001", rules, ETH_USDT);
        market.detector.configured(DetectorSettings.DEFAULT, costs, new ChainSettings(List.of(),
                new ChainSettings.Cycles(false, true, 3, List.of("USDT"))), market.now);
        market.snapshot("binance", "bid 990 x 1.0000 | ask 1000 x 1.0000")
                .snapshot("kraken", "bid 0.0490 x 10.000 | ask 0.0500 x 10.000")
                .snapshot("bybit", "bid " + bid + " x 4.0000, 40 x 1, 30 x 1 | ask 62 x 4.0000");
    }

    private void measureChain(Pass reason) {
        measureChain(reason, "bid 30 x 2.0000", "bid 30 x 1.0000");
    }

    private void measureChain(Pass reason, String one, String other) {
        Chain chain = market.detector.chains().getFirst();
        long passes = chain.passes(reason);
        long bytes = bytes(market.book("bybit"), Market.update(2, one, false),
                Market.update(2, other, false));

        assertTrue(bytes < NOTHING, reason + ": " + bytes + " B in " + 2 * ROUNDS + " evaluations");
        assertEquals(passes + evaluated, chain.passes(reason), chain.toString());
        assertTrue(market.told.isEmpty());
    }

    @Test
    void a_chain_that_stays_above_the_cap_allocates_nothing() {
        triangle(Costs.of(market.fees()), "0.001", "61");
        measureChain(Pass.ABOVE_CAP);
    }

    @Test
    void a_chain_that_stays_too_small_allocates_nothing() {
        triangle(Costs.of(market.fees()), "9", "51");
        measureChain(Pass.TOO_SMALL);
    }

    @Test
    void a_chain_of_which_nothing_but_dust_changes_allocates_nothing() {
        triangle(Costs.of(market.fees()), "9", "51");
        measureChain(Pass.TOO_SMALL, "bid 51 x 3.0000", "bid 51 x 4.0000");
    }

    @Test
    void a_chain_of_which_dust_has_another_price_each_time_allocates_nothing() {
        triangle(new Costs(market.fees(), Transfers.IGNORED, _ -> 0, 0), "9", "51");
        measureChain(Pass.TOO_SMALL, "bid 51 x 0, 51.01 x 3.0000", "bid 51.01 x 0, 51 x 3.0000");
    }

    @Test
    void a_chain_through_a_coin_that_nobody_lets_out_allocates_nothing() {
        triangle(new Costs(market.fees(), new Transfers(List.of(), Map.of()), _ -> 0, 0), "0.001",
                "51");
        measureChain(Pass.TRANSFER_SHUT);
    }

    @Test
    void a_chain_through_a_quarantined_listing_is_not_even_looked_at() {
        market.identity = (one, other) -> !one.instrument().equals(ETH_USDT)
                && !other.instrument().equals(ETH_USDT);
        triangle(Costs.of(market.fees()), "0.001", "51");
        assertTrue(market.detector.chains().isEmpty(), market.detector.chains().toString());

        market.identity = Identity.BY_NAME;
        market.change("bybit", "bid 40 x 3.0000");
        assertEquals(Kind.CYCLE, market.last().kind());

        market.identity = (one, other) -> !one.instrument().equals(ETH_USDT)
                && !other.instrument().equals(ETH_USDT);
        market.change("bybit", "bid 40 x 4.0000");
        assertEquals("identity", market.last().closedWhy());
        long passes = market.detector.chains().getFirst().passes(Pass.IDENTITY);
        market.change("bybit", "bid 40 x 5.0000").change("kraken", "bid 0.0480 x 1.000");
        assertEquals(passes, market.detector.chains().getFirst().passes(Pass.IDENTITY));
    }

    @Test
    void an_open_chain_that_is_as_it_was_told_allocates_nothing() {
        triangle(Costs.of(market.fees()), "0.001", "51");
        Chain chain = market.detector.chains().getFirst();
        long takes = chain.takes();

        long bytes = bytes(market.book("bybit"), Market.update(2, "bid 30 x 2.0000", false),
                Market.update(2, "bid 30 x 1.0000", false));

        assertTrue(bytes < NOTHING, bytes + " B");
        assertEquals(takes + evaluated, chain.takes());
        assertEquals(1, market.told.size());
    }

    @Test
    void an_open_chain_beside_a_price_that_is_an_error_allocates_nothing() {
        besideOkx("61");
    }

    @Test
    void an_open_chain_beside_an_error_just_above_the_cap_allocates_nothing() {
        // 510 bp; Bybit's are 200.
        besideOkx("52.55");
    }

    private void besideOkx(String bid) {
        triangle(Costs.of(market.fees()), "0.001", "51");
        market.with("okx", "0.001", Rules.UNKNOWN, ETH_USDT).snapshot("okx",
                "bid " + bid + " x 4.0000 | ask 62 x 4.0000");
        Chain chain = market.detector.chains().getFirst();
        long takes = chain.takes();

        long bytes = bytes(market.book("bybit"), Market.update(2, "bid 30 x 2.0000", false),
                Market.update(2, "bid 30 x 1.0000", false));

        assertTrue(bytes < NOTHING, bytes + " B");
        assertEquals(takes + evaluated, chain.takes());
        assertEquals(1, market.told.size());
    }

    @Test
    void a_fee_in_kind_that_leaves_too_little_allocates_nothing() {
        market.with("binance", "0.001", Market.rules("0.01", "0.001", "2", "5"))
                .with("kraken", "0.001");
        market.detector.configured(DetectorSettings.DEFAULT, inKind(), market.now);
        market.snapshot("binance", "bid 98.00 x 1.000 | ask 100.00 x 1.000");
        market.snapshot("kraken", "bid 101.50 x 1.000, 90 x 1 | ask 108.00 x 1.000");

        measure(Pass.TOO_SMALL, "bid 90.00 x 1.1", "bid 90.00 x 0.9");
    }
}
