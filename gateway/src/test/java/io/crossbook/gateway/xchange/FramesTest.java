package io.crossbook.gateway.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.bybit.dto.BybitCategory;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.trade.LimitOrder;

final class FramesTest {

    private static LimitOrder level(Order.OrderType side, String price, String size) {
        return new LimitOrder(side, new BigDecimal(size), CurrencyPair.BTC_USD, "", null,
                new BigDecimal(price));
    }

    private static final OrderBook BOOK = new OrderBook(
            Date.from(Instant.ofEpochMilli(1_760_129_402_142L)),
            List.of(level(Order.OrderType.ASK, "101", "0"),
                    level(Order.OrderType.ASK, "1E+3", "1E-8")),
            List.of(level(Order.OrderType.BID, "100.10", "2"),
                    level(Order.OrderType.BID, "99", "3")));

    @Test
    void a_book_keeps_its_digits_and_loses_levels_of_nothing() {
        assertEquals(
                "{\"book\":\"BTC/USD\",\"ts\":1760129402142000000,\"snapshot\":true,"
                        + "\"bids\":[[\"100.10\",\"2\"],[\"99\",\"3\"]],"
                        + "\"asks\":[[\"1000\",\"0.00000001\"]]}",
                Frames.book("BTC/USD", BOOK, 0, false));
    }

    @Test
    void the_first_book_has_no_time_and_depth_cuts() {
        assertEquals(
                "{\"book\":\"BTC/USD\",\"ts\":0,\"snapshot\":true,"
                        + "\"bids\":[[\"100.10\",\"2\"]],\"asks\":[[\"1000\",\"0.00000001\"]]}",
                Frames.book("BTC/USD", BOOK, 1, true));
    }

    @Test
    void foreign_words_do_not_break_the_frame() {
        assertEquals(
                "{\"refused\":\"A/B\",\"channel\":\"book\",\"why\":\"say \\\"no\\\" \\\\ ? ?\"}",
                Frames.refused("A/B", "book", "say \"no\" \\ \n é"));
    }

    @Test
    void parameters_come_in_xchanges_types() {
        assertEquals(true, Exchanges.value("true"));
        assertEquals(25, Exchanges.value("25"));
        assertEquals(BybitCategory.SPOT, Exchanges.value(BybitCategory.class.getName() + ".SPOT"));
        assertEquals("ws://127.0.0.1:1", Exchanges.value("ws://127.0.0.1:1"));
        assertThrows(IllegalArgumentException.class,
                () -> Exchanges.value(BybitCategory.class.getName() + ".SPOTS"));
    }

    @Test
    void an_address_reads_what_the_dialect_wrote() {
        var address = Address.of("xchange:a.B?Exchange_Type=x.Y+%26+z&depth=25&trades=false");
        assertEquals("a.B", address.type());
        assertEquals("x.Y & z", address.parameter("Exchange_Type"));
        assertEquals(25, address.depth());
        assertEquals(false, address.trades());
        assertEquals(0, Address.of("xchange:a.B").depth());
    }
}
