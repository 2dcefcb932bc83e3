package io.crossbook.arbitrage;

import static io.crossbook.arbitrage.Market.EVERY_CHANGE;
import static io.crossbook.arbitrage.Market.SECOND;
import static io.crossbook.arbitrage.Market.line;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Mirrors;
import io.crossbook.books.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The life of opportunities, and each reason to pass.
final class DetectorTest {

    private final Market market = new Market(EVERY_CHANGE);

    private Market twoExchanges() {
        return market.with("binance").with("kraken");
    }

    private void open() {
        twoExchanges().snapshot("binance", "bid 99 x 1 | ask 100 x 2").snapshot("kraken",
                "bid 101 x 0.5 | ask 102 x 1");
        assertEquals(1, market.told.size());
    }

    @Test
    void an_ask_below_a_bid_elsewhere_is_an_opportunity() {
        open();

        assertEquals("opened 1: buy 0.5 on binance at 100, sell on kraken at 101: net 0.5, 100 bps",
                line(market.last()));
    }

    @Test
    void the_steps_add_up_to_the_net_and_fees_are_rounded_against_us() {
        market.with("binance", "0.001").with("kraken", "0.0026")
                .snapshot("binance", "bid 99 x 1 | ask 100.01 x 2")
                .snapshot("kraken", "bid 101 x 0.33333333 | ask 102 x 1");

        Opportunity o = market.last();
        assertEquals(o.net(), o.steps().stream().filter(step -> step.asset().equals("USDT"))
                .mapToLong(Step::amount).sum());
        assertEquals(o.net(), o.working().net());
        // 100.01 × 0.33333333 = 33.3366663333 and 101 × 0.33333333 = 33.66666633
        assertEquals(
                "buy -33.33666634 USDT, buy 0.33333333 BTC, buy_fee -0.03333667 USDT, "
                        + "sell -0.33333333 BTC, sell 33.66666633 USDT, sell_fee -0.08753334 USDT",
                String.join(", ", o.steps().stream().map(step -> step.what() + " "
                        + Decimals.format(step.amount(), step.scale()) + " " + step.asset())
                        .toList()));
        assertFalse(o.executable());
        assertEquals("not judged yet", o.reason());
    }

    @Test
    void an_opportunity_whose_steps_do_not_add_up_is_noticed_wherever_the_tests_make_one() {
        open();
        Opportunity o = market.last();

        assertThrows(AssertionError.class, () -> with(o, o.net() + 1, o.steps()));
        List<Step> withoutBought = o.steps().stream().filter(step -> !step.asset().equals("BTC")
                || step.amount() < 0).toList();
        assertThrows(AssertionError.class, () -> with(o, o.net(), withoutBought));
    }

    private static Opportunity with(Opportunity o, long net, List<Step> steps) {
        return new Opportunity(o.id(), o.kind(), o.state(), o.legs(), o.asset(), net, o.netBps(),
                o.bestNetBps(), o.working(), steps, false, "", o.openedNanos(), o.updatedNanos(), 0,
                "");
    }

    @Test
    void it_lives_from_opening_over_changes_to_its_end_under_one_id() {
        open();
        market.after(10).change("kraken", "bid 101.9 x 0.5");
        market.after(10).change("kraken", "bid 101.9 x 0").change("kraken", "bid 101 x 0");

        assertEquals(
                """
                        opened 1: buy 0.5 on binance at 100, sell on kraken at 101: net 0.5, 100 bps
                        changed 1: buy 1 on binance at 100, sell on kraken at 101: net 1.45, 145 bps
                        changed 1: buy 0.5 on binance at 100, sell on kraken at 101: net 0.5, 100 bps
                        closed 1: buy 0.5 on binance at 100, sell on kraken at 101: net 0.5, 100 bps, empty""",
                String.join("\n", market.told.stream().map(Market::line).toList()));
        Opportunity end = market.last();
        assertEquals(20_000_000, end.closedNanos() - end.openedNanos());
        assertEquals(1_450_000, end.bestNetBps());
    }

    @Test
    void the_next_dislocation_has_the_next_id() {
        open();
        market.change("kraken", "bid 101 x 0, 98 x 1").change("kraken", "bid 101 x 0.5");

        assertEquals(2, market.last().id());
        assertEquals(Opportunity.State.OPENED, market.last().state());
    }

