package io.crossbook.exchanges.okx;

import io.crossbook.books.Instrument;
import org.jspecify.annotations.Nullable;

/// What OKX calls its instruments: `BTC-USDT`, `BTC-USDT-SWAP`, `BTC-USDT-261225`.
final class OkxNames {

    private static final String SWAP = "SWAP";

    private OkxNames() {}

    static String symbol(Instrument instrument) {
        String pair = instrument.base() + "-" + instrument.quote();
        return switch (instrument.kind()) {
            case SPOT -> pair;
            case PERPETUAL -> pair + "-" + SWAP;
            case FUTURE -> pair + "-" + instrument.expiry();
        };
    }

    /// The instrument of a symbol; null when it is none of these (options have five parts). What is quoted in USD settles
    /// in its base.
    static @Nullable Instrument instrument(String symbol) {
        String[] parts = symbol.split("-", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isBlank() || parts[1].isBlank()) {
            return null;
        }
        if (parts.length == 2) {
            return Instrument.spot(parts[0], parts[1]);
        }
        String settle = parts[1].equals("USD") ? parts[0] : parts[1];
        if (parts[2].equals(SWAP)) {
            return Instrument.perpetual(parts[0], parts[1], settle);
        }
        return parts[2].matches("\\d{6}")
                ? new Instrument(parts[0], parts[1], Instrument.Kind.FUTURE, settle, parts[2])
                : null;
    }

    /// Whether a symbol is a perpetual, which has funding, mark and index.
    static boolean perpetual(String symbol) {
        return symbol.endsWith("-" + SWAP);
    }

    /// What OKX calls the type of a symbol that can be liquidated; empty for spot.
    static String type(String symbol) {
        Instrument instrument = instrument(symbol);
        return instrument == null ? "" : switch (instrument.kind()) {
            case SPOT -> "";
            case PERPETUAL -> SWAP;
            case FUTURE -> "FUTURES";
        };
    }

    /// The index that a perpetual follows: `BTC-USDT`.
    static String index(String symbol) {
        return symbol.substring(0, symbol.length() - SWAP.length() - 1);
    }
}
