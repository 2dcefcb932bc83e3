package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What may be fired, and what is only shown.
final class GateTest {

    private static final Rules RULES = Market.rules("0.01", "0.001", "0.001", "5");

    private final Market market = new Market(Market.EVERY_CHANGE).with("binance", "0.001", RULES)
            .with("kraken", "0.002", RULES);
    private final Gate gate = new Gate(market.books, _ -> true);
    private final Map<String, Long> stock = new HashMap<>();
    private int filled = 1_000;
    private Transfers ways = new Transfers(List.of(), Map.of());

    private Opportunity found(String bid) {
        market.snapshot("binance", "bid 99.98 x 5 | ask 100 x 2").snapshot("kraken",
                "bid " + bid + " x 2 | ask 102 x 3");
        configure(30);
        return gate.judge(market.last());
    }

    private void configure(long millis) {
        gate.configured(Market.EVERY_CHANGE,
                new Costs(market.fees(), ways, _ -> millis, 0),
                (exchange, asset) -> stock.getOrDefault(asset + " on " + exchange,
                        Inventory.UNKNOWN),
                _ -> new Gate.Tries(0, 0, filled));
    }

    private void holds(String where, long units) {
        stock.put(where, units * 100_000_000);
        String[] words = where.split(" on ", -1);
        gate.moved(words[1], words[0]);
    }

    @Test
    void what_is_expected_weighs_the_gain_against_unwinding_the_worse_leg() {
        Opportunity o = found("101");

        // 202 − 200 − 0.2 − 0.404 to gain; to unwind kraken: twice 0.002 and 1/101 of 200.
        assertEquals(139600000L, o.net());
        assertEquals(333, o.chance().permille());
        assertEquals(278019821L, o.chance().unwind());
        assertEquals(
                "expected value -1.38952421 USDT: all legs fill in 333 of 1000, else unwinding "
                        + "costs 2.78019821",
                o.reason());
    }

    private long unwind(String binance, String kraken) {
        market.snapshot("binance", binance).snapshot("kraken", kraken);
        configure(30);
        return gate.judge(market.last()).chance().unwind();
    }

    @Test
    void what_is_traded_back_goes_as_deep_as_its_size() {
        // 102 + 110 for the 2 that were sold at 101: 10/202 of 200, and twice 0.002.
        assertEquals(1070099021L, unwind("bid 99.98 x 5 | ask 100 x 2",
                "bid 101 x 2 | ask 102 x 1, 110 x 3"));
        // 99.98 + 90 for the 2 that were bought at 100: 10.02/189.98 of 200, and twice 0.001.
        assertEquals(1094847881L, unwind("bid 99.98 x 1, 90 x 3 | ask 100 x 2",
                "bid 101 x 2 | ask 102 x 3"));
    }

    @Test
    void what_no_book_shows_a_taker_for_is_lost() {
        // 1.5 of the 2 bring 147.48 instead of 150: three quarters of 2.52/147.48, the other quarter whole, twice 0.001, of 200.
        assertEquals(5296305941L, unwind("bid 99.98 x 1, 95 x 0.5 | ask 100 x 2",
                "bid 101 x 2 | ask 102 x 3"));
    }

    @Test
    void what_was_said_of_it_stays_when_it_ends() {
        Opportunity o = found("101");
        market.snapshot("kraken", "bid 99 x 2 | ask 102 x 3");

        Opportunity closed = gate.judge(market.last());
        assertEquals(Opportunity.State.CLOSED, closed.state());
        assertEquals(o.chance(), closed.chance());
        assertEquals(o.reason(), closed.reason());
    }

    @Test
    void opportunities_that_lived_long_enough_make_the_next_one_likelier() {
        holds("USDT on binance", 1_000);
        holds("BTC on kraken", 10);
        for (int i = 0; i < 30; i++) {
            gate.judge(found("101"));
            market.after(50).snapshot("kraken", "bid 99 x 2 | ask 102 x 3");
            gate.judge(market.last());
        }
        Opportunity o = found("101");

        assertEquals(31 * 1_000 / 33, o.chance().permille());
        assertEquals(Gate.NOBODY, o.reason());
        configure(60);
        assertEquals(1_000 / 33, gate.judge(o).chance().permille(), "none lived 60 ms");
    }

