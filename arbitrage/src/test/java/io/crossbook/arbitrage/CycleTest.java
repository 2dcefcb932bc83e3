package io.crossbook.arbitrage;

import static io.crossbook.arbitrage.Market.EVERY_CHANGE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Three or four trades that end where they began, told once.
final class CycleTest {

    private final Market market = new Market(EVERY_CHANGE);

    private Market with(String exchange, String instrument) {
        return market.with(exchange, "0.001", Rules.UNKNOWN, Instrument.parse(instrument));
    }

    private void wanted(boolean onOne, boolean across, int hops, String... assets) {
        market.detector.configured(EVERY_CHANGE, Costs.of(market.fees()), new ChainSettings(
                List.of(), new ChainSettings.Cycles(onOne, across, hops, List.of(assets))),
                market.now);
    }

    private static String line(Opportunity o) {
        return o.state() + " " + o.legs() + ": net " + Decimals.format(o.net(), Money.SCALE) + " "
                + o.asset();
    }

    private void triangle(String one, String other, String third) {
        with(one, "BTC/USDT").with(other, "0.001", Rules.UNKNOWN, Instrument.parse("ETH/BTC"))
                .with(third, "0.001", Rules.UNKNOWN, Instrument.parse("ETH/USDT"));
        wanted(true, true, 4, "USDT", "BTC");
        market.snapshot(one + " BTC/USDT", "bid 999 x 1.0000 | ask 1000 x 1.0000")
                .snapshot(other + " ETH/BTC", "bid 0.0490 x 10.000 | ask 0.0500 x 10.000")
                .snapshot(third + " ETH/USDT", "bid 51 x 4.0000 | ask 52 x 4.0000");
    }

    @Test
    void a_triangle_on_one_exchange_is_told_once_in_the_asset_that_counts_first() {
        triangle("kraken", "kraken", "kraken");

        // 4 ETH sell for 204 − 0.204; they cost 0.2 + 0.0002 BTC, of which 0.2003 is the fewest lots that pays: 200.3 + 0.2003.
        assertEquals("opened [buy 0.2002 BTC on kraken at 1000, buy 4 ETH on kraken at 0.05, "
                + "sell 4 ETH on kraken at 51]: net 3.3958 USDT",
                String.join("; ", market.told.stream().map(CycleTest::line).toList()));
        assertEquals(List.of("USDT", "BTC", "ETH"), market.detector.chains().getFirst().assets());
    }

    @Test
    void what_lies_on_one_exchange_is_told_across_where_nobody_looks_there() {
        triangle("kraken", "kraken", "kraken");
        wanted(false, true, 4, "USDT", "BTC");

        assertEquals(Opportunity.State.OPENED, market.last().state());
        assertEquals(1, market.detector.open().size());
    }

    @Test
    void a_cycle_is_told_where_its_conversion_is_only_carried() {
        for (ChainSettings.Mode mode : ChainSettings.Mode.values()) {
            var dollars = new Market(EVERY_CHANGE)
                    .with("binance", "0.001", Rules.UNKNOWN, Market.BTC_USDT)
                    .with("kraken", "0.001", Rules.UNKNOWN, Instrument.spot("BTC", "USD"))
                    .with("bitstamp", "0.001", Rules.UNKNOWN, Instrument.spot("USDT", "USD"));
            dollars.detector.configured(EVERY_CHANGE, Costs.of(dollars.fees()), new ChainSettings(
                    List.of(new ChainSettings.Conversion("USDT", "USD", mode, 0)),
                    new ChainSettings.Cycles(true, true, 3, List.of("USDT"))), dollars.now);
            dollars.snapshot("bitstamp", "bid 0.9699 x 50000 | ask 0.9701 x 50000")
                    .snapshot("kraken", "bid 99.99 x 5 | ask 100.01 x 5")
                    .snapshot("binance", "bid 99.98 x 5 | ask 100.00 x 1");

            assertEquals(mode == ChainSettings.Mode.EXECUTED ? Kind.CONVERSION : Kind.CYCLE,
                    dollars.last().kind());
            assertEquals(1, dollars.detector.open().size());
        }
    }

    @Test
    void across_exchanges_it_is_told_once_too() {
        triangle("kraken", "binance", "bybit");

        assertEquals("opened [buy 0.2002 BTC on kraken at 1000, buy 4 ETH on binance at 0.05, "
                + "sell 4 ETH on bybit at 51]: net 3.3958 USDT",
                String.join("; ", market.told.stream().map(CycleTest::line).toList()));
    }

    @Test
    void a_better_rate_elsewhere_makes_it_another_cycle() {
        triangle("kraken", "kraken", "kraken");
        with("bybit", "ETH/USDT").snapshot("bybit", "bid 51.1 x 4.0000 | ask 52 x 4.0000");

        assertEquals(2, market.detector.open().size());
        assertEquals("bybit", market.last().last().listing().exchange());
        assertEquals(2, market.last().id());
    }

