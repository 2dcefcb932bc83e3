package io.crossbook.execution.risk;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// So many hundredths of a percent: a type of its own, so that no percent and no fraction is taken for one.
public record Bps(BigDecimal value) implements Comparable<Bps> {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(10_000);
    // Away from zero: what is a hair above a limit is above it.
    private static final MathContext DIGITS = new MathContext(34, RoundingMode.UP);

    static Bps of(long whole) {
        return new Bps(BigDecimal.valueOf(whole));
    }

    /// What part of `whole`, which is positive, `part` is.
    static Bps ratio(BigDecimal part, BigDecimal whole) {
        if (whole.signum() <= 0) {
            throw new IllegalArgumentException("a part of " + whole);
        }
        return new Bps(part.multiply(WHOLE).divide(whole, DIGITS));
    }

    /// How far a price is from another, either way.
    static Bps apart(BigDecimal price, BigDecimal from) {
        return ratio(price.subtract(from).abs(), from);
    }

    Bps negate() {
        return new Bps(value.negate());
    }

    @Override
    public int compareTo(Bps other) {
        return value.compareTo(other.value);
    }
}
