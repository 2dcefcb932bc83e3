package io.crossbook.simulator;

/// An exchange whose protocol the practice exchange speaks; the id is the one used in
/// `exchanges.yaml`.
public enum Exchange {
    /// Binance spot.
    BINANCE("binance", "BINANCE"),
    /// Kraken spot, WebSocket v2 and v1.
    KRAKEN("kraken", "KRAKEN"),
    /// Bybit v5, spot (and linear for tapes).
    BYBIT("bybit", "BYBIT"),
    /// Binance USD-M futures.
    BINANCE_FUTURES("binance-futures", "BINANCE_FUTURES");

    private final String id;
    private final String venue;

    Exchange(String id, String venue) {
        this.id = id;
        this.venue = venue;
    }

    /// The id, lower case: `binance`, `kraken`, `bybit`, `binance-futures`.
    public String id() {
        return id;
    }

    /// The name that recorded sessions carry in their `venue` field.
    public String venue() {
        return venue;
    }
}
