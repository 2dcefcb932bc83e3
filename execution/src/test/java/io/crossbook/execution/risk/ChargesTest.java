package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.arbitrage.Fees;
import io.crossbook.books.BookBreak;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What exchanges charge, beside what was reckoned with.
final class ChargesTest {

    private static final GateRig RIG = new GateRig();

    /// A thousandth: in what is received, or in a coin of which a trade takes 0.001 at most, while there is enough of it or when there is `little`.
    private record Model(boolean inReceived, String coin, long rate,
            boolean little) implements Fees {

        Model(boolean inReceived, String coin) {
            this(inReceived, coin, 1_000_000);
        }

        Model(boolean inReceived, String coin, long rate) {
            this(inReceived, coin, rate, false);
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
            return little ? "" : coin;
        }

        @Override
        public String accountCoin(Listing listing) {
            return coin;
        }

        @Override
        public long coinPerTrade(Listing listing) {
            return 100_000;
        }
    }

    /// 0.001 BTC for 50 USDT.
    private static String said(Model model, boolean buys, String fee, String asset) {
        return said(model, RIG.btc("alpha"), buys, fee, asset);
    }

    private static String said(Model model, Listing listing, boolean buys, String fee,
            String asset) {
        return said(RIG, model, listing, buys, fee, asset);
    }

    private static String said(GateRig rig, Model model, Listing listing, boolean buys,
            String fee, String asset) {
        var id = new OrderId(1, 1, OrderId.Role.LEG, 0, 0);
        var size = new BigDecimal("0.001");
        var price = new BigDecimal("50000");
        return new Charges(model, rig.references).surprise(
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

    /// 0.05 USDT are 0.0001 BNB at 500; a tenth more by the rate, and a twentieth by the price of the coin.
    @Test
    void another_tier_shows_in_the_coin_too_where_its_own_book_is_live() {
        var rig = new GateRig();
        var model = new Model(false, "BNB");
        Listing btc = rig.btc("alpha");
        rig.shows(rig.add("beta", "BNB/USDT", GateRig.RULES), "1", "1.02");
        assertEquals("", said(rig, model, btc, true, "0.001", "BNB"), "elsewhere");

        Listing bnb = rig.add("alpha", "BNB/USDT", GateRig.RULES);
        assertEquals("", said(rig, model, btc, true, "0.001", "BNB"), "not live");
        rig.shows(bnb, "499", "501");
        for (String fee : new String[]{"0.0001", "0.00009", "0.00011", "0.00011551"}) {
            assertEquals("", said(rig, model, btc, true, fee, "BNB"), fee);
        }
        assertEquals(
                "a fee of 0.00011552 BNB where 0.00011551 was the most that was reckoned with",
                strip(said(rig, model, btc, true, "0.00011552", "BNB")));
        assertEquals(
                "a fee of 0.00013334 BNB where 0.00011551 was the most that was reckoned with",
                strip(said(rig, model, btc, false, "0.00013334", "BNB")), "the discount is gone");
    }

    /// 50 BTC of 50000 USDT each: a thousandth is 5 BNB.
    @Test
    void the_coin_is_valued_by_way_of_usdt_where_it_is_not_traded_in_the_quote() {
        var rig = new GateRig();
        var model = new Model(false, "BNB");
        Listing ether = rig.add("alpha", "ETH/BTC", GateRig.RULES);
        rig.shows("alpha", "49990", "50010");
        rig.shows(rig.add("alpha", "BNB/USDT", GateRig.RULES), "499", "501");
        assertEquals("", said(rig, model, ether, true, "5.775", "BNB"));
        assertEquals("a fee of 5.776 BNB where 5.77500001 was the most that was reckoned with",
                strip(said(rig, model, ether, true, "5.776", "BNB")));
    }

    /// One BNB is one BTC there, whatever both are in USDT.
    @Test
    void the_coin_is_valued_in_the_quote_itself_where_it_is_traded_in_it() {
        var rig = new GateRig();
        var model = new Model(false, "BNB");
        Listing ether = rig.add("alpha", "ETH/BTC", GateRig.RULES);
        rig.shows(rig.add("alpha", "BNB/USDT", GateRig.RULES), "499", "501");
        rig.shows(rig.add("alpha", "BNB/BTC", GateRig.RULES), "0.99", "1.01");
        assertEquals("", said(rig, model, ether, true, "0.05775", "BNB"));
        assertEquals("a fee of 0.05776 BNB where 0.05775001 was the most that was reckoned with",
                strip(said(rig, model, ether, true, "0.05776", "BNB")));
    }

    @Test
    void where_one_of_two_books_on_the_way_is_missing_as_much_counts_as_a_trade_may_take() {
        var rig = new GateRig();
        Listing ether = rig.add("alpha", "ETH/BTC", GateRig.RULES);
        var charges = new Charges(new Model(false, "BNB"), rig.references);
        assertEquals(new BigDecimal("0.00100000"), charges.inCoin(ether, BigDecimal.ONE),
                "BTC only");
        rig.shows(rig.add("alpha", "BNB/USDT", GateRig.RULES), "499", "501");
        assertEquals(0, new BigDecimal("104.98950001")
                .compareTo(charges.inCoin(ether, BigDecimal.ONE)), "both");
        rig.books.book(rig.btc("alpha").id()).fail(BookBreak.Kind.GAP, "");
        assertEquals(new BigDecimal("0.00100000"), charges.inCoin(ether, BigDecimal.ONE),
                "BNB only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void a_coin_that_costs_nothing_or_less_is_not_priced_by_that(String mid) {
        Listing btc = RIG.btc("alpha");
        var charges = new Charges(new Model(false, "BNB"), Middle.of(btc, mid));
        assertEquals(new BigDecimal("0.00100000"), charges.inCoin(btc, BigDecimal.TEN));
    }

    @Test
    void the_last_of_the_coin_pays_too() {
        var model = new Model(true, "BNB", 1_000_000, true);
        assertEquals("", said(model, true, "0.0001", "BNB"));
        assertEquals("", said(model, true, "0.00000111", "BTC"));
        assertEquals("a fee of 0.0011 BNB where 0.001 was the most that was reckoned with",
                strip(said(model, true, "0.0011", "BNB")));
        assertEquals("a fee in KCS where BTC was reckoned with",
                said(model, true, "0.0001", "KCS"));
    }

    private static String strip(String words) {
        return words.replaceAll("0+ was", " was").replace("  ", " ");
    }
}
