package io.crossbook.simulator;

/// What became of an order that was placed: taken (and matched already), or refused.
sealed interface Placed {

    record Taken(Order order) implements Placed {}

    record Refused(Refusal refusal) implements Placed {}
}
