package io.crossbook.execution.desk;

import java.math.BigDecimal;

/// What orders of ours have moved of an asset at an exchange: how much, in how many fills, the most that can have been charged for it, and the pair that did
/// it last.
record Moved(BigDecimal amount, int fills, BigDecimal mostFee, String pair) {

    static final Moved NOTHING = new Moved(BigDecimal.ZERO, 0, BigDecimal.ZERO, "");

    /// What nobody has told of is charged at no more than so many times what is configured, and a rate that is nothing at no more than a usual one.
    private static final BigDecimal FACTOR = BigDecimal.TWO;
    private static final BigDecimal USUAL_RATE = new BigDecimal("0.001");
    /// Rounding takes no more than this part of a trade.
    private static final BigDecimal MOST_ROUNDED = new BigDecimal("0.0001");

    /// And one fill more of so much, whose taker fee is this part of it.
    Moved and(BigDecimal more, BigDecimal rate, String by) {
        return new Moved(amount.add(more), fills + 1,
                mostFee.add(more.multiply(rate.max(USUAL_RATE)).multiply(FACTOR)), by);
    }

    /// Whether so much may be what an exchange that keeps whole `unit`s has rounded away.
    boolean rounds(BigDecimal off, BigDecimal unit) {
        return off.abs().compareTo(unit.multiply(BigDecimal.valueOf(fills))) <= 0
                && off.abs().compareTo(amount.multiply(MOST_ROUNDED)) <= 0;
    }

    /// Whether so much may be a fee that nobody told.
    boolean charges(BigDecimal off) {
        return off.abs().compareTo(mostFee) <= 0;
    }
}
