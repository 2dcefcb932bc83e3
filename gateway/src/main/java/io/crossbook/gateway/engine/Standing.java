package io.crossbook.gateway.engine;

import java.util.Map;

/// How execution stands, for people and meters.
///
/// `halted` says why nothing new is begun since a halt, `reluctance` why nothing new is begun at all; both are empty when attempts are.
/// `working` attempts are under way, `parked` ones wait for a human.
/// `foreign` is how many orders were seen on our accounts that are none of ours, by exchange; where there are none it is not named. `refused` is what a human wished
/// last and was not done. `limits` says which of them do not count as configured yet, and until when; empty when all do. `untold` are exchanges
/// of which nobody knows whether they are, and will be, there: since when, and why.
public record Standing(Mode mode, String halted, String reluctance, int working, int parked,
        Map<String, Integer> foreign, Refusal refused, String limits,
        Map<String, String> untold) {

    /// Which of the wishes that were refused it was, counted from 1, and why; 0 for none.
    public record Refusal(long number, String why) {
        /// Nothing was.
        public static final Refusal NONE = new Refusal(0, "");
    }

    public Standing {
        foreign = Map.copyOf(foreign);
        untold = Map.copyOf(untold);
    }

    /// Nothing that was wished was refused, and all limits count as configured.
    public Standing(Mode mode, String halted, String reluctance, int working, int parked,
            Map<String, Integer> foreign) {
        this(mode, halted, reluctance, working, parked, foreign, Refusal.NONE, "", Map.of());
    }
}
