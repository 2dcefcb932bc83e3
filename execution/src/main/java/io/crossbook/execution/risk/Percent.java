package io.crossbook.execution.risk;

import java.math.BigDecimal;
import java.math.MathContext;

/// So many hundredths.
public record Percent(BigDecimal value) implements Comparable<Percent> {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    static Percent of(long whole) {
        return new Percent(BigDecimal.valueOf(whole));
    }

    /// What part of `whole`, which is positive, `part` is.
    static Percent ratio(BigDecimal part, BigDecimal whole) {
        return new Percent(part.multiply(WHOLE).divide(whole, MathContext.DECIMAL128));
    }

    @Override
    public int compareTo(Percent other) {
        return value.compareTo(other.value);
    }
}