    @Test
    void a_leg_that_often_does_not_fill_lowers_the_chance() {
        filled = 500;

        assertEquals(333 / 4, found("101").chance().permille());
    }

    @Test
    void each_leg_has_its_own_record() {
        var record = new FillRecord();
        Opportunity o = found("101");
        gate.configured(Market.EVERY_CHANGE, new Costs(market.fees(), ways, _ -> 30, 0),
                (_, _) -> Inventory.UNKNOWN, record);
        for (int i = 0; i < 10; i++) {
            record.tried(o.first().listing(), Side.ASK, true);
            record.tried(o.last().listing(), Side.BID, i < 5);
            record.tried(o.last().listing(), Side.ASK, false);
        }

        Opportunity judged = gate.judge(o);
        assertEquals(new Odds(30, new Survival.Lives(0, 0, 333), List.of(
                new Gate.Tries(10, 10, 933), new Gate.Tries(10, 5, 600))), gate.odds(judged));
        // 0.933 x 0.6 = 0.559, of that a third
        assertEquals(186, judged.chance().permille());
    }

    /// As the documentation reckons it.
    @Test
    void legs_and_lives_are_multiplied() {
        var record = new FillRecord();
        Opportunity o = found("101");
        record.remember(
                List.of(new FillRecord.Kept(o.first().listing().exchange(),
                        o.first().listing().symbol(), Side.ASK, 10, 9, 0x1ff)));
        gate.configured(Market.EVERY_CHANGE, new Costs(market.fees(), ways, _ -> 30, 0),
                (_, _) -> Inventory.UNKNOWN, record);
        var ended = new ArrayList<Long>(Collections.nCopies(40, 0L));
        ended.set(0, 1L); // one at once, two after minutes
        ended.set(39, 2L);
        gate.survival().remember(List.of(new Survival.Kept(List.of(o.first().listing().id(),
                o.last().listing().id()), ended)));

        assertEquals(346, gate.judge(o).chance().permille());
    }

    @Test
    void each_leg_must_be_paid_from_what_is_there() {
        configure(0);
        assertEquals("nothing is known of the USDT on binance", funded().reason());
        holds("USDT on binance", 200);
        assertEquals("of the USDT on binance 200 is free, and 200.2 is needed",
                funded().reason());
        holds("USDT on binance", 201);
        holds("BTC on kraken", 1);
        assertEquals("of the BTC on kraken 1 is free, and 2 is needed", funded().reason());
        holds("BTC on kraken", 2);
        assertEquals(Gate.NOBODY, funded().reason());
    }

    @Test
    void once_somebody_trades_what_nothing_speaks_against_is_executable() {
        holds("USDT on binance", 201);
        holds("BTC on kraken", 2);
        assertFalse(funded().executable());
        assertEquals("nobody trades: mode is watch", gate.judged(market.last()).reason());

        assertTrue(gate.idle(""));
        assertFalse(gate.idle(""), "nothing has changed");
        Opportunity open = gate.judge(market.last());
        assertTrue(open.executable());
        assertEquals("", open.reason());
        assertEquals(open, gate.judged(market.last()));

        holds("BTC on kraken", 1);
        Opportunity without = gate.judge(market.last());
        assertFalse(without.executable());
        assertEquals("of the BTC on kraken 1 is free, and 2 is needed", without.reason());
        holds("BTC on kraken", 2);
        assertTrue(gate.judge(market.last()).executable());

        gate.idle("recovering");
        assertFalse(gate.judge(market.last()).executable());
        assertEquals("recovering", gate.judged(market.last()).reason());
    }

    /// An opportunity of which more is expected than can be lost.
    private Opportunity funded() {
        market.snapshot("binance", "bid 99.98 x 5 | ask 100 x 2").snapshot("kraken",
                "bid 103 x 2 | ask 103.01 x 3");
        configure(0);
        return gate.judge(market.last());
    }

