package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.FeeModel.Coin;
import io.crossbook.arbitrage.FeeModel.Payer;
import io.crossbook.arbitrage.FeeModel.Rate;
import io.crossbook.arbitrage.FeeModel.Reading;
import io.crossbook.arbitrage.FeeModel.Schedule;
import io.crossbook.arbitrage.FeeModel.Source;
import io.crossbook.arbitrage.FeeModel.Term;
import io.crossbook.arbitrage.FeeModel.Tier;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a listing costs, by whose word, and out of what.
class FeeModelTest {

    private static final long UNIT = 100_000_000L;
    private static final long NOW = 1_795_000_000_000_000_000L;
    private static final long HOUR = 3_600_000_000_000L;
    private static final Listing BTC = listing("BTC/USDT");
    private static final Listing ETH = listing("ETH/USDT");
    private static final Listing PERPETUAL = listing("BTC/USDT:USDT");
    private static final Coin BNB = new Coin("BNB", 250_000_000, UNIT / 100, 10);

    private static Listing listing(String instrument) {
        return new Listing(0, "binance", instrument, Instrument.parse(instrument), Rules.UNKNOWN);
    }

    private static Rate rate(String taker, String maker) {
        return new Rate(Decimals.parse(taker, 9), Decimals.parse(maker, 9));
    }

    private static Schedule schedule(Payer payer, Coin coin) {
        return new Schedule(rate("0.001", "0.0009"),
                List.of(new Tier(1_000_000, rate("0.0009", "0.0007")),
                        new Tier(5_000_000, rate("0.0008", "-0.0001"))),
                0, Map.of("ETH/USDT", rate("0", "0")), payer, coin);
    }

    private static Schedule traded(long volume) {
        Schedule all = schedule(Payer.QUOTE, Coin.NONE);
        return new Schedule(all.rate(), all.tiers(), volume, all.pairs(), all.payer(), all.coin());
    }

    private static FeeModel model(Schedule schedule, Reading... readings) {
        return new FeeModel(Map.of("binance", schedule), List.of(readings), Inventory.NONE, NOW);
    }

    private static FeeModel paying(Payer payer, long balance) {
        return new FeeModel(Map.of("binance", schedule(payer, BNB)), List.of(),
                (exchange, asset) -> exchange.equals("binance") && asset.equals("BNB")
                        ? balance
                        : 0,
                NOW);
    }

    @Test
    void the_volume_picks_the_tier_at_its_very_border() {
        assertEquals(1_000_000, model(traded(999_999)).taker(BTC));
        assertEquals(Source.EXCHANGE, model(traded(999_999)).term(BTC).source());
        assertEquals(900_000, model(traded(1_000_000)).taker(BTC));
        assertEquals(900_000, model(traded(4_999_999)).taker(BTC));
        assertEquals(new Term(rate("0.0008", "-0.0001"), "quote", Source.TIER, 0, ""),
                model(traded(9_000_000)).term(BTC));
    }

    @Test
    void a_pair_has_its_own_rate_whatever_the_tier() {
        assertEquals(0, model(traded(9_000_000)).taker(ETH));
        assertEquals(Source.PAIR, model(traded(9_000_000)).term(ETH).source());
    }

    @Test
    void what_the_account_says_precedes_all_that_is_configured_for_less_than_a_day() {
        var read = Map.of("ETH/USDT", rate("0.002", "0.001"));
        var young = new Reading("binance", read, NOW - 24 * HOUR + 1);
        var old = new Reading("binance", read, NOW - 24 * HOUR);

        assertEquals(new Term(rate("0.002", "0.001"), "quote", Source.ACCOUNT, young.readNanos(),
                ""), model(traded(0), young).term(ETH));
        assertEquals(
                new Term(rate("0", "0"), "quote", Source.PAIR, 0,
                        "the account's rate is older than a day"),
                model(traded(0), old).term(ETH));
        assertEquals(young.readNanos(), model(traded(0), young).toldNanos(ETH));
        assertEquals(Fees.UNTOLD, model(traded(0), old).toldNanos(ETH));
        assertEquals(Fees.UNTOLD, model(traded(0), young).toldNanos(BTC));
        // It said nothing of this one.
        assertEquals(Source.EXCHANGE, model(traded(0), young).term(BTC).source());
    }

