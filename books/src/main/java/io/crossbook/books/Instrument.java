package io.crossbook.books;

import java.util.Locale;

/// What is traded, the same everywhere: BTC/USDT on every exchange, whatever each of them calls it.
///
/// `base` and `quote` are asset codes in upper case. Written in ccxt form: `BTC/USDT` for spot, `BTC/USDT:USDT` for
/// the perpetual that settles in USDT, `BTC/USDT:USDT-261225` for a dated future. These are different instruments.
public record Instrument(String base, String quote, Kind kind, String settle, String expiry) {

    /// How an instrument settles.
    public enum Kind {
        SPOT, PERPETUAL, FUTURE
    }

    public Instrument {
        if (base.isBlank() || quote.isBlank()) {
            throw new IllegalArgumentException(
                    "an instrument needs a base and a quote, not '" + base + "/" + quote + "'");
        }
        if ((kind == Kind.SPOT) != settle.isEmpty() || (kind == Kind.FUTURE) == expiry.isEmpty()) {
            throw new IllegalArgumentException(
                    kind + " does not go with settle '" + settle + "' and expiry '" + expiry + "'");
        }
    }

    /// The spot instrument of two assets.
    public static Instrument spot(String base, String quote) {
        return new Instrument(base, quote, Kind.SPOT, "", "");
    }

    /// The perpetual of a pair that settles in `settle`.
    public static Instrument perpetual(String base, String quote, String settle) {
        return new Instrument(base, quote, Kind.PERPETUAL, settle, "");
    }

    /// Reads the ccxt form; the error names what was found and what is wanted.
    public static Instrument parse(String text) {
        int slash = text.indexOf('/');
        int colon = text.indexOf(':');
        int dash = colon < 0 ? -1 : text.indexOf('-', colon);
        if (slash <= 0 || slash == text.length() - 1 || (colon >= 0 && colon < slash)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no instrument: BASE/QUOTE or BASE/QUOTE:SETTLE is wanted");
        }
        String upper = text.toUpperCase(Locale.ROOT);
        String base = upper.substring(0, slash);
        if (colon < 0) {
            return spot(base, upper.substring(slash + 1));
        }
        String quote = upper.substring(slash + 1, colon);
        return dash < 0
                ? perpetual(base, quote, upper.substring(colon + 1))
                : new Instrument(base, quote, Kind.FUTURE, upper.substring(colon + 1, dash),
                        upper.substring(dash + 1));
    }

    /// The ccxt form.
    @Override
    public String toString() {
        return switch (kind) {
            case SPOT -> base + "/" + quote;
            case PERPETUAL -> base + "/" + quote + ":" + settle;
            case FUTURE -> base + "/" + quote + ":" + settle + "-" + expiry;
        };
    }
}
