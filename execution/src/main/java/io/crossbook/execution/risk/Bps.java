package io.crossbook.execution.risk;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// What part of `whole`, which is positive, `part` is, in hundredths of a percent: a type of its own, so that no percent and no fraction is taken for one.
///
/// Compared exactly and without a division; divided only for people.
public record Bps(BigDecimal part, BigDecimal whole) implements Comparable<Bps> {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(10_000);
    // Away from zero: what is a hair above a limit is above it.
    private static final MathContext DIGITS = new MathContext(34, RoundingMode.UP);

    public Bps {
        if (whole.signum() <= 0) {
            throw new IllegalArgumentException("a part of " + whole);
        }
    }

    static Bps of(long bps) {
        return new Bps(BigDecimal.valueOf(bps), WHOLE);
    }

    static Bps ratio(BigDecimal part, BigDecimal whole) {
        return new Bps(part, whole);
    }

    /// How far a price is from another, either way.
    static Bps apart(BigDecimal price, BigDecimal from) {
        return ratio(price.subtract(from).abs(), from);
    }

    /// So many.
    BigDecimal value() {
        return part.multiply(WHOLE).divide(whole, DIGITS);
    }

    /// As much, the other way.
    Bps negate() {
        return new Bps(part.negate(), whole);
    }

    @Override
    public int compareTo(Bps other) {
        return part.multiply(other.whole).compareTo(other.part.multiply(whole));
    }
}
