package io.crossbook.arbitrage;

import java.util.List;

/// What the chance of an opportunity is made of: whether it lives until the slowest order has arrived, and whether each leg's order then fills.
///
/// `legs` stand in the order of the opportunity's. What vanishes on the way is counted twice, as a short life and as an order that did not fill: on the safe side.
public record Odds(long withinMillis, Survival.Lives lives, List<Gate.Tries> legs) {

    public Odds {
        legs = List.copyOf(legs);
    }

    /// The chance that all legs fill, in thousandths, rounded down at each step.
    public int permille() {
        long permille = 1_000;
        for (Gate.Tries leg : legs) {
            permille = permille * leg.permille() / 1_000;
        }
        return (int) (permille * lives.permille() / 1_000);
    }
}
