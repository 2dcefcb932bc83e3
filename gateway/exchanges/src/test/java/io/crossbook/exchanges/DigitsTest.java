package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.Rules;
import io.crossbook.books.TradeUpdate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DigitsTest {

    private static final Listing PEPE = new Listing(3, "binance", "PEPEUSDT",
            Instrument.spot("PEPE", "USDT"), Rules.UNKNOWN);

    private final FrameReader reader = new FrameReader();
    private final BookUpdate update = new BookUpdate();
    private final Digits digits = new Digits(PEPE, Entry.of("binance"));

    @Test
    void the_scale_grows_with_the_digits_seen_and_raises_what_was_read() {
        digits.begin(update, 3, false);
        level("61837.60000000", "1.50000000");
        level("61837.63000000", "0.00100000");

        assertEquals(2, update.priceScale());
        assertEquals(3, update.sizeScale());
        assertEquals(6183760, update.bids.price(0));
        assertEquals(1500, update.bids.size(0));
        assertEquals(6183763, update.bids.price(1));
    }

    @Test
    void growth_lasts_only_when_the_message_was_read_whole() {
        digits.begin(update, 3, false);
        level("0.12345", "1");
        digits.begin(update, 3, false);
        assertEquals(0, update.priceScale());

        level("0.12345", "1");
        digits.keep();
        digits.begin(update, 3, false);
        assertEquals(5, update.priceScale());
    }

    @Test
    void what_did_not_fit_the_grown_scales_is_read_at_its_own_the_next_time() {
        digits.begin(update, 3, false);
        level("0.00000001", "0.000000000001");
        digits.keep();

        digits.begin(update, 3, true);
        assertThrows(Malformed.class, () -> digits.price(new Json.Text("90071993.5"), update));
        digits.begin(update, 3, true);
        assertEquals(900719935, digits.price(new Json.Text("90071993.5"), update));
        assertEquals(12_000_000, digits.size(new Json.Text("12000000"), update));
        digits.keep();

        digits.begin(update, 3, false);
        assertEquals(1, update.priceScale());
        assertEquals(0, update.sizeScale());
    }

    @Test
    void rules_give_the_first_scale() {
        var rules = new Rules(2, 5, 1, 1, 1, 0, 1, Rules.Status.TRADING);
        var known = new Digits(PEPE.with(rules), Entry.of("binance"));
        known.begin(update, 3, true);
        assertEquals(2, update.priceScale());
        assertEquals(5, update.sizeScale());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740992", "99999999999999999999999", "0.0000000000000000001",
            "900719925474099.25"})
    void prices_out_of_bounds_are_too_precise(String price) {
        digits.begin(update, 3, false);
        var e = assertThrows(Malformed.class,
                () -> digits.price(new Json.Text(price), update));
        assertEquals(BookBreak.Kind.TOO_PRECISE, e.kind());
        assertTrue(digits.price(reader.over(Bytes.of(price)), update) < 0);
    }

    @Test
    void growth_that_lifts_an_earlier_level_out_of_bounds_is_too_precise() {
        digits.begin(update, 3, false);
        level("9007199254740", "1");
        assertTrue(digits.price(reader.over(Bytes.of("0.00001")), update) < 0);
    }

    @Test
    void configured_sizes_are_rounded_down_and_counted() {
        var entry = new Entry("okx", "", "", 0, true, true, Map.of("PEPEUSDT", 4), Map.of());
        var capped = new Digits(PEPE, entry);
        capped.begin(update, 3, false);
        assertEquals(12999, capped.size(reader.over(Bytes.of("1.29999999999999999999")), update));
        assertEquals(15000, capped.size(reader.over(Bytes.of("1.50")), update));
        assertEquals(4, update.sizeScale());
        assertEquals(1, update.sizesRounded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1e5", "NaN", "1x", "00.1", " 1", "1.", "1\u0000"})
    void both_ways_refuse_what_is_no_plain_decimal(String text) {
        digits.begin(update, 3, false);
        var e = assertThrows(Malformed.class, () -> digits.price(new Json.Text(text), update));
        assertEquals(BookBreak.Kind.MALFORMED, e.kind());
        assertThrows(Malformed.class, () -> digits.size(new Json.Text(text), update));
    }

    @Test
    void a_bare_number_may_have_the_exponent_that_json_permits() {
        digits.begin(update, 3, false);
        assertEquals(15, digits.price(new Json.Num("1.5e-6"), update));
        assertEquals(7, update.priceScale());
        assertEquals(7, digits.decimals());
    }

    @Test
    void quotes_and_trades_are_raised_too() {
        var quote = new QuoteUpdate();
        digits.begin(quote, 3);
        quote.bid = digits.price(new Json.Text("10.5"), quote);
        quote.bidSize = digits.size(new Json.Text("7"), quote);
        quote.ask = digits.price(new Json.Text("10.512"), quote);
        quote.askSize = digits.size(new Json.Text("7.25"), quote);
        assertEquals(10500, quote.bid);
        assertEquals(700, quote.bidSize);
        assertEquals(3, quote.priceScale);

        var trade = new TradeUpdate();
        digits.begin(trade, 3);
        trade.price = digits.price(new Json.Text("1.5"), trade);
        trade.size = digits.size(new Json.Text("2.25"), trade);
        assertEquals(15, trade.price);
        assertEquals(1, trade.priceScale);
        assertEquals(225, trade.size);
    }

    private void level(String price, String size) {
        long p = digits.price(reader.over(Bytes.of(price)), update);
        int wire = reader.decimals() << 8;
        long s = digits.size(reader.over(Bytes.of(size)), update);
        // The price again: reading the size may have raised nothing but sizes.
        update.bids.add(p, s, wire | reader.decimals());
    }
}
