package io.crossbook.simulator;

import java.math.BigDecimal;

/// What an account holds of one asset: free, and locked for orders that stand.
public record Holding(BigDecimal free, BigDecimal locked) {

    static final Holding NONE = new Holding(BigDecimal.ZERO, BigDecimal.ZERO);

    /// Checks that neither is negative: nothing is ever borrowed.
    public Holding {
        if (free.signum() < 0 || locked.signum() < 0) {
            throw new IllegalStateException("negative: free " + free + ", locked " + locked);
        }
    }

    /// Both together.
    public BigDecimal total() {
        return free.add(locked);
    }

    Holding free(BigDecimal more) {
        return new Holding(free.add(more), locked);
    }

    Holding lock(BigDecimal amount) {
        return new Holding(free.subtract(amount), locked.add(amount));
    }

    /// Spends what was locked.
    Holding spend(BigDecimal amount) {
        return new Holding(free, locked.subtract(amount));
    }
}