    @Test
    void of_three_legs_two_may_have_to_be_undone() {
        Opportunity two = found("101");
        var third = new Leg(two.first().listing(), Side.ASK, two.first().size(),
                two.first().sizeScale(), two.first().limit(), two.first().priceScale());
        var three = new Opportunity(9, Kind.CYCLE, Opportunity.State.OPENED,
                List.of(two.first(), third, two.last()), "USDT", two.net(), 0, 0, two.working(),
                two.steps(), false, "", 0, 0, 0, "");

        // kraken as before, and binance: twice 0.001 and 0.02/99.98 of 200.
        assertEquals(278019821L + 44000821L, gate.judge(three).chance().unwind());
    }

    @Test
    void what_nobody_takes_back_and_amounts_of_any_size_are_judged_too() {
        var rupiah = new Market(Market.EVERY_CHANGE).with("indodax", "0", RULES)
                .with("kraken", "0", RULES);
        rupiah.snapshot("indodax", "bid | ask 1600000000 x 0.1").snapshot("kraken",
                "bid 1650000000 x 0.1 | ask 1660000000 x 1");
        var all = new Gate(rupiah.books, _ -> true);
        all.configured(Market.EVERY_CHANGE, new Costs(rupiah.fees(), ways, _ -> 30, 0),
                (_, _) -> 0, _ -> new Gate.Tries(0, 0, 1_000));

        // kraken's way back costs the 0.6 % of its spread; only one of the two is undone, and the dearer: all of it.
        assertEquals(160_000_000L * 100_000_000 + 1, all.judge(rupiah.last()).chance().unwind());
    }

    @Test
    void a_hundred_billion_coins_that_are_not_there_are_missed() {
        var coins = new Market(Market.EVERY_CHANGE)
                .with("perp", "0", Market.rules("0.00000001", "1", "1", "1"),
                        Instrument.perpetual("BTC", "USDT", "USDT"))
                .with("spot", "0", Market.rules("0.00000001", "1", "1", "1"));
        coins.snapshot("perp", "bid 0.00000010 x 100000000000 | ask 0.00000011 x 100000000000")
                .snapshot("spot",
                        "bid 0.00000030 x 100000000000 | ask 0.00000031 x 100000000000");
        coins.detector.configured(new DetectorSettings(0, 100_000_000, Market.SECOND,
                Market.SECOND, 0, 0, 0), coins.fees(), coins.now);
        coins.snapshot("spot", "bid 0.00000018 x 100000000000 | ask 0.00000019 x 100000000000");

        assertEquals("of the BTC on spot 0 is free, and 100000000000 is needed",
                missing(coins, (exchange, _) -> exchange.equals("perp")
                        ? 20_000L * 100_000_000
                        : 0));
    }

    private static String missing(Market market, Inventory inventory) {
        var all = new Allotment();
        all.of(inventory);
        return all.claim(1, true, "USDT", 0, Needs.of(market.last(), market.fees()));
    }

    @Test
    void a_perpetual_takes_margin_and_its_exchange_s_spot_market_still_needs_its_coins() {
        var okx = new Market(Market.EVERY_CHANGE).with("okx", "0.0001", RULES)
                .with("okx", "0.0001", RULES, Instrument.perpetual("BTC", "USDT", "USDT"));
        okx.snapshot("okx " + Market.BTC_USDT, "bid 99.99 x 5 | ask 100 x 2");
        okx.snapshot("okx BTC/USDT:USDT", "bid 101 x 2 | ask 101.01 x 3");
        for (long held : List.of(0L, 402L, 403L)) {
            assertEquals(held == 403
                    ? ""
                    : "of the USDT on okx " + held + " is free, and 402.0402 is needed",
                    missing(okx, (_, _) -> held * 100_000_000));
        }
    }

