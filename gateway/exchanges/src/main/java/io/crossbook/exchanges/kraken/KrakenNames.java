package io.crossbook.exchanges.kraken;

import io.crossbook.books.Instrument;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What Kraken calls its assets: v2 says BTC and DOGE as everybody does, v1 and REST say XBT and XDG.
final class KrakenNames {

    private KrakenNames() {}

    /// The symbol on the wire: `BTC/USD` in v2, `XBT/USD` in v1.
    static String symbol(Instrument instrument, boolean v1) {
        return v1
                ? old(instrument.base()) + "/" + old(instrument.quote())
                : instrument.base() + "/" + instrument.quote();
    }

    /// The instrument of a symbol of either version; null when it is none.
    static @Nullable Instrument instrument(String symbol) {
        int slash = symbol.indexOf('/');
        if (slash <= 0 || slash == symbol.length() - 1) {
            return null;
        }
        return Instrument.spot(current(symbol.substring(0, slash)),
                current(symbol.substring(slash + 1)));
    }

    /// The symbol of v2 for one of v1 or REST's `wsname`.
    static String v2(String symbol) {
        int slash = symbol.indexOf('/');
        return slash < 0
                ? symbol
                : renamed(symbol.substring(0, slash)) + "/" + renamed(symbol.substring(slash + 1));
    }

    /// What REST takes as `pair`: `XBTUSD`.
    static String pair(String symbol) {
        int slash = symbol.indexOf('/');
        return slash < 0
                ? symbol
                : old(symbol.substring(0, slash)) + old(symbol.substring(slash + 1));
    }

    private static String current(String asset) {
        return renamed(asset).toUpperCase(Locale.ROOT);
    }

    private static String renamed(String asset) {
        return switch (asset) {
            case "XBT" -> "BTC";
            case "XDG" -> "DOGE";
            default -> asset;
        };
    }

    private static String old(String asset) {
        return switch (asset) {
            case "BTC" -> "XBT";
            case "DOGE" -> "XDG";
            default -> asset;
        };
    }
}
