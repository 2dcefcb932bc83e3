package io.crossbook.gateway.engine;

/// How execution stands, for people and meters.
///
/// `halted` says why nothing new is begun since a halt, `reluctance` why nothing new is begun at all; both are empty when attempts are.
/// `working` attempts are under way, `parked` ones wait for a human.
public record Standing(Mode mode, String halted, String reluctance, int working, int parked) {}
