package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which listings are meant by what clients of tardis-machine ask for.
final class NormalizedOptionTest {

    private static NormalizedOption option(String exchange, String symbols) {
        return NormalizedOption.read("{\"exchange\":\"" + exchange + "\",\"symbols\":" + symbols
                + ",\"dataTypes\":[\"trade\"]}").getFirst();
    }

    private static Listing listing(String exchange, String symbol, String instrument) {
        return new Listing(0, exchange, symbol, Instrument.parse(instrument), Rules.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"okex, okx, BTC-USDT, BTC/USDT, true",
            "okex, okx, BTC-USDT-SWAP, BTC/USDT:USDT, false",
            "okex-swap, okx, BTC-USDT-SWAP, BTC/USDT:USDT, true",
            "okex-futures, okx, BTC-USDT-261225, BTC/USDT:USDT-261225, true",
            "okx, okx, BTC-USDT-SWAP, BTC/USDT:USDT, true",
            "bybit-spot, bybit, BTCUSDT, BTC/USDT, true",
            "bybit, bybit-linear, BTCUSDT, BTC/USDT:USDT, true",
            "bybit-linear, bybit-linear, BTCUSDT, BTC/USDT:USDT, true",
            "bybit-spot, bybit-linear, BTCUSDT, BTC/USDT:USDT, false",
            "binance, binance-us, BTCUSDT, BTC/USDT, false",
            "kraken, kraken, BTC/USD, BTC/USD, true"})
    void an_exchange_has_our_name_and_theirs(String asked, String exchange, String symbol,
            String instrument, boolean applies) {
        Listing listing = listing(exchange, symbol, instrument);

        assertEquals(applies, option(asked, "[]").applies(listing));
        if (applies) {
            assertEquals(asked.equals(exchange) ? "" : asked,
                    option(asked, "[]").spelling(listing).exchange());
        }
    }

    /// Theirs are written in capitals, and clients ask for them as they like.
    @ParameterizedTest
    @CsvSource({"btcusdt, true", "BTCUSDT, true", "btc/usdt, true", "BTC/USDT, true",
            "ethusdt, false"})
    void symbols_are_found_in_small_and_in_capital_letters(String symbol, boolean applies) {
        assertEquals(applies, option("binance", "[\"" + symbol + "\"]")
                .applies(listing("binance", "BTCUSDT", "BTC/USDT")));
        assertEquals(symbol.startsWith("btc") || symbol.startsWith("BTC"),
                option("binance", "[\"" + symbol + "\"]")
                        .applies(listing("binance", "btcusdt", "BTC/USDT")));
    }

    /// Spot and derivatives have the same symbols: nobody may get the one for the other.
    @Test
    void a_name_that_means_another_market_to_them_is_not_served() {
        Listing spot = listing("bybit", "BTCUSDT", "BTC/USDT");

        assertEquals(
                "exchange 'bybit' is Bybit's derivatives to clients of tardis-machine, and spot in"
                        + " exchanges.yaml: 'bybit-spot' or 'bybit-linear' is wanted",
                option("bybit", "[\"BTCUSDT\"]").doubt(spot));
        assertEquals("", option("bybit-spot", "[\"BTCUSDT\"]").doubt(spot));
        assertEquals("", option("bybit", "[\"BTC/USDT:USDT\"]").doubt(spot));
        assertEquals("", option("bybit", "[]")
                .doubt(listing("bybit-linear", "BTCUSDT", "BTC/USDT:USDT")));
        assertEquals("", option("bybit", "[]").doubt(listing("bybit", "BTCUSDT", "BTC/USDT:USDT")));
    }
}
