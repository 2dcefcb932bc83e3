package io.crossbook.execution.desk;

import java.util.List;

/// A step of the ladder by which what is left over goes: where, and how far from the best price.
///
/// R0 is no rung: what is not known is resolved before any of them. After the last comes R5: parked. `capBps` is the price concession, fees apart;
/// every rung also stays inside the loss budget of the attempt.
public record Rung(String name, Where where, int capBps) {

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
    public static final List<Rung> LADDER = List.of(new Rung("R1", Where.CHEAPER, 20),
            new Rung("R2", Where.OTHER, 50), new Rung("R3", Where.ELSEWHERE, 50),
            new Rung("R4", Where.ANYWHERE, 150));

    public Rung {
        if (capBps < 1 || capBps > MOST_BPS) {
            throw new IllegalArgumentException("no rung: " + name + ", capBps " + capBps);
        }
    }
}
