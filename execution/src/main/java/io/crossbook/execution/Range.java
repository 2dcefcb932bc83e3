package io.crossbook.execution;

import java.math.BigDecimal;

/// An amount of which only the bounds are known, both included.
public record Range(BigDecimal least, BigDecimal most) {

    /// Nothing at all.
    public static final Range NOTHING = new Range(BigDecimal.ZERO, BigDecimal.ZERO);

    public Range {
        if (least.compareTo(most) > 0) {
            throw new IllegalArgumentException("no range: " + least + " to " + most);
        }
    }

    /// Exactly this.
    public static Range of(BigDecimal amount) {
        return new Range(amount, amount);
    }

    /// From nothing to this, which may be negative.
    public static Range upTo(BigDecimal amount) {
        return amount.signum() < 0
                ? new Range(amount, BigDecimal.ZERO)
                : new Range(BigDecimal.ZERO, amount);
    }

    /// Both together, whatever each of them turns out to be.
    public Range plus(Range other) {
        return new Range(least.add(other.least), most.add(other.most));
    }

    /// The other way round.
    public Range negate() {
        return new Range(most.negate(), least.negate());
    }

    /// Times a factor that is not negative.
    public Range times(BigDecimal factor) {
        if (factor.signum() < 0) {
            throw new IllegalArgumentException("a range times " + factor);
        }
        return new Range(least.multiply(factor), most.multiply(factor));
    }

    /// The furthest from nothing that it can be.
    public BigDecimal worst() {
        return least.abs().max(most.abs());
    }

    /// Whether it is known exactly.
    public boolean known() {
        return least.compareTo(most) == 0;
    }
}
