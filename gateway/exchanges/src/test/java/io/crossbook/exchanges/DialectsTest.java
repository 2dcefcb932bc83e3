package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class DialectsTest {

    @Test
    void a_name_leads_to_a_class_in_a_folder() {
        assertEquals("io.crossbook.exchanges.kraken.KrakenDialect", Dialects.className("kraken"));
        assertEquals("io.crossbook.exchanges.binance.BinanceFuturesDialect",
                Dialects.className("binance-futures"));
    }

    @Test
    void an_unknown_name_is_the_users_error() {
        var e = assertThrows(IllegalArgumentException.class,
                () -> Dialects.of("mtgox", Entry.of("mtgox")));
        assertEquals("there is no dialect 'mtgox'", e.getMessage());
    }
}