    /// An exchange that charges by pair, and tells one rate for the whole account: a pair with a rate of its own keeps it.
    @Test
    void one_rate_for_the_whole_account_does_not_replace_a_pairs_own() {
        var whole = Map.of("*", rate("0.0006", "0.0005"));
        var young = new Reading("binance", whole, NOW - HOUR);
        FeeModel model = model(traded(9_000_000), young);

        assertEquals(new Term(rate("0", "0"), "quote", Source.PAIR, 0, ""), model.term(ETH));
        assertEquals(new Term(rate("0.0006", "0.0005"), "quote", Source.WHOLE_ACCOUNT,
                young.readNanos(), ""), model.term(BTC));
        assertEquals(Fees.UNTOLD, model.toldNanos(BTC), "it is not told for the pair");
        // After a day it counts no more.
        assertEquals(
                new Term(rate("0.0008", "-0.0001"), "quote", Source.TIER, 0,
                        "the account's rate is older than a day"),
                model(traded(9_000_000), new Reading("binance", whole, NOW - 24 * HOUR))
                        .term(BTC));
    }

    @Test
    void a_coin_pays_for_less_as_long_as_it_lasts_for_the_trades() {
        FeeModel enough = paying(Payer.RECEIVED, UNIT / 10);

        assertEquals("BNB", enough.coin(BTC));
        assertEquals(750_000, enough.taker(BTC));
        assertEquals(675_000, enough.term(BTC).rate().maker());
        assertFalse(enough.inReceived(BTC));
    }

    @Test
    void an_empty_fee_coin_is_no_discount() {
        FeeModel empty = paying(Payer.RECEIVED, UNIT / 10 - 1);

        assertEquals("", empty.coin(BTC));
        assertEquals("BNB", empty.accountCoin(BTC));
        assertEquals(1_000_000, empty.taker(BTC));
        assertTrue(empty.inReceived(BTC));
        assertEquals("0.09999999 BNB are not enough for 10 trades", empty.term(BTC).remark());
        assertFalse(paying(Payer.QUOTE, 0).inReceived(BTC));
    }

    @Test
    void a_fee_coin_that_nobody_counted_is_no_discount_either() {
        FeeModel unknown = paying(Payer.QUOTE, Inventory.UNKNOWN);

        assertEquals(1_000_000, unknown.taker(BTC));
        assertEquals("quote", unknown.term(BTC).paidIn());
        assertEquals("how much BNB there is for fees is not known", unknown.term(BTC).remark());
    }

    @Test
    void discounted_rates_are_rounded_up_and_rebates_are_not_discounted() {
        var odd = new Schedule(new Rate(3, -100), List.of(), 0, Map.of(), Payer.QUOTE,
                new Coin("BNB", 250_000_000, 0, 0));
        var model = new FeeModel(Map.of("binance", odd), List.of(), (_, _) -> 0, NOW);

        assertEquals(new Rate(3, -100), model.term(BTC).rate());
    }

    @Test
    void the_fee_of_a_derivative_is_never_taken_from_what_is_received() {
        FeeModel received = model(schedule(Payer.RECEIVED, Coin.NONE));

        assertTrue(received.inReceived(BTC));
        assertFalse(received.inReceived(PERPETUAL));
    }

    @Test
    void an_exchange_without_fees_is_an_error() {
        var model = new FeeModel(Map.of(), List.of(), Inventory.NONE, NOW);

        assertThrows(IllegalStateException.class, () -> model.taker(BTC));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1_000_000_000, 0));
        assertThrows(IllegalArgumentException.class,
                () -> new Schedule(rate("0", "0"),
                        List.of(new Tier(5, rate("0", "0")), new Tier(5, rate("0", "0"))), 0,
                        Map.of(), Payer.QUOTE, Coin.NONE));
    }

    /// The trap: 8 bp between the prices pay two discounted fees of 3 bp, but not two full ones of 4.
    @Test
    void an_edge_that_lives_on_the_coins_discount_dies_with_the_coin() {
        long[] balance = {UNIT};
        var schedule = new Schedule(rate("0.0004", "0"), List.of(), 0, Map.of(), Payer.QUOTE, BNB);
        Inventory inventory = (_, _) -> balance[0];
        var model = new FeeModel(Map.of("binance", schedule, "kraken", schedule), List.of(),
                inventory, NOW);
        var market = new Market(Market.EVERY_CHANGE).with("binance").with("kraken");
        market.detector.configured(Market.EVERY_CHANGE, model, market.now);
        market.snapshot("binance", "bid 9999 x 1 | ask 10000 x 1")
                .snapshot("kraken", "bid 10008 x 1 | ask 10009 x 1");
        assertEquals(Opportunity.State.OPENED, market.last().state());

        balance[0] = UNIT / 10;
        assertFalse(model.outdated(inventory), "just enough");
        balance[0]--;
        assertTrue(model.outdated(inventory));
        // Until somebody acts on that, all that was reckoned holds together.
        assertEquals("BNB", model.coin(BTC));
        market.detector.configured(Market.EVERY_CHANGE,
                new FeeModel(Map.of("binance", schedule, "kraken", schedule), List.of(), inventory,
                        NOW),
                market.now);

        assertEquals(Opportunity.State.CLOSED, market.last().state());
        assertEquals("fees", market.last().closedWhy());
    }
}
