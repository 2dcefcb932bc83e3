package io.crossbook.simulator;

import java.util.List;
import java.util.Set;

/// Kraken's names: XBT for BTC in REST and WebSocket v1, X before the older coins, both in old pair
/// keys.
final class KrakenNames {

    private static final Set<String> OLD = Set.of("XBT", "ETH", "LTC", "XRP", "XDG");

    private KrakenNames() {}

    /// An asset's key in REST: `XXBT`, `XETH`, `USDT`.
    static String asset(String common) {
        String name = Listings.oldName(common);
        return OLD.contains(name) ? "X" + name : name;
    }

    /// A pair's altname: `XBTUSDT`.
    static String alternative(Instrument instrument) {
        return Listings.oldName(instrument.base()) + Listings.oldName(instrument.quote());
    }

    /// A pair's key in REST: `XETHXXBT` among the older coins, the altname elsewhere.
    static String pair(Instrument instrument) {
        boolean old = OLD.contains(Listings.oldName(instrument.base()))
                && OLD.contains(Listings.oldName(instrument.quote()));
        return old ? asset(instrument.base()) + asset(instrument.quote()) : alternative(instrument);
    }

    /// A pair's name on WebSocket v1: `XBT/USDT`.
    static String socket(Instrument instrument) {
        return Listings.oldName(instrument.base()) + "/" + Listings.oldName(instrument.quote());
    }

    /// Whether a client may call the pair so in a REST request.
    static boolean means(Instrument instrument, String name) {
        return List.of(pair(instrument), alternative(instrument), socket(instrument),
                instrument.toString(), instrument.base() + instrument.quote()).contains(name);
    }
}