    @Test
    void four_hops_are_looked_for_where_they_are_asked_for() {
        for (String instrument : List.of("BTC/USDT", "ETH/BTC", "SOL/ETH", "SOL/USDT")) {
            with("kraken", instrument);
        }
        wanted(true, false, 3, "SOL");
        market.snapshot("kraken BTC/USDT", "bid 999 x 1.0000 | ask 1000 x 1.0000")
                .snapshot("kraken ETH/BTC", "bid 0.0490 x 10.000 | ask 0.0500 x 10.000")
                .snapshot("kraken SOL/ETH", "bid 0.0400 x 90.000 | ask 0.0410 x 90.000")
                .snapshot("kraken SOL/USDT", "bid 2.09 x 99.0000 | ask 2.10 x 99.0000");
        assertTrue(market.told.isEmpty());

        wanted(true, false, 4, "SOL");
        assertEquals("SOL", market.last().asset());
        assertEquals(List.of("SOL", "USDT", "BTC", "ETH"),
                market.detector.chains().getFirst().assets());
        assertEquals(1, market.told.size());
    }

    @Test
    void a_cycle_without_a_counted_asset_is_not_looked_for() {
        triangle("kraken", "kraken", "kraken");
        wanted(true, true, 4, "SOL");

        assertEquals("unasked", market.last().closedWhy());
        assertTrue(market.detector.open().isEmpty());
    }

    @Test
    void an_old_best_gives_way_to_a_fresh_second_best_as_time_passes() {
        triangle("kraken", "binance", "bybit");
        with("okx", "ETH/USDT").snapshot("okx", "bid 51.1 x 4.0000 | ask 56 x 4.0000");
        assertEquals("okx", market.last().last().listing().exchange());

        market.after(900).change("kraken", "bid 998 x 1.0000").change("binance",
                "bid 0.0489 x 10.000").change("bybit", "bid 50 x 4.0000");
        assertEquals("okx", market.last().last().listing().exchange());
        market.after(100);
        assertEquals("changed", market.last().state().toString());
        assertEquals("bybit", market.last().last().listing().exchange());
    }

    /// Bybit buys Ether at 51 in a cycle that is open; Okx seems to pay more, or pays less.
    private void andOnOkx(Rules rules, String book) {
        triangle("kraken", "binance", "bybit");
        market.with("okx", "0.001", rules, Instrument.parse("ETH/USDT")).snapshot("okx", book);
    }

    private void assertThroughBybit() {
        assertEquals(1, market.told.size(), market.told.toString());
        assertEquals("bybit", market.last().last().listing().exchange());
        assertEquals(1, market.detector.open().size());
    }

    @Test
    void a_price_that_is_an_error_hides_no_other() {
        andOnOkx(Rules.UNKNOWN, "bid 60 x 4.0000 | ask 61 x 4.0000");
        assertThroughBybit();
    }

    /// Bitcoin costs 15 bp more on Gate than on Kraken; through Bybit 42 bp are left of it before fees, 12 after.
    private void barelyPays() {
        with("gate", "BTC/USDT").with("okx", "0.001", Rules.UNKNOWN, Instrument.parse("ETH/USDT"));
        triangle("kraken", "binance", "bybit");
        market.snapshot("bybit", "bid 50.21 x 4.0000 | ask 50.22 x 4.0000")
                .snapshot("gate", "bid 1001.4 x 1.0000 | ask 1001.5 x 1.0000");
    }

    private static List<Opportunity> chains(List<Opportunity> of) {
        return of.stream().filter(one -> one.kind() == Kind.CYCLE).toList();
    }

    private void assertOnly(String exchange) {
        List<Opportunity> open = chains(market.detector.open());
        assertEquals(1, open.size(), open.toString());
        List<Leg> legs = open.getFirst().legs();
        assertEquals("kraken", legs.getFirst().listing().exchange());
        assertEquals(exchange, legs.getLast().listing().exchange());
    }

    private void assertTooGood() {
        assertEquals(List.of(), chains(market.detector.open()));
        assertEquals("above_cap", chains(market.told).getLast().closedWhy());
    }

    @Test
    void an_error_just_above_the_cap_is_not_told_with_a_worse_partner() {
        barelyPays();
        int told = chains(market.told).size();
        // 510 bp with Kraken, 494 with Gate.
        market.snapshot("okx", "bid 52.55 x 4.0000 | ask 52.56 x 4.0000");
        assertOnly("bybit");
        market.change("gate", "ask 1001.5 x 0.9").change("bybit", "bid 50.21 x 3.9");
        assertOnly("bybit");
        assertEquals(told + 1, chains(market.told).size(), "of Bybit's size");

        market.change("okx", "bid 52.55 x 0, 52.49 x 4.0000");
        assertOnly("okx");
        market.change("okx", "bid 52.55 x 4.0000");
        assertOnly("bybit");
    }

    @Test
    void of_errors_that_have_no_equal_none_is_told() {
        barelyPays();
        with("bitget", "ETH/USDT").snapshot("bitget", "bid 60 x 4.0000 | ask 61 x 4.0000")
                .snapshot("okx", "bid 52.55 x 4.0000 | ask 52.56 x 4.0000");
        assertOnly("bybit");
    }

