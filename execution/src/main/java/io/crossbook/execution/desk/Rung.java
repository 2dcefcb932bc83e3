package io.crossbook.execution.desk;

import java.util.List;

/// A step of the ladder by which what is left over goes: where, and how far from the best price.
///
/// R0 is no rung: what is not known is resolved before any of them. After the last comes R5: parked. `capBps` is the price concession, fees apart;
/// those that are `budgeted` also stay inside the loss budget of the attempt.
public record Rung(String name, Where where, int capBps, boolean budgeted) {

    private static final int MOST_BPS = 1_000;

    /// Where a rung trades.
    public enum Where {
        /// Completing what is missing or giving back what is too much: whichever costs less.
        CHEAPER,
        /// Where the last rung did not.
        OTHER,
        /// At an exchange that has no part in the attempt.
        ELSEWHERE,
        /// Wherever it costs least.
        ANYWHERE
    }

    /// R1 to R4 of the requirements; the last may use up what is left of the loss budget.
    public static final List<Rung> LADDER = List.of(
            new Rung("R1", Where.CHEAPER, 20, true), new Rung("R2", Where.OTHER, 50, true),
            new Rung("R3", Where.ELSEWHERE, 50, true),
            new Rung("R4", Where.ANYWHERE, 150, true));

    /// One that a human wants besides the ladder, who says what it may cost: the budget is used up, or the market has left it behind.
    static Rung byHand(int capBps) {
        return new Rung("by hand, " + capBps + " bps at most", Where.ANYWHERE, capBps, false);
    }

    /// What one may be allowed to give away.
    static boolean sane(int capBps) {
        return capBps >= 1 && capBps <= MOST_BPS;
    }

    public Rung {
        if (!sane(capBps)) {
            throw new IllegalArgumentException("no rung: " + name + ", capBps " + capBps);
        }
    }
}
