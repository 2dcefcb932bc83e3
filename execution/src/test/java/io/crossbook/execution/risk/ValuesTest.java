package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.crossbook.books.BookBreak;
import io.crossbook.books.Instrument;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is risked counts at the highest price, what is counted on at the lowest; what nobody knows is nothing to rely on.
final class ValuesTest {

    private final GateRig rig = new GateRig(java.util.List.of("alpha", "beta"), GateRig.RULES);
    private final Values values = new Values(rig.references, GateSettings.DEFAULT);

    private static void equal(String wanted, @Nullable Usdt worth) {
        assertEquals(0, new BigDecimal(wanted)
                .compareTo(java.util.Objects.requireNonNull(worth).amount()),
                String.valueOf(worth));
    }

    @Test
    void the_highest_live_price_counts() {
        equal("50.205", values.worth("BTC", new BigDecimal("0.001")));
        equal("51.205", values.worth(Map.of("BTC", new BigDecimal("0.001"), "USDT",
                BigDecimal.ONE)));
        rig.books.book(rig.btc("beta").id()).fail(BookBreak.Kind.GAP, "");
        equal("49.995", values.worth("BTC", new BigDecimal("0.001")));
        rig.books.book(rig.btc("alpha").id()).fail(BookBreak.Kind.GAP, "");
        assertNull(values.worth("BTC", new BigDecimal("0.001")));
        assertNull(values.worth(Map.of("BTC", new BigDecimal("0.001"), "USDT", BigDecimal.ONE)));
        equal("1", values.worth(Map.of("BTC", BigDecimal.ZERO, "USDT", BigDecimal.ONE)));
    }

    @Test
    void losses_count_at_the_highest_and_gains_at_the_lowest_price() {
        equal("50.205", values.lost(Map.of("BTC", new BigDecimal("-0.001"))));
        equal("-49.995", values.lost(Map.of("BTC", new BigDecimal("0.001"))));
        equal("5.005", values.lost(Map.of("BTC", new BigDecimal("0.001"), "USDT",
                new BigDecimal("-55"))));
        equal("0", values.lost(Map.of("XYZ", BigDecimal.ONE)));
        equal("0", values.lost(Map.of("XYZ", BigDecimal.ZERO)));
        assertNull(values.lost(Map.of("XYZ", BigDecimal.ONE.negate())));
    }

    private Values with(String asset, String rate) {
        return new Values(rig.references,
                GateSettings.DEFAULT.with(asset, new BigDecimal(rate)));
    }

    private void shows(String pair, String mid) {
        var cent = new BigDecimal("0.01");
        String bid = new BigDecimal(mid).subtract(cent).toString();
        String ask = new BigDecimal(mid).add(cent).toString();
        if (!rig.listings.containsKey("alpha " + pair)) {
            rig.add("alpha", pair, GateRig.RULES);
        }
        rig.shows(rig.listing("alpha", pair), bid, ask);
    }

    @Test
    void other_quotes_count_by_what_is_set_for_them_and_books_before_what_is_set() {
        Values set = with("USD", "0.9");
        equal("0.9", set.worth("USD", BigDecimal.ONE));
        equal("50205", set.worth("BTC", BigDecimal.ONE));
        shows("BTC/USD", "58000");
        equal("52200", set.worth("BTC", BigDecimal.ONE));
        shows("USD/USDT", "0.93");
        equal("0.93", set.worth("USD", BigDecimal.ONE));
    }

    /// Whatever the file says: a factor of all limits is believed no further than books allow.
    @ParameterizedTest
    @CsvSource({"USD/USDT, 0.95, true", "USD/USDT, 0.96, false", "USD/USDT, 1.05, false",
            "USD/USDT, 1.06, true", "USDT/USD, 0.95, false", "USDT/USD, 0.94, true",
            "USDT/USD, 1.05, false", "USDT/USD, 1.06, true", "USDT/USD, 100, true",
            "USDT/USD, 0.02, true"})
    void a_rate_that_a_live_book_contradicts_is_unknown_where_nothing_else_tells_the_worth(
            String other, String tells, boolean unknown) {
        Values set = with("USD", "1");
        shows("ETH/USD", "3000");
        equal("3000", set.worth("ETH", BigDecimal.ONE));
        shows(other, tells);
        assertEquals(unknown, set.worth("ETH", BigDecimal.ONE) == null);
        assertEquals(unknown, set.lost(Map.of("ETH", BigDecimal.ONE.negate())) == null);
        assertEquals(unknown, !set.contradiction(Instrument.parse("ETH/USD")).isEmpty());
        rig.books.book(rig.listing("alpha", other).id()).fail(BookBreak.Kind.GAP, "");
        equal("3000", set.worth("ETH", BigDecimal.ONE));
        assertEquals("", set.contradiction(Instrument.parse("ETH/USD")));
    }

    @Test
    void a_contradicted_rate_is_left_out_where_a_book_in_usdt_tells_the_worth() {
        Values set = with("EUR", "1.08");
        shows("EUR/USDT", "1.17");
        shows("ETH/EUR", "3000");
        shows("ETH/USDT", "3510");
        equal("3510", set.worth("ETH", BigDecimal.ONE));
        equal("-3510", set.lost(Map.of("ETH", BigDecimal.ONE)));
        shows("ETH/EUR", "9000");
        equal("3510", set.worth("ETH", BigDecimal.ONE));
    }

