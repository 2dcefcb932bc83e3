package io.crossbook.execution.risk;

import io.crossbook.books.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What assets are worth in USDT now: at the highest live price where they may be lost, at the lowest where they are counted on.
final class Values {

    private static final int DIGITS = 12;

    private final References references;
    private final GateSettings settings;
    /// What there may be a price in, in order.
    private final List<String> quotes;

    Values(References references, GateSettings settings) {
        this.references = references;
        this.settings = settings;
        var names = new TreeSet<>(settings.rates().keySet());
        names.add(Usdt.ASSET);
        quotes = List.copyOf(names);
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
        BigDecimal found = null;
        for (String quote : quotes) {
            if (quote.equals(asset)) {
                continue;
            }
            BigDecimal each = settings.rates().getOrDefault(quote, BigDecimal.ONE);
            for (References.Reference reference : references.of(Instrument.spot(asset, quote))) {
                if (reference.mid() != null) {
                    BigDecimal rate = reference.mid().multiply(each);
                    found = found == null ? rate : high ? found.max(rate) : found.min(rate);
                }
            }
        }
        return found == null ? settings.rates().get(asset) : found;
    }
}
