package io.crossbook.exchanges.kraken;

import io.crossbook.books.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What Kraken calls its assets: v2 says BTC and DOGE as everybody does, v1 and REST say XBT and XDG.
final class KrakenNames {

    /// Assets of old, whose ids carry an X or a Z before their names. All others are called by their names.
    private static final List<String> LEGACY = List.of("XXBT", "XETH", "XLTC", "XXRP", "XXLM",
            "XXMR",
            "XZEC", "XETC", "XREP", "XMLN", "XXDG", "ZUSD", "ZEUR", "ZGBP", "ZCAD", "ZJPY", "ZAUD");

    private static final String EARNING = ".F";

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

    /// What we call an asset of an account: `XXBT` is BTC, `ZUSD` is USD. `XBT.F` is BTC too, since it trades as that: Kraken, "Get Extended Balance", "use the base
    /// asset (e.g. `USDT` to transact with your `USDT` and `USDT.F` balances)". Every other suffix (`ETH.B`, `ETH.S`, `BTC.M`: staked, bonded) stays: no trade spends it.
    static String asset(String name) {
        String spent = earning(name) ? name.substring(0, name.length() - EARNING.length()) : name;
        int dot = spent.indexOf('.');
        String plain = dot < 0 ? spent : spent.substring(0, dot);
        String suffix = dot < 0 ? "" : spent.substring(dot);
        return current(LEGACY.contains(plain) ? plain.substring(1) : plain) + suffix;
    }

    /// Whether this is the part of an asset that earns by itself ("balances earning automatically in Kraken Rewards").
    static boolean earning(String name) {
        return name.endsWith(EARNING);
    }

    /// Every name that REST may give the pair of a symbol: `XBTUSD`, and `XXBTZUSD` as its id.
    static List<String> pairs(String symbol) {
        int slash = symbol.indexOf('/');
        if (slash < 0) {
            return List.of(symbol);
        }
        var names = new ArrayList<String>();
        for (String base : names(symbol.substring(0, slash))) {
            for (String quote : names(symbol.substring(slash + 1))) {
                names.add(base + quote);
            }
        }
        return names;
    }

    private static List<String> names(String asset) {
        String old = old(asset);
        for (String legacy : LEGACY) {
            if (legacy.substring(1).equals(old)) {
                return List.of(old, legacy);
            }
        }
        return List.of(old);
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
