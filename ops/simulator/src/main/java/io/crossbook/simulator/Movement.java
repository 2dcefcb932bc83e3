package io.crossbook.simulator;

import java.math.BigDecimal;

/// Money that came to an account from outside, or went there (negative). `number` counts those of the account.
record Movement(int number, String asset, BigDecimal amount, long atMillis) {

    boolean came() {
        return amount.signum() > 0;
    }

    /// What every exchange calls it, unique there.
    String id() {
        return "M" + number + "-" + atMillis;
    }
}
