package io.crossbook.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is told of a file is one line, and tells no password.
final class ShownTest {

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", textBlock = """
            wss://me:secret@ws.example.com/v2?key=abc -> wss://...@ws.example.com/v2?...
            wss://me:se/cr@et@ws.example.com/v2 -> wss://...@ws.example.com/v2
            wss://ws.example.com/v2?key=a@b -> wss://...
            wss://ws.example.com/v2 -> wss://ws.example.com/v2
            https://me:pw#x@host -> https://...@host
            me:secret@ws.example.com -> ...@ws.example.com
            @depth -> @depth
            BTC/USDT:USDT, ETH/USDT -> BTC/USDT:USDT, ETH/USDT
            """)
    void nobodys_password(String value, String shown) {
        assertEquals(shown, Shown.of(value));
    }

    @Test
    void one_line_and_not_all_of_it() {
        assertEquals("a?b?[2J??c", Shown.of("a\nb\u001B[2J\u2028\u202Ec"));
        assertEquals("x".repeat(60) + "...", Shown.of("x".repeat(61)));
        assertEquals("wss://...@b", Shown.of("wss://" + "x".repeat(80) + "@b"));
    }
}
