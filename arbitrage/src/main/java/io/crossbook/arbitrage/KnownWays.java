package io.crossbook.arbitrage;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The ways that were asked for, so that the same one is not looked for again: the best listing of a direction changes with nearly every message, the ways
/// between exchanges with the configuration. One thread.
final class KnownWays {

    private static final byte OPEN = 1;
    private static final byte SHUT = 2;

    /// The cheapest way of all, and how much at least has to be brought back at a time for it, as [Money] of the asset: less may have to go a dearer one, or
    /// cannot go at all.
    record Known(Transfers.Way way, long least) {}

    /// Those of one asset, by the places of both ends.
    final class Asset {
        private final String name;
        private int width;
        private @Nullable Known[] table = {};
        /// Of each whether it is open, once it was asked for.
        private byte[] open = {};

        private Asset(String name) {
            this.name = name;
        }

        /// From where one hop gets it to where another gives it. Allocates nothing when it was asked for before.
        Known way(Hop from, Hop to) {
            int at = at(from, to);
            Known known = table[at];
            if (known == null) {
                known = find(name, from.exchange(), to.exchange());
                table[at] = known;
            }
            return known;
        }

        private int at(Hop from, Hop to) {
            int start = place(from);
            int end = place(to);
            if (start >= width || end >= width) {
                width = 2 * Math.max(places.size(), 8);
                table = new Known[width * width];
                open = new byte[width * width];
            }
            return start * width + end;
        }

        /// Whether what a hop gets can be where the next gives it, as far as ways decide. What is only valued goes nowhere after that, and where ways are
        /// not counted it is so where it stands.
        boolean open(Hop from, Hop to) {
            if (from.valued || place(from) == place(to)) {
                return true;
            }
            if (!transfers.counted()) {
                return !to.valued;
            }
            int at = at(from, to);
            if (open[at] == 0) {
                open[at] = way(from, to).way().open() ? OPEN : SHUT;
            }
            return open[at] == OPEN;
        }
    }

    private final Transfers transfers;
    /// Exchanges, numbered; the same ones for all that are made one after the other.
    private final Map<String, Integer> places;
    private final Map<String, Asset> assets = new HashMap<>();

    KnownWays(Transfers transfers, Map<String, Integer> places) {
        this.transfers = transfers;
        this.places = places;
    }

    Transfers transfers() {
        return transfers;
    }

    /// The number of a hop's exchange.
    int place(Hop hop) {
        if (hop.place < 0) {
            hop.place = places.computeIfAbsent(hop.exchange(), _ -> places.size());
        }
        return hop.place;
    }

    /// Those of one asset.
    Asset of(String asset) {
        Asset known = assets.get(asset);
        if (known == null) {
            known = new Asset(asset);
            assets.put(asset, known);
        }
        return known;
    }

    /// From where one hop gets what it gets to where another gives it. Allocates nothing when it was asked for before.
    Known way(Hop from, Hop to) {
        return of(from.gets()).way(from, to);
    }

    private Known find(String asset, String from, String to) {
        Transfers.Way way = transfers.way(asset, from, to);
        // Mostly all that its own fee leaves something of.
        long low = way.fee();
        long high = low + 1;
        while (way.open() && !goes(way, high)) {
            low = high;
            high = Math.min(Money.MOST, high * 2);
        }
        while (way.open() && high - low > 1) {
            long middle = low + (high - low) / 2;
            if (goes(way, middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return new Known(way, high);
    }

    private boolean goes(Transfers.Way way, long size) {
        return transfers.way(way.asset(), way.from(), way.to(), size).equals(way);
    }
}
