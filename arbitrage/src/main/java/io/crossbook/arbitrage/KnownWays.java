package io.crossbook.arbitrage;

import java.util.HashMap;
import java.util.Map;

/// The ways that were asked for, so that the same one is not looked for again: the best listing of a direction changes with nearly every message, the ways
/// between exchanges with the configuration. One thread.
final class KnownWays {

    /// The cheapest way of all, and how much at least has to be brought back at a time for it, as [Money] of the asset: less may have to go a dearer one, or
    /// cannot go at all.
    record Known(Transfers.Way way, long least) {}

    private final Transfers transfers;
    /// By asset, then from where, then to where: looked up without a key of all three, which would have to be made.
    private final Map<String, Map<String, Map<String, Known>>> known = new HashMap<>();

    KnownWays(Transfers transfers) {
        this.transfers = transfers;
    }

    Transfers transfers() {
        return transfers;
    }

    /// Allocates nothing when it was asked for before.
    Known way(String asset, String from, String to) {
        Map<String, Map<String, Known>> ofAsset = known.get(asset);
        Map<String, Known> ofFrom = ofAsset == null ? null : ofAsset.get(from);
        Known way = ofFrom == null ? null : ofFrom.get(to);
        if (way == null) {
            way = find(asset, from, to);
            known.computeIfAbsent(asset, _ -> new HashMap<>())
                    .computeIfAbsent(from, _ -> new HashMap<>()).put(to, way);
        }
        return way;
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
