package io.crossbook.execution.paper;

import io.crossbook.arbitrage.Leg;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one leg of an attempt: its order, and the orders that reversed what the other legs did not match.
public final class AttemptLeg {

    private final Leg leg;
    private final List<PaperFill> unwound = new ArrayList<>();
    private final @Nullable BigDecimal[] markouts = new BigDecimal[PaperDesk.MARKOUT_NANOS.size()];
    private @Nullable PaperFill fill;
    private BigDecimal matched = BigDecimal.ZERO;
    private BigDecimal excess = BigDecimal.ZERO;
    private BigDecimal left = BigDecimal.ZERO;

    AttemptLeg(Leg leg) {
        this.leg = leg;
    }

    /// What was planned.
    public Leg leg() {
        return leg;
    }

    /// What its order got; null when it never arrived.
    public @Nullable PaperFill fill() {
        return fill;
    }

    /// The orders that reversed it.
    public List<PaperFill> unwound() {
        return List.copyOf(unwound);
    }

    /// What all legs got alike, of this one, in base units.
    public BigDecimal matched() {
        return matched;
    }

    /// What it got beyond that and gave back, or was to.
    public BigDecimal excess() {
        return excess;
    }

    /// What of that nobody took back.
    public BigDecimal left() {
        return left;
    }

    /// How far the middle has moved in favour of what was filled, in basis points of its price, after each of
    /// [PaperDesk#MARKOUT_NANOS]; null where the book showed none, or the recording had ended.
    public List<@Nullable BigDecimal> markouts() {
        return Arrays.asList(markouts.clone());
    }

    BigDecimal planned() {
        return BigDecimal.valueOf(leg.size(), leg.sizeScale());
    }

    BigDecimal limit() {
        return BigDecimal.valueOf(leg.limit(), leg.priceScale());
    }

    BigDecimal filled() {
        return fill == null ? BigDecimal.ZERO : fill.size();
    }

    /// What the part of it that all legs got changed of its quote asset, net of a fee in that.
    BigDecimal matchedQuote() {
        if (fill == null || !fill.filled()) {
            return BigDecimal.ZERO;
        }
        BigDecimal fee = fill.feeAsset().equals(leg.listing().instrument().quote())
                ? fill.fee()
                : BigDecimal.ZERO;
        return fill.quoteFlow().subtract(fee).multiply(matched).divide(fill.size(),
                MathContext.DECIMAL128);
    }

    void filled(PaperFill execution) {
        fill = execution;
    }

    /// All legs have got at least `part` of `whole`: what is beyond that here must be given back, in whole lots.
    void match(BigDecimal part, BigDecimal whole) {
        BigDecimal lot = lot(part);
        BigDecimal most = planned().multiply(part).divide(whole,
                Math.max(leg.sizeScale(), lot.scale()), RoundingMode.CEILING);
        matched = most.min(filled());
        BigDecimal beyond = filled().subtract(matched);
        BigDecimal kept = fill == null || filled().signum() == 0
                ? BigDecimal.ZERO
                : fill.feeInBase().multiply(beyond).divide(filled(), MathContext.DECIMAL128);
        excess = beyond.subtract(kept).divideToIntegralValue(lot).multiply(lot);
        if (excess.signum() == 0) {
            matched = filled(); // dust
        }
        left = excess;
    }

    /// In what sizes it can be given back. Where nobody knows, in the digits of the plan, of what it got, and of the `part` that another leg got: those that a book
    /// has shown so far bound nothing.
    private BigDecimal lot(BigDecimal part) {
        Rules rules = leg.listing().rules();
        return rules.lot() == 0 || rules.sizeScale() < 0
                ? BigDecimal.valueOf(1, Math.max(leg.sizeScale(),
                        Math.max(digits(part), digits(filled()))))
                : BigDecimal.valueOf(rules.lot(), rules.sizeScale())
                        .multiply(BigDecimal.valueOf(rules.multiplier()));
    }

    private static int digits(BigDecimal size) {
        return size.stripTrailingZeros().scale();
    }

    Side opposite() {
        return leg.side() == Side.ASK ? Side.BID : Side.ASK;
    }

    void unwound(PaperFill execution) {
        unwound.add(execution);
        left = left.subtract(execution.size());
    }

    void markout(int which, @Nullable BigDecimal mid) {
        if (mid != null && fill != null) {
            BigDecimal price = fill.average();
            BigDecimal moved = fill.buys() ? mid.subtract(price) : price.subtract(mid);
            markouts[which] = moved.multiply(BigDecimal.valueOf(10_000)).divide(price, 4,
                    RoundingMode.HALF_EVEN);
        }
    }
}
