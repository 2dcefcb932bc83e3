package io.crossbook.gateway.embedded;

/// How trading stands. `halted` is why nothing is traded, `reluctance` why nothing new is begun; both are empty where it goes on. `json` has all of it, as `/v1/health` tells it.
public record Standing(String mode, String halted, String reluctance, int working, int parked,
        String json) {}
