package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.arbitrage.Fees;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/// What exchanges charge, beside what was reckoned with.
final class ChargesTest {

    private static final GateRig RIG = new GateRig();

    /// A thousandth: in what is received, or in a coin of which a trade takes 0.001 at most.
    private record Model(boolean inReceived, String coin, long rate) implements Fees {

        Model(boolean inReceived, String coin) {
            this(inReceived, coin, 1_000_000);
        }

        @Override
        public long taker(Listing listing) {
            return rate;
        }

        @Override
        public boolean inReceived(Listing listing) {
            return inReceived;
        }

        @Override
        public String coin(Listing listing) {
            return coin;
        }

        @Override
        public long coinPerTrade(Listing listing) {
            return coin.isEmpty() ? 0 : 100_000;
        }
    }

    /// 0.001 BTC for 50 USDT.
    private static String said(Model model, boolean buys, String fee, String asset) {
        return said(model, RIG.btc("alpha"), buys, fee, asset);
    }

    private static String said(Model model, Listing listing, boolean buys, String fee,
            String asset) {
        var id = new OrderId(1, 1, OrderId.Role.LEG, 0, 0);
        var size = new BigDecimal("0.001");
        var price = new BigDecimal("50000");
        return new Charges(model).surprise(
                new OrderIntent(id, listing, buys, size, price,
                        OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, 1, 0, false),
                new Fill(id, "alpha", listing.symbol(), "t", price, size, new BigDecimal(fee),
                        asset, 1, Fill.Source.STREAM));
    }

    @Test
    void as_reckoned_cheaper_and_rounded_up_is_none() {
        var quote = new Model(false, "");
        for (String fee : new String[]{"0.05", "0.04", "0", "-0.01", "0.055", "0.05500001"}) {
            assertEquals("", said(quote, true, fee, "USDT"), fee);
            assertEquals("", said(new Model(true, ""), false, fee, "USDT"), fee);
        }
        assertEquals("", said(new Model(true, ""), true, "0.00000111", "BTC"));
        assertEquals("", said(new Model(false, "BNB"), true, "0.001", "BNB"));
    }

    @Test
    void what_is_given_or_nothing_is_no_surprise_in_any_coin() {
        assertEquals("", said(new Model(false, ""), true, "0", "BNB"));
        assertEquals("", said(new Model(false, ""), true, "-0.01", "BNB"));
    }

    @Test
    void where_a_rebate_was_reckoned_with_a_fee_is_one() {
        var rebate = new Model(false, "", -1_000_000);
        assertEquals("", said(rebate, true, "0.00000001", "USDT"));
        assertEquals(
                "a fee of 0.00000002 USDT where 0.00000001 was the most that was reckoned with",
                strip(said(rebate, true, "0.00000002", "USDT")));
    }

    @Test
    void a_fee_in_the_base_is_of_base_units_and_not_of_contracts() {
        Listing plain = RIG.btc("alpha");
        var rules = new Rules(2, 5, 1, 1, 10, 0, 10, Rules.Status.TRADING);
        var tens = new Listing(plain.id(), plain.exchange(), plain.symbol(), plain.instrument(),
                rules);
        assertEquals("", said(new Model(true, ""), tens, true, "0.00001101", "BTC"));
        assertEquals("a fee of 0.00001102 BTC where 0.00001101 was the most that was reckoned with",
                strip(said(new Model(true, ""), tens, true, "0.00001102", "BTC")));
    }

    @Test
    void another_tier_and_another_coin_are() {
        assertEquals(
                "a fee of 0.05500002 USDT where 0.05500001 was the most that was reckoned with",
                strip(said(new Model(false, ""), true, "0.05500002", "USDT")));
        assertEquals("a fee of 0.00000112 BTC where 0.00000111 was the most that was reckoned with",
                strip(said(new Model(true, ""), true, "0.00000112", "BTC")));
        assertEquals("a fee of 0.0011 BNB where 0.001 was the most that was reckoned with",
                strip(said(new Model(false, "BNB"), true, "0.0011", "BNB")));
        assertEquals("a fee in BTC where USDT was reckoned with",
                said(new Model(false, ""), true, "0.000001", "BTC"));
        assertEquals("a fee in USDT where BTC was reckoned with",
                said(new Model(true, ""), true, "0.05", "USDT"));
        assertEquals("a fee in USDT where BNB was reckoned with",
                said(new Model(false, "BNB"), false, "0.05", "USDT"));
    }

    private static String strip(String words) {
        return words.replaceAll("0+ was", " was").replace("  ", " ");
    }
}
