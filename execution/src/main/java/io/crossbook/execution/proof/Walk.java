package io.crossbook.execution.proof;

import java.util.function.LongSupplier;

/// How far prices have wandered from where they began, in hundredths, and which books are dark: the same for a seed, whoever looks and whenever.
///
/// All markets wander together, and each a little for itself.
final class Walk {

    private static final long STEP_NANOS = 500_000_000L;
    private static final int STRIDE = 1_000;
    private static final int FARTHEST = 25_000;
    private static final int OWN_STRIDE = 1_500;
    private static final int LONGEST_DARK = 8;
    /// What it is turned by is no more than so much in all.
    private static final long FARTHEST_TURNED = 150_000;

    private final Dice dice;
    private final LongSupplier clock;
    private final long startNanos;
    private final long[] own;
    private final int[] dark;
    private long steps;
    private long all;
    private long jumped;
    private long jumps;
    private boolean faulty = true;

    /// Over so many markets, from what `clock` says now.
    Walk(Dice dice, LongSupplier clock, int markets) {
        this.dice = dice;
        this.clock = clock;
        startNanos = clock.getAsLong();
        own = new long[markets];
        dark = new int[markets];
    }

    /// No book is dark any more.
    void heals() {
        advance();
        faulty = false;
    }

    /// How many steps there were: what was looked up before is true as long as this is the same.
    long steps() {
        advance();
        return steps + jumps;
    }

    /// How far a market is from where it began.
    long away(int market) {
        advance();
        return all + jumped + own[market];
    }

    /// Whether the book of a market is not to be seen.
    boolean dark(int market) {
        advance();
        return faulty && dark[market] > 0;
    }

    /// All of them turn at once, and stay there.
    void turn(long by) {
        advance();
        jumps++;
        jumped = Math.clamp(jumped + by, -FARTHEST_TURNED, FARTHEST_TURNED);
    }

    private void advance() {
        long due = (clock.getAsLong() - startNanos) / STEP_NANOS;
        for (; steps < due; steps++) {
            all = Math.clamp(all + stride(STRIDE), -FARTHEST, FARTHEST);
            for (int i = 0; i < own.length; i++) {
                own[i] += stride(OWN_STRIDE) - own[i] / 8;
                boolean darkens = dice.percent(1);
                dark[i] = dark[i] > 0 ? dark[i] - 1 : 0;
                dark[i] = darkens ? 1 + (int) dice.below(LONGEST_DARK) : dark[i];
            }
        }
    }

    private long stride(int most) {
        return dice.below(2L * most + 1) - most;
    }
}