    @Test
    void what_one_leg_brings_another_may_spend() {
        var okx = new Market(Market.EVERY_CHANGE).with("okx", "0.001", RULES)
                .with("okx", "0.001", RULES, Instrument.spot("BTC", "USD"));
        Opportunity two = found("101");
        var steps = List.of(
                Step.money(Step.What.BUY, "okx", "USDT", -100_00000000L, ""),
                Step.money(Step.What.BUY, "okx", "BTC", 1_00000000L, ""),
                Step.money(Step.What.BUY_FEE, "okx", "BTC", -100_000L, ""),
                Step.money(Step.What.SELL, "okx", "BTC", -99_900_000L, ""),
                Step.money(Step.What.SELL, "okx", "USDT", 101_00000000L, ""),
                Step.money(Step.What.SELL_FEE, "okx", "USDT", -10_000_000L, ""));
        var round = new Opportunity(9, Kind.CYCLE, Opportunity.State.OPENED, two.legs(), "USDT",
                90_000_000, 0, 0, Working.of(90_000_000, 0), steps, false, "", 0, 0, 0, "");

        assertEquals(List.of(new Needs.Need("okx", "USDT", Money.exact(100, 0))),
                Needs.of(round, okx.fees()));
    }

    @Test
    void a_fee_that_a_coin_pays_takes_the_coin_and_no_quote() {
        Fees fees = market.coined("binance", "BNB");
        market.detector.configured(Market.EVERY_CHANGE, fees, market.now);
        found("101");
        Opportunity o = market.last();

        assertEquals(
                "coin_fee -0.2 USDT taker 0.1 % of 200, paid in BNB",
                o.steps().stream().filter(step -> step.what() == Step.What.COIN_FEE)
                        .map(step -> step.what() + " "
                                + Decimals.format(step.amount(), step.scale())
                                + " " + step.asset() + " " + step.detail())
                        .findFirst().orElse(""));
        assertEquals(List.of(new Needs.Need("binance", "USDT", Money.exact(200, 0)),
                new Needs.Need("binance", "BNB", Money.exact(5, 1)),
                new Needs.Need("kraken", "BTC", Money.exact(2, 0))), Needs.of(o, fees));
        // When it pays no more, the quote does.
        assertEquals(new Needs.Need("binance", "USDT", Money.exact(2002, 1)),
                Needs.of(o, market.coined("binance", "")).getFirst());
    }

    @Test
    void an_open_one_is_told_anew_when_another_asset_pays_its_fee() {
        market.detector.configured(new DetectorSettings(0, 5_000_000, Market.SECOND, Market.SECOND,
                0, 1_000_000, 100), market.coined("binance", "BNB"), market.now);
        found("101");
        int told = market.told.size();

        market.detector.configured(new DetectorSettings(0, 5_000_000, Market.SECOND, Market.SECOND,
                0, 1_000_000, 100), market.fees(), market.now);

        assertEquals(told + 1, market.told.size());
        assertEquals(0, market.last().steps().stream()
                .filter(step -> step.what() == Step.What.COIN_FEE).count());
    }

    @Test
    void ways_back_that_nobody_counts_are_not_taken_for_open() {
        ways = Transfers.IGNORED;

        assertEquals("ways back between exchanges are not counted", found("101").reason());
    }

    @Test
    void a_perpetual_whose_funding_nobody_told_is_not_traded() {
        var unfunded = new Market(Market.EVERY_CHANGE).with("spot", "0", RULES).with("perp", "0",
                RULES, Instrument.perpetual("BTC", "USDT", "USDT"));
        unfunded.snapshot("spot", "bid 99.99 x 5 | ask 100 x 2").snapshot("perp",
                "bid 101 x 2 | ask 101.01 x 3");

        assertEquals("the funding of perp BTCUSDT is not known",
                new Gate(unfunded.books, _ -> false).judge(unfunded.last()).reason());
    }

    @Test
    void a_listing_whose_rules_nobody_knows_is_not_traded() {
        var unknown = new Market(Market.EVERY_CHANGE).with("binance").with("kraken")
                .snapshot("binance", "bid 99 x 1 | ask 100 x 1")
                .snapshot("kraken", "bid 101 x 1 | ask 102 x 1");

        assertEquals("the rules of binance BTCUSDT are not known",
                new Gate(unknown.books, _ -> true).judge(unknown.last()).reason());
    }
}
