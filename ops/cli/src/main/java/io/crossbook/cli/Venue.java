package io.crossbook.cli;

import org.jspecify.annotations.Nullable;

/// What a recording calls an exchange: the `dialect` that reads it, and the exchange's name in `exchanges.yaml`.
record Venue(String name, String dialect, String exchange) {

    /// The venue of a recorded name; null where no dialect speaks its protocol. `url` is where it was recorded from.
    static @Nullable Venue of(String name, String url) {
        return switch (name) {
            case "BINANCE" -> new Venue(name, "binance", "binance");
            case "BINANCE_US" -> new Venue(name, "binance", "binance-us");
            case "BINANCE_TR" -> new Venue(name, "binance", "binance-tr");
            case "BINANCE_FUTURES" -> new Venue(name, "binance-futures", "binance-futures");
            case "KRAKEN" -> new Venue(name, "kraken", "kraken");
            case "BYBIT" -> new Venue(name, "bybit",
                    url.contains("/linear") ? "bybit-linear" : "bybit");
            case "OKX" -> new Venue(name, "okx", "okx");
            case "OKCOIN" -> new Venue(name, "okx", "okcoin");
            case "COINBASE", "COINBASE_ADVANCED" -> new Venue(name, "coinbase", "coinbase");
            default -> null;
        };
    }
}
