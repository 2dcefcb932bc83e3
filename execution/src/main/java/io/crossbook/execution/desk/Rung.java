package io.crossbook.execution.desk;

import java.util.List;

/// A step of the ladder by which what is left over goes: where, and how far from the best price.
///
/// R0 is no rung: what is not known is resolved before any of them. After the last comes R5: parked. `capBps` is the price concession, fees apart;
/// besides it stays inside the loss budget of the attempt, or, where `lossBps` is positive, inside so much of what its first leg is worth.
public record Rung(String name, Where where, int capBps, int lossBps) {

    /// What may be allowed to be lost at all, of what a first leg is worth.
    public static final int MOST_BPS = 1_000;
    private static final int MOST_CAP_BPS = 150;

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
            new Rung("R1", Where.CHEAPER, 20, 0), new Rung("R2", Where.OTHER, 50, 0),
            new Rung("R3", Where.ELSEWHERE, 50, 0),
            new Rung("R4", Where.ANYWHERE, MOST_CAP_BPS, 0));

    /// One that a human wants besides the ladder, who says what the attempt may lose in all: the budget is used up, or the market has left it behind.
    /// From the best price of now it goes no further than the ladder does.
    static Rung byHand(int lossBps) {
        return new Rung("by hand, " + lossBps + " bps at most", Where.ANYWHERE,
                Math.min(lossBps, MOST_CAP_BPS), lossBps);
    }

    /// The order of a stop: as far from the best price of now as the ladder goes, as long as the attempt loses no more in all than a human could allow.
    static final Rung STOP = new Rung("stop", Where.ANYWHERE, MOST_CAP_BPS, MOST_BPS);

    /// What one may be allowed to lose.
    static boolean sane(int lossBps) {
        return lossBps >= 1 && lossBps <= MOST_BPS;
    }

    /// Whether what it may lose is its own, and not the budget of the attempt.
    boolean byHand() {
        return lossBps > 0;
    }

    public Rung {
        if (!sane(capBps) || (lossBps != 0 && !sane(lossBps))) {
            throw new IllegalArgumentException(
                    "no rung: " + name + ", capBps " + capBps + ", lossBps " + lossBps);
        }
    }
}
