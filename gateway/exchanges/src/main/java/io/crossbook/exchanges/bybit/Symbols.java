package io.crossbook.exchanges.bybit;

import io.crossbook.books.Instrument;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Bybit's names: `BTCUSDT` for spot and for the perpetual, `BTCPERP` for the one in USDC, `BTCUSDT-26DEC25` and `BTC-26DEC25`
/// for dated futures.
final class Symbols {

    private static final List<String> QUOTES = List.of("USDT", "USDC", "USDE", "USD1", "EUR",
            "BRL", "TRY", "BTC", "ETH", "DAI", "MNT");
    private static final List<String> MONTHS = List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN",
            "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    private Symbols() {}

    static String write(Instrument instrument) {
        String pair = instrument.base() + instrument.quote();
        return switch (instrument.kind()) {
            case SPOT -> pair;
            case PERPETUAL -> instrument.quote().equals("USDC") ? instrument.base() + "PERP" : pair;
            case FUTURE -> (instrument.quote().equals("USDC") ? instrument.base() : pair) + "-"
                    + date(instrument.expiry());
        };
    }

    private static String date(String expiry) {
        int month = Integer.parseInt(expiry.substring(2, 4));
        return expiry.substring(4) + MONTHS.get(month - 1) + expiry.substring(0, 2);
    }

    static @Nullable Instrument read(String symbol, boolean linear) {
        if (!linear) {
            String quote = quote(symbol);
            return quote == null ? null : Instrument.spot(base(symbol, quote), quote);
        }
        int dash = symbol.indexOf('-');
        String name = dash < 0 ? symbol : symbol.substring(0, dash);
        String quote = quote(name);
        if (dash < 0 && name.endsWith("PERP") && name.length() > 4) {
            return Instrument.perpetual(base(name, "PERP"), "USDC", "USDC");
        }
        if (dash < 0) {
            return quote == null ? null : Instrument.perpetual(base(name, quote), quote, quote);
        }
        String expiry = expiry(symbol.substring(dash + 1));
        if (expiry == null) {
            return null;
        }
        return quote == null
                ? new Instrument(name, "USDC", Instrument.Kind.FUTURE, "USDC", expiry)
                : new Instrument(base(name, quote), quote, Instrument.Kind.FUTURE, quote, expiry);
    }

    /// `26DEC25` as `251226`.
    static @Nullable String expiry(String date) {
        if (!date.toUpperCase(Locale.ROOT).matches("[0-9]{2}[A-Z]{3}[0-9]{2}")) {
            return null;
        }
        int month = MONTHS.indexOf(date.substring(2, 5).toUpperCase(Locale.ROOT)) + 1;
        return month == 0
                ? null
                : date.substring(5) + (month < 10 ? "0" : "") + month + date.substring(0, 2);
    }

    private static @Nullable String quote(String pair) {
        for (String quote : QUOTES) {
            if (pair.endsWith(quote) && pair.length() > quote.length()) {
                return quote;
            }
        }
        return null;
    }

    private static String base(String pair, String quote) {
        return pair.substring(0, pair.length() - quote.length());
    }
}
