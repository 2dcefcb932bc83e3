package io.crossbook.execution.risk;

import io.crossbook.books.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What assets are worth in USDT now: at the highest live price where they may be lost, at the lowest where they are counted on.
final class Values {

    private static final int DIGITS = 12;

    private final References references;
    private GateSettings settings;

    Values(References references, GateSettings settings) {
        this.references = references;
        this.settings = settings;
    }

    /// Other rates count from now on.
    void change(GateSettings others) {
        settings = others;
    }

    /// Null when nobody knows.
    @Nullable
    Usdt worth(String asset, BigDecimal amount) {
        BigDecimal rate = rate(asset, true);
        return rate == null ? null : new Usdt(amount.multiply(rate));
    }

    /// How much of an asset so much is worth at the most, rounded down; null when nobody knows.
    @Nullable
    BigDecimal units(String asset, Usdt worth) {
        BigDecimal rate = rate(asset, true);
        return rate == null ? null : worth.amount().divide(rate, DIGITS, RoundingMode.DOWN);
    }

    /// All together; null when nobody knows of one of them. Amounts are not negative.
    @Nullable
    Usdt worth(Map<String, BigDecimal> amounts) {
        Usdt sum = Usdt.NOTHING;
        for (var each : amounts.entrySet()) {
            Usdt worth = each.getValue().signum() == 0
                    ? Usdt.NOTHING
                    : worth(each.getKey(), each.getValue());
            if (worth == null) {
                return null;
            }
            sum = sum.plus(worth);
        }
        return sum;
    }

    /// What is missing is a loss, what is there less: a gain of which nobody knows the worth is none, a loss of which nobody does is unknown (null).
    @Nullable
    Usdt lost(Map<String, BigDecimal> net) {
        Usdt lost = Usdt.NOTHING;
        for (var each : net.entrySet()) {
            boolean missing = each.getValue().signum() < 0;
            BigDecimal rate = rate(each.getKey(), missing);
            if (rate != null) {
                lost = lost.plus(new Usdt(each.getValue().negate().multiply(rate)));
            } else if (missing) {
                return null;
            }
        }
        return lost;
    }

    private @Nullable BigDecimal rate(String asset, boolean high) {
        if (asset.equals(Usdt.ASSET)) {
            return BigDecimal.ONE;
        }
        Range inUsdt = range(asset, Usdt.ASSET);
        Range found = inUsdt;
        for (String quote : settings.rates().keySet()) {
            Range there = range(asset, quote);
            if (there != null && !contradicted(quote)) {
                found = found == null ? there : found.and(there);
            } else if (there != null && inUsdt == null) {
                return null;
            }
        }
        if (found != null) {
            return high ? found.high : found.low;
        }
        return contradicted(asset) ? null : settings.rates().get(asset);
    }

    /// Why nothing is to be begun on this market: live books tell its quote's worth otherwise than it is set; empty where they do not.
    String contradiction(Instrument market) {
        String quote = market.quote();
        BigDecimal set = settings.rates().get(quote);
        if (set == null) {
            return "";
        }
        Range own = range(market.base(), quote);
        boolean otherwise = contradicted(quote)
                || (own != null && others(market.base()).stream().anyMatch(own::apart));
        return otherwise
                ? "rates." + quote + " is " + set.toPlainString()
                        + ", and live books tell another by more than 5 %"
                : "";
    }

    /// What the asset is worth by its markets in USDT; where there are none, by those in each quote.
    private List<Range> others(String asset) {
        Range inUsdt = range(asset, Usdt.ASSET);
        List<Range> others = new ArrayList<>();
        for (String other : inUsdt == null ? settings.rates().keySet() : Set.of(Usdt.ASSET)) {
            Range there = range(asset, other);
            if (there != null) {
                others.add(there);
            }
        }
        return others;
    }

    /// What live markets say, from the lowest to the highest.
    private record Range(BigDecimal low, BigDecimal high) {

        Range and(Range other) {
            return new Range(low.min(other.low), high.max(other.high));
        }

        boolean apart(Range other) {
            return Values.apart(low.min(other.high), low)
                    || Values.apart(high.max(other.low), high);
        }
    }

    /// In USDT, by the markets in one quote; null where none is live.
    private @Nullable Range range(String asset, String quote) {
        BigDecimal each = settings.rates().getOrDefault(quote, BigDecimal.ONE);
        Range found = null;
        for (BigDecimal mid : mids(asset, quote)) {
            BigDecimal rate = mid.multiply(each);
            var there = new Range(rate, rate);
            found = found == null ? there : found.and(there);
        }
        return found;
    }

    /// Whether a live market of a currency and USDT tells another worth than what is set for it.
    private boolean contradicted(String quote) {
        BigDecimal set = settings.rates().get(quote);
        return set != null && (mids(quote, Usdt.ASSET).stream().anyMatch(mid -> apart(set, mid))
                || mids(Usdt.ASSET, quote).stream()
                        .anyMatch(mid -> apart(set.multiply(mid), BigDecimal.ONE)));
    }

    private static boolean apart(BigDecimal rate, BigDecimal from) {
        return Bps.apart(rate, from).compareTo(Rates.MOST_APART) > 0;
    }

    private List<BigDecimal> mids(String base, String quote) {
        List<BigDecimal> mids = new ArrayList<>();
        for (References.Reference each : references.of(Instrument.spot(base, quote))) {
            if (each.mid() != null && each.mid().signum() > 0) {
                mids.add(each.mid());
            }
        }
        return mids;
    }
}
