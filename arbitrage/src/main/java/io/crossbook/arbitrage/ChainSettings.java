package io.crossbook.arbitrage;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which chains of trades are looked for beyond two legs: conversions between declared quotes, and cycles.
public record ChainSettings(List<Conversion> conversions, Cycles cycles) {

    /// No conversions and no cycles.
    public static final ChainSettings DEFAULT = new ChainSettings(List.of(), Cycles.NONE);

    /// What happens to the quote that was received.
    public enum Mode {
        /// It is traded back: a third leg.
        EXECUTED,
        /// It stays, valued at the executable side of the book between the quotes, net of the fee.
        CARRIED;

        /// How people and tools read it: `carried`.
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// Two quotes of which one may be converted into the other, both ways.
    ///
    /// `limit` is the most that one opportunity converts, and the most that all together leave to be carried ([Carried]), in whole units of the quote that is
    /// received (0: unbounded).
    public record Conversion(String one, String other, Mode mode, long limit) {

        public Conversion {
            if (one.isBlank() || other.isBlank() || one.equals(other) || limit < 0) {
                throw new IllegalArgumentException("no conversion: '" + one + "' and '" + other
                        + "' up to " + limit);
            }
        }

        /// Whether it is between these two.
        boolean between(String asset, String another) {
            return (one.equals(asset) && other.equals(another))
                    || (one.equals(another) && other.equals(asset));
        }
    }

    /// Three or, up to `maxHops`, four trades over different assets that end where they began.
    ///
    /// Within each exchange (`onOneExchange`), and over the best of all exchanges (`across`). A cycle is counted in the asset of it that comes
    /// first in `assets`; one that touches none of them is not looked for.
    public record Cycles(boolean onOneExchange, boolean across, int maxHops, List<String> assets) {

        /// None are looked for.
        public static final Cycles NONE = new Cycles(false, false, 4, List.of());

        public Cycles {
            assets = List.copyOf(assets);
            if (maxHops < 3 || maxHops > 4) {
                throw new IllegalArgumentException(
                        "cycles have three or four hops, not up to " + maxHops);
            }
            if (new HashSet<>(assets).size() < assets.size()) {
                throw new IllegalArgumentException("an asset is there twice: " + assets);
            }
        }

        /// Whether any are looked for.
        public boolean enabled() {
            return (onOneExchange || across) && !assets.isEmpty();
        }
    }

    public ChainSettings {
        conversions = List.copyOf(conversions);
        var pairs = new HashSet<Set<String>>();
        for (Conversion conversion : conversions) {
            if (!pairs.add(Set.of(conversion.one, conversion.other))) {
                throw new IllegalArgumentException(
                        conversion.one + " and " + conversion.other + " are there twice");
            }
        }
    }
}