    @Test
    void where_nobody_says_which_price_is_the_error_nothing_is_told() {
        barelyPays();
        // 504 bp with Kraken, 489 with Gate: nobody else trades the one for the other.
        market.snapshot("binance", "bid 0.0477 x 10.000 | ask 0.0478 x 10.000");
        assertTooGood();

        market.snapshot("binance", "bid 0.0490 x 10.000 | ask 0.0500 x 10.000");
        assertOnly("bybit");
        with("bitget", "ETH/USDT").snapshot("bitget", "bid 52.54 x 4.0000 | ask 52.56 x 4.0000");
        market.snapshot("okx", "bid 52.55 x 4.0000 | ask 52.56 x 4.0000");
        assertTooGood();

        market.after(999).change("kraken", "bid 999 x 0.9").change("binance", "bid 0.049 x 9.000")
                .change("bybit", "bid 50.21 x 3.9").change("gate", "ask 1001.5 x 0.9");
        assertTooGood();
        market.after(1);
        assertOnly("bybit");
    }

    @Test
    void a_price_too_good_to_be_true_counts_also_where_its_fee_makes_it_worse() {
        market.with("bitget", "0.03", Rules.UNKNOWN, Instrument.parse("ETH/USDT"));
        triangle("kraken", "binance", "bybit");
        market.snapshot("bybit", "bid 51.5 x 4.0000 | ask 51.6 x 4.0000")
                .snapshot("bitget", "bid 50 x 4.0000 | ask 52.7 x 4.0000");
        assertOnly("bybit");

        // 520 bp before fees, 214 more than Bybit: either may be the error.
        market.change("bitget", "bid 52.6 x 4.0000");
        assertTooGood();
        market.after(999).change("kraken", "bid 999 x 0.9").change("binance", "bid 0.049 x 9.000")
                .change("bybit", "bid 51.5 x 3.9");
        assertTooGood();
        market.after(1);
        assertOnly("bybit");
    }

    @Test
    void an_exchange_that_shows_too_little_hides_no_other() {
        andOnOkx(Market.rules("0.01", "0.0001", "1", "1"), "bid 51.2 x 0.5 | ask 61 x 4.0000");
        assertThroughBybit();
    }

    @Test
    void an_exchange_that_lets_nothing_in_hides_no_other() {
        for (String shut : List.of("okx", "bybit")) {
            var other = new CycleTest();
            var networks = new ArrayList<Transfers.Network>();
            for (String exchange : List.of("kraken", "binance", "bybit", "okx")) {
                for (String asset : List.of("BTC", "ETH", "USDT")) {
                    networks.add(new Transfers.Network(exchange, asset, "net", 0, 0, 5,
                            !exchange.equals(shut) || !asset.equals("ETH"), true, ""));
                }
            }
            other.with("okx", "ETH/USDT");
            other.triangle("kraken", "binance", "bybit");
            other.market.detector.configured(EVERY_CHANGE,
                    new Costs(other.market.fees(),
                            new Transfers(networks, Map.of("USDT", 1_000_00000000L)), _ -> 0, 0),
                    other.market.now);
            other.market.snapshot("okx", "bid 51.2 x 4.0000 | ask 61 x 4.0000");

            assertEquals(1, other.market.detector.open().size());
            assertEquals(shut.equals("okx") ? "bybit" : "okx", other.market.detector.open()
                    .getFirst().legs().getLast().listing().exchange());
        }
    }

    @Test
    void what_is_taken_hides_no_other() {
        andOnOkx(Rules.UNKNOWN, "bid 50.9 x 4.0000 | ask 61 x 4.0000");
        assertThroughBybit();

        market.detector.taken(market.last(), market.now);
        assertEquals("changed", market.last().state().toString());
        assertEquals("okx", market.last().last().listing().exchange());

        market.detector.taken(market.last(), market.now);
        assertEquals(2, market.told.size());
        assertTrue(market.detector.chains().getFirst().passes(Pass.CONSUMED) > 0);
    }

    @Test
    void a_rate_that_moves_and_closes_no_cycle_allocates_nothing() {
        triangle("kraken", "binance", "bybit");
        market.change("bybit", "bid 51 x 0, 48 x 4.0000");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ListingBook book = market.book("bybit");
        BookUpdate one = Market.update(book.id(), "bid 48 x 0, 49 x 1", false);
        BookUpdate other = Market.update(book.id(), "bid 49 x 0, 48 x 1", false);
        int rounds = 20_000;
        long bytes = Long.MAX_VALUE; // the least of many runs: code that is not compiled yet makes objects
        for (int run = 0; bytes >= rounds && run < 20; run++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < rounds; i++) {
                BookUpdate update = i % 2 == 0 ? one : other;
                book.apply(update, market.now);
                market.detector.changed(book, market.now);
                market.detector.nextLook();
            }
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertTrue(bytes < rounds, bytes + " B in " + rounds + " changes");
        assertTrue(market.detector.open().isEmpty());
    }
}
