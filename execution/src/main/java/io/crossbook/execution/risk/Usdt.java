package io.crossbook.execution.risk;

import java.math.BigDecimal;

/// An amount in what risk is counted in, whatever the quote assets are.
public record Usdt(BigDecimal amount) implements Comparable<Usdt> {

    /// What it is called as an asset.
    public static final String ASSET = "USDT";

    static final Usdt NOTHING = new Usdt(BigDecimal.ZERO);

    static Usdt of(long whole) {
        return new Usdt(BigDecimal.valueOf(whole));
    }

    Usdt plus(Usdt other) {
        return new Usdt(amount.add(other.amount));
    }

    /// That part of it.
    Usdt times(BigDecimal part) {
        return new Usdt(amount.multiply(part));
    }

    @Override
    public int compareTo(Usdt other) {
        return amount.compareTo(other.amount);
    }
}