    @Test
    void a_change_smaller_than_the_steps_is_not_told() {
        var settings = new DetectorSettings(0, 5_000_000, SECOND, SECOND, 0, 10_000, 10);
        market.with("binance").with("kraken");
        market.detector.configured(settings, market.fees(), market.now);
        market.snapshot("binance", "ask 10000.0 x 2").snapshot("kraken", "bid 10100 x 0.50");

        market.change("kraken", "bid 10100 x 0.54").change("binance", "ask 9999.5 x 2");
        assertEquals(1, market.told.size());
        market.change("kraken", "bid 10100 x 0.55");
        assertEquals(2, market.told.size());
        market.change("binance", "ask 9998.4 x 2");
        assertEquals(3, market.told.size());
    }

    @Test
    void fees_that_eat_the_spread_leave_nothing() {
        market.with("binance", "0.005").with("kraken", "0.005")
                .snapshot("binance", "ask 100 x 2").snapshot("kraken", "bid 101 x 0.5");

        assertTrue(market.told.isEmpty());
        assertEquals(1, market.passes("binance", "kraken", Pass.FEES));
        assertEquals(1, market.passes("kraken", "binance", Pass.EMPTY));
    }

    @Test
    void what_moves_behind_a_best_that_does_not_pay_is_not_looked_at() {
        market.with("binance", "0.005").with("kraken", "0.005")
                .snapshot("binance", "ask 100 x 2").snapshot("kraken", "bid 101 x 0.5");

        market.change("kraken", "bid 101 x 0.7, 100 x 3").change("binance", "ask 100 x 1");
        assertEquals(1, market.passes("binance", "kraken", Pass.FEES));
        market.change("kraken", "bid 101 x 0, 100.9 x 1");
        assertEquals(2, market.passes("binance", "kraken", Pass.FEES));
        market.change("kraken", "bid 102 x 1");
        assertEquals(1, market.told.size());
    }

    @Test
    void an_edge_of_exactly_the_threshold_is_not_above_it() {
        var settings = new DetectorSettings(1_000_000, 5_000_000, SECOND, SECOND, 0, 0, 0);
        twoExchanges().detector.configured(settings, market.fees(), market.now);
        market.snapshot("binance", "ask 100 x 9000000").snapshot("kraken", "bid 101 x 9000000");
        assertEquals(1, market.passes("binance", "kraken", Pass.FEES));

        market.change("kraken", "bid 101.0000000000001 x 9000000");
        assertEquals(1, market.told.size());
    }

    @Test
    void a_rebate_can_pay_where_there_is_no_spread() {
        market.with("binance", "-0.001").with("kraken").snapshot("binance", "ask 100 x 1")
                .snapshot("kraken", "bid 100 x 1");

        assertEquals("opened 1: buy 1 on binance at 100, sell on kraken at 100: net 0.1, 10.01 bps",
                line(market.last()));
    }

    @Test
    void a_broken_book_closes_at_once_and_no_spread_opens_nothing() {
        open();
        market.fails("binance");

        assertEquals("not_live", market.last().closedWhy());
        market.snapshot("binance", "bid 99 x 1 | ask 101 x 2");
        assertEquals(2, market.told.size());
        assertEquals(1, market.passes("binance", "kraken", Pass.NO_SPREAD));
    }

    @Test
    void a_feed_that_ended_yields_nothing_from_then_on() {
        open();
        market.after(999);
        assertEquals(1, market.told.size());
        market.after(1);
        assertEquals("too_old", market.last().closedWhy());

        market.change("kraken", "bid 101 x 0, 100.9 x 1");
        assertEquals(2, market.told.size());
        assertEquals(2, market.passes("binance", "kraken", Pass.TOO_OLD));
    }

    @Test
    void books_received_too_far_apart_are_not_compared() {
        var settings = new DetectorSettings(0, 5_000_000, SECOND, SECOND / 10, 0, 0, 0);
        twoExchanges().detector.configured(settings, market.fees(), market.now);
        market.snapshot("binance", "ask 100 x 2").after(100).snapshot("kraken", "bid 101 x 0.5");
        assertEquals(1, market.passes("binance", "kraken", Pass.SKEWED));

        market.after(99).change("binance", "ask 100 x 1");
        assertEquals(Opportunity.State.OPENED, market.last().state());
        market.after(1).change("binance", "ask 100 x 2");
        assertEquals("skewed", market.last().closedWhy());
    }

    @Test
    void an_edge_above_the_cap_is_an_error_in_the_data() {
        twoExchanges().snapshot("binance", "ask 100 x 2").snapshot("kraken", "bid 105 x 1");
        assertEquals(1, market.told.size());

        market.change("kraken", "bid 105.01 x 1");
        assertEquals("above_cap", market.last().closedWhy());
    }

