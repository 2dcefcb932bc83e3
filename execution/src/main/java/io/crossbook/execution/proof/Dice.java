package io.crossbook.execution.proof;

/// Chance that comes from a seed alone: SplitMix64.
final class Dice {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long seed) {
        state = seed * STEP + STEP;
    }

    private long next() {
        state += STEP;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /// From 0 to `bound`, exclusive.
    long below(long bound) {
        return Math.floorMod(next(), bound);
    }

    /// True in so many of a hundred cases.
    boolean percent(int chance) {
        return below(100) < chance;
    }
}
