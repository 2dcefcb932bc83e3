package io.crossbook.gateway.engine;

import java.util.Map;

/// How execution stands, for people and meters.
///
/// `halted` says why nothing new is begun since a halt, `reluctance` why nothing new is begun at all; both are empty when attempts are.
/// `working` attempts are under way, `parked` ones wait for a human.
/// `foreign` is how many orders were seen on our accounts that are none of ours, by exchange; where there are none it is not named.
public record Standing(Mode mode, String halted, String reluctance, int working, int parked,
        Map<String, Integer> foreign) {

    public Standing {
        foreign = Map.copyOf(foreign);
    }
}
