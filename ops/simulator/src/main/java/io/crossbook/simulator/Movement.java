package io.crossbook.simulator;

import java.math.BigDecimal;

/// Money that came to an account, or left it (negative), and what the exchange took for that beside it. `inside` is between wallets of one owner. `number` counts those of the
/// account.
record Movement(int number, String asset, BigDecimal amount, BigDecimal fee, boolean inside,
        long atMillis) {

    boolean came() {
        return amount.signum() > 0;
    }

    /// By how much more is held.
    BigDecimal change() {
        return amount.subtract(fee);
    }

    /// What every exchange calls it, unique there.
    String id() {
        return "M" + number + "-" + atMillis;
    }
}