    @ParameterizedTest
    @CsvSource({"2850, 3000, 2850, false", "2840, 3000, 2840, true", "3160, 3160, 3000, true",
            "3140, 3140, 3000, false", "30, 3000, 30, true", "300000, 300000, 3000, true"})
    void of_two_that_tell_another_worth_the_higher_is_lost_and_the_lower_gained(String usdt,
            String high, String low, boolean apart) {
        Values set = with("USD", "1");
        shows("ETH/USD", "3000");
        shows("ETH/USDT", usdt);
        equal(high, set.worth("ETH", BigDecimal.ONE));
        equal("-" + low, set.lost(Map.of("ETH", BigDecimal.ONE)));
        assertEquals(apart
                ? "rates.USD is 1, and live books tell another by more than 5 %"
                : "", set.contradiction(Instrument.parse("ETH/USD")));
        assertEquals("", set.contradiction(Instrument.parse("ETH/USDT")), "which needs no rate");
    }

    private Values both(String usd, String eur) {
        return new Values(rig.references, GateSettings.DEFAULT.with("USD", new BigDecimal(usd))
                .with("EUR", new BigDecimal(eur)));
    }

    @Test
    void where_one_of_its_quotes_is_in_question_and_none_is_usdt_nobody_knows_what_it_is_worth() {
        Values set = both("1", "1.08");
        shows("ETH/EUR", "3000");
        shows("USD/USDT", "0.5");
        equal("3240", set.worth("ETH", BigDecimal.ONE));
        shows("ETH/USD", "3240");
        assertNull(set.worth("ETH", BigDecimal.ONE));
        shows("ETH/USDT", "3240");
        equal("3240", set.worth("ETH", BigDecimal.ONE));
        equal("1.08", set.worth("EUR", BigDecimal.ONE));
        shows("EUR/USD", "1.08");
        assertNull(set.worth("EUR", BigDecimal.ONE), "though it has a rate of its own");
    }

    @Test
    void a_market_that_is_not_live_contradicts_nothing() {
        Values set = with("USD", "1");
        shows("ETH/USDT", "3000");
        assertEquals("", set.contradiction(Instrument.parse("ETH/USD")));
    }

    @Test
    void a_market_of_which_no_other_tells_the_worth_is_not_in_question() {
        Values set = both("1", "1.08");
        shows("ETH/USD", "3000");
        assertEquals("", set.contradiction(Instrument.parse("ETH/USD")));
    }

    @Test
    void a_quote_that_has_no_rate_has_none_to_be_in_question() {
        shows("BTC/TRY", "1700000");
        assertEquals("", with("USD", "1").contradiction(Instrument.parse("BTC/TRY")));
    }

    @Test
    void what_has_no_rate_is_unknown_where_only_usdt_is_traded_in_it() {
        shows("USDT/TRY", "34");
        assertNull(values.worth("TRY", BigDecimal.ONE));
    }

    /// However far those others are apart.
    @Test
    void a_price_between_those_of_others_is_not_in_question() {
        Values set = with("USD", "1");
        shows("ETH/USD", "3000");
        shows("ETH/USDT", "2700");
        rig.shows(rig.add("beta", "ETH/USDT", GateRig.RULES), "3299", "3301");
        assertEquals("", set.contradiction(Instrument.parse("ETH/USD")));
    }

    @Test
    void so_much_is_worth_no_more_than_units_at_the_highest_price_rounded_down() {
        assertEquals(new BigDecimal("0.000995916741"), values.units("BTC", Usdt.of(50)));
        rig.shows("beta", "29990", "30010");
        assertEquals(new BigDecimal("0.001000100010"), values.units("BTC", Usdt.of(50)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void a_market_that_says_nothing_or_less_says_nothing(String mid) {
        var odd = new Values(Middle.of(rig.btc("alpha"), mid), GateSettings.DEFAULT);
        assertNull(odd.worth("BTC", BigDecimal.ONE));
        assertNull(odd.units("BTC", Usdt.of(50)));
    }

    @Test
    void two_rates_that_contradict_each_other_are_both_in_question() {
        Values set = both("1", "1.08");
        shows("ETH/USD", "3500");
        shows("ETH/EUR", "3000");
        equal("3500", set.worth("ETH", BigDecimal.ONE));
        assertFalse(set.contradiction(Instrument.parse("ETH/USD")).isEmpty());
        assertFalse(set.contradiction(Instrument.parse("ETH/EUR")).isEmpty());
    }

    @Test
    void what_is_counted_in_a_quote_itself_is_unknown_too_where_a_book_contradicts_its_rate() {
        Values set = with("USD", "1");
        equal("1", set.worth("USD", BigDecimal.ONE));
        shows("USDT/USD", "1.10");
        assertNull(set.worth("USD", BigDecimal.ONE));
        assertNull(set.units("USD", Usdt.of(50)));
    }

    /// Markets in USDT differ as they like: no rate is in question.
    @Test
    void markets_in_usdt_contradict_no_rate() {
        rig.shows("beta", "60000", "60010");
        equal("60005", with("USD", "1").worth("BTC", BigDecimal.ONE));
    }
}