    @Test
    void a_halted_listing_is_left_alone() {
        open();
        Listing listing = market.book("kraken").listing();
        market.book("kraken").listing(
                listing.with(new Rules(-1, -1, 0, 0, 0, 0, 1, Rules.Status.HALTED)));
        market.detector.changed(market.book("kraken"), market.now);

        assertEquals("halted", market.last().closedWhy());
    }

    @Test
    void a_listing_that_comes_later_counts_the_looks_at_its_own_pairs_only() {
        twoExchanges().snapshot("binance", "bid 99 x 1 | ask 100 x 2")
                .snapshot("kraken", "bid 99 x 1 | ask 100 x 2").change("kraken", "bid 99.5 x 1");
        market.with("bybit").snapshot("bybit", "bid 99 x 1 | ask 100 x 2")
                .change("kraken", "bid 99.6 x 1");

        assertEquals(3, market.passes("binance", "kraken", Pass.NO_SPREAD));
        assertEquals(2, market.passes("bybit", "kraken", Pass.NO_SPREAD));
        assertEquals(2, market.passes("kraken", "bybit", Pass.NO_SPREAD));
        assertEquals(0, market.passes("kraken", "bybit", Pass.FEES));
    }

    @Test
    void a_quarantined_pair_is_not_the_same_asset() {
        market.identity = (buy, sell) -> !buy.exchange().equals("binance");
        twoExchanges().snapshot("binance", "ask 100 x 2").snapshot("kraken", "bid 101 x 1");

        assertTrue(market.told.isEmpty());
        assertEquals(1, market.passes("binance", "kraken", Pass.IDENTITY));
    }

    @Test
    void only_listings_of_one_instrument_are_compared() {
        market.with("binance").with("kraken", "0", Rules.UNKNOWN, Instrument.spot("BTC", "USD"))
                .snapshot("binance", "ask 100 x 2").snapshot("kraken", "bid 101 x 1");

        assertTrue(market.detector.pairs().isEmpty());
    }

    @Test
    void a_limit_on_what_is_spent_cuts_the_size_to_the_lot() {
        var settings = new DetectorSettings(0, 5_000_000, SECOND, SECOND, 100, 0, 0);
        market.with("binance", "0", Market.rules("0.01", "0.001", "0.001", "5")).with("kraken");
        market.detector.configured(settings, market.fees(), market.now);
        market.snapshot("binance", "ask 100.00 x 0.4, 100.70 x 5").snapshot("kraken",
                "bid 101 x 3");

        // 40 for the first level; 60 more buy 0.5958 at 100.70.
        assertEquals("opened 1: buy 0.995 on binance at 100.7, sell on kraken at 101: net 0.5785, "
                + "57.8983 bps", line(market.last()));
        assertTrue(-market.last().steps().getFirst().amount() <= 100_00000000L);
    }

    @Test
    void a_thousand_shib_in_one_contract_compare_with_single_ones() {
        var thousand = new Rules(-1, -1, 0, 0, 0, 0, 1000, Rules.Status.TRADING);
        market.with("binance", "0", thousand).with("kraken")
                .snapshot("binance", "ask 0.0100 x 7").snapshot("kraken", "bid 0.0000101 x 5500");

        assertEquals("opened 1: buy 5000 on binance at 0.01, sell on kraken at 0.0000101: "
                + "net 0.0005, 100 bps", line(market.last()));
    }

    @Test
    void mirrored_books_are_one_market() {
        var mirrors = new Mirrors(java.util.Map.of("okx",
                java.util.List.of(java.util.List.of("USD", "USDT"))));
        var mirrored = new Market(EVERY_CHANGE, mirrors);
        Instrument usd = Instrument.spot("BTC", "USD");
        mirrored.with("okx", "0", Rules.UNKNOWN, usd).with("okx").with("kraken")
                .with("bybit", "0", Rules.UNKNOWN, usd);
        mirrored.greedy = true;

        // The same ask, shown in BTC/USD and BTC/USDT: who takes the one has taken the other.
        mirrored.snapshot("okx", "ask 100 x 1").snapshot("okx BTC/USDT", "ask 100 x 1");
        mirrored.snapshot("bybit", "bid 101 x 1").snapshot("kraken", "bid 101 x 1");

        assertEquals(1, mirrored.told.size());
    }
}
