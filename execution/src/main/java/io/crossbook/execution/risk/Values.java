package io.crossbook.execution.risk;

import io.crossbook.books.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What assets are worth in USDT now: at the highest live price where they may be lost, at the lowest where they are counted on.
final class Values {

    private static final int DIGITS = 12;

    private final References references;
    private final GateSettings settings;

    Values(References references, GateSettings settings) {
        this.references = references;
        this.settings = settings;
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
        List<BigDecimal> rates = new ArrayList<>();
        var quotes = new TreeSet<>(settings.rates().keySet());
        quotes.add(Usdt.ASSET);
        quotes.remove(asset);
        for (String quote : quotes) {
            BigDecimal each = settings.rates().getOrDefault(quote, BigDecimal.ONE);
            for (References.Reference reference : references.of(Instrument.spot(asset, quote))) {
                if (reference.mid() != null) {
                    rates.add(reference.mid().multiply(each));
                }
            }
        }
        if (rates.isEmpty()) {
            return settings.rates().get(asset);
        }
        return high ? Collections.max(rates) : Collections.min(rates);
    }
}
