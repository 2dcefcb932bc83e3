package io.crossbook.execution.paper;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/// What a leg holds at the end, at the middle of its own book: of what nobody took back, the gain over what was paid; of what was
/// matched, all of it, which the other legs offset.
final class Revaluation {

    private Revaluation() {}

    /// In the leg's quote asset; zero where its book shows no middle. What it moved of `asset` itself is in the proceeds already.
    static BigDecimal of(AttemptLeg leg, @Nullable BigDecimal mid, String asset) {
        PaperFill fill = leg.fill();
        if (fill == null || mid == null || !fill.filled()) {
            return BigDecimal.ZERO;
        }
        BigDecimal held = fill.baseFlow();
        for (PaperFill reversed : leg.unwound()) {
            held = held.add(reversed.baseFlow());
        }
        if (leg.leg().listing().instrument().base().equals(asset)) {
            held = fill.buys() ? leg.left() : leg.left().negate();
        }
        if (leg.excess().signum() == 0) {
            return held.multiply(mid);
        }
        BigDecimal beyond = fill.size().subtract(leg.matched());
        BigDecimal stuck = beyond.multiply(leg.left())
                .divide(leg.excess().multiply(fill.size()), MathContext.DECIMAL128);
        return held.multiply(mid).add(fill.quoteFlow().multiply(stuck));
    }
}
