package io.crossbook.gateway.ledger;

/// Overwrites what must never reach a disk, such as keys; a second guard, for what evidence of an exchange's answer may bring by mistake.
@FunctionalInterface
public interface Blanking {

    /// Overwrites every secret between `start` and `end` with asterisks; returns how many there were.
    int blank(byte[] array, int start, int end);
}
