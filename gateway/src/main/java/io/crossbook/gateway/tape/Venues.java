package io.crossbook.gateway.tape;

import java.util.Locale;
import java.util.Map;

/// What recordings call an exchange, what we call it, and which dialect it speaks.
public final class Venues {

    private static final Map<String, String> DIALECTS = Map.ofEntries(
            Map.entry("binance", "binance"),
            Map.entry("binance-us", "binance"),
            Map.entry("binance-tr", "binance"),
            Map.entry("binance-futures", "binance-futures"),
            Map.entry("okx", "okx"),
            Map.entry("okcoin", "okx"),
            Map.entry("coinbase", "coinbase"),
            Map.entry("coinbase-advanced", "coinbase"),
            Map.entry("kraken", "kraken"),
            Map.entry("bybit", "bybit"),
            Map.entry("bybit-linear", "bybit"));

    private Venues() {}

    /// The exchange of a venue as recordings spell it: `BINANCE_US` is `binance-us`. Bybit's products are told apart by
    /// the connection's URL.
    public static String exchange(String venue, String url) {
        String name = venue.toLowerCase(Locale.ROOT).replace('_', '-');
        return name.equals("bybit") && url.contains("/linear") ? "bybit-linear" : name;
    }

    /// The venue of an exchange, for export.
    public static String venue(String exchange) {
        return exchange.equals("bybit-linear")
                ? "BYBIT"
                : exchange.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// The dialect that an exchange of a recording speaks, empty when we have none.
    public static String dialect(String exchange) {
        return DIALECTS.getOrDefault(exchange, "");
    }
}
