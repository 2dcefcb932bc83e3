package io.crossbook.execution.paper;

import io.crossbook.arbitrage.Step;
import io.crossbook.books.Instrument;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one of each asset of an attempt is worth in the asset that it is counted in: by the middles of its own books.
///
/// Never by assuming that two dollars are equal. Where no book of the attempt leads there, what was to be carried says the rate.
final class Rates {

    private final Map<String, BigDecimal> worth = new HashMap<>();

    /// Of an attempt, by the middles that `market` shows now, or showed when its orders arrived.
    Rates(PaperAttempt attempt, PaperMarket market) {
        worth.put(attempt.opportunity().asset(), BigDecimal.ONE);
        // What is said of the asset itself comes before what follows from it: the base of a conversion is dearer here than there.
        learn(attempt, market);
        carried(attempt);
        for (int i = 1; i < attempt.legs().size(); i++) {
            learn(attempt, market);
        }
    }

    /// One book further than what is known.
    private void learn(PaperAttempt attempt, PaperMarket market) {
        var known = Map.copyOf(worth);
        for (AttemptLeg leg : attempt.legs()) {
            BigDecimal mid = mid(leg, market);
            if (mid != null && mid.signum() > 0) {
                learn(leg.leg().listing().instrument(), mid, known);
            }
        }
    }

    private static @Nullable BigDecimal mid(AttemptLeg leg, PaperMarket market) {
        BigDecimal now = market.mid(leg.leg().listing().id());
        PaperFill fill = leg.fill();
        return now != null || fill == null ? now : fill.mid();
    }

    private void learn(Instrument instrument, BigDecimal mid, Map<String, BigDecimal> known) {
        BigDecimal quote = known.get(instrument.quote());
        BigDecimal base = known.get(instrument.base());
        if (quote != null && base == null) {
            worth.putIfAbsent(instrument.base(), quote.multiply(mid, MathContext.DECIMAL64));
        } else if (quote == null && base != null) {
            worth.putIfAbsent(instrument.quote(), base.divide(mid, MathContext.DECIMAL64));
        }
    }

    private void carried(PaperAttempt attempt) {
        var left = new HashMap<String, BigDecimal>();
        BigDecimal carry = BigDecimal.ZERO;
        for (Step step : attempt.opportunity().steps()) {
            BigDecimal amount = BigDecimal.valueOf(step.amount(), step.scale());
            if (step.what() != Step.What.CARRY) {
                left.merge(step.asset(), amount, BigDecimal::add);
            } else if (amount.signum() > 0 && worth.containsKey(step.asset())) {
                carry = carry.add(amount);
            }
        }
        for (var each : left.entrySet()) {
            if (!worth.containsKey(each.getKey()) && each.getValue().signum() > 0
                    && carry.signum() > 0) {
                worth.put(each.getKey(), carry.divide(each.getValue(), MathContext.DECIMAL64));
            }
        }
    }

    /// The worth of one of an asset; zero where nothing tells.
    BigDecimal of(String asset) {
        return worth.getOrDefault(asset, BigDecimal.ZERO);
    }
}
