package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.Transfers;
import io.crossbook.books.AssetMap;
import io.crossbook.books.Mirrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// What the configuration says of which assets and books are the same.
final class Identities {

    private Identities() {}

    /// Its entries, and the contracts of the networks that it names, counted or not.
    static AssetMap assets(Settings settings) {
        var assets = new AssetMap();
        for (Settings.AssetEntry entry : settings.assets()) {
            assets.entry(entry.exchange(), entry.code(), entry.asset());
        }
        for (Transfers.Network network : settings.transfers().networks()) {
            if (!network.contract().isEmpty()) {
                assets.contract(network.exchange(), network.asset(), network.name(),
                        network.contract());
            }
        }
        return assets;
    }

    /// The configuration's mirrors as families: of each group the first counts.
    static Mirrors mirrors(Settings settings) {
        var families = new LinkedHashMap<String, List<List<String>>>();
        for (Settings.Mirror mirror : settings.mirrors()) {
            List<List<String>> known = families.computeIfAbsent(mirror.exchange(),
                    _ -> new ArrayList<>());
            List<String> family = null;
            for (List<String> other : known) {
                family = other.getFirst().equals(mirror.of()) ? other : family;
            }
            if (family == null) {
                family = new ArrayList<>(List.of(mirror.of()));
                known.add(family);
            }
            family.add(mirror.quote());
        }
        return new Mirrors(families);
    }
}
