package io.crossbook.gateway.web;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import java.util.Collection;
import java.util.Map;

/// What clients of tardis-machine call exchanges that have another name in `exchanges.yaml` as it is shipped. All others are called there as here.
///
/// It splits an exchange by what is traded. Names are those of <https://api.tardis.dev/v1/exchanges>.
public final class TardisNames {

    private static final String DERIVATIVES = "bybit";
    private static final Map<String, Map<Instrument.Kind, String>> THEIRS = Map.of("okx",
            Map.of(Instrument.Kind.SPOT, "okex", Instrument.Kind.PERPETUAL, "okex-swap",
                    Instrument.Kind.FUTURE, "okex-futures"),
            "bybit",
            Map.of(Instrument.Kind.SPOT, "bybit-spot", Instrument.Kind.PERPETUAL, DERIVATIVES,
                    Instrument.Kind.FUTURE, DERIVATIVES),
            "bybit-linear", Map.of(Instrument.Kind.PERPETUAL, DERIVATIVES, Instrument.Kind.FUTURE,
                    DERIVATIVES));

    private TardisNames() {}

    /// Whether this may be the name of something that is traded at an exchange of ours.
    public static boolean concerns(String name, String exchange) {
        return name.equals(exchange)
                || THEIRS.getOrDefault(exchange, Map.of()).containsValue(name);
    }

    /// Whether it may be the name of something at any of them.
    static boolean concerns(String name, Collection<String> exchanges) {
        return exchanges.stream().anyMatch(exchange -> concerns(name, exchange));
    }

    /// Whether it is a name of what this listing is at.
    static boolean means(String name, Listing listing) {
        return name.equals(listing.exchange()) || name.equals(of(listing));
    }

    private static String of(Listing listing) {
        return THEIRS.getOrDefault(listing.exchange(), Map.of())
                .getOrDefault(listing.instrument().kind(), listing.exchange());
    }

    /// Why nothing is told under this name, where it is ours of this listing, and theirs of another market; empty where it means the same.
    static String doubt(String name, Listing listing) {
        return name.equals(DERIVATIVES) && name.equals(listing.exchange())
                && !name.equals(of(listing))
                        ? "exchange '" + name
                                + "' is Bybit's derivatives to clients of tardis-machine, and spot in exchanges.yaml: '"
                                + of(listing) + "' or 'bybit-linear' is wanted"
                        : "";
    }
}
