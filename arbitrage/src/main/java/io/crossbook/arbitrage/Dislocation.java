package io.crossbook.arbitrage;

import org.jspecify.annotations.Nullable;

/// Where an opportunity may come up: what is looked at again and again, how often it was worth doing, and why not.
///
/// What the outside sees are its counters. One thread.
@SuppressWarnings("EnumOrdinal") // Counters on the hot path, by reason; never stored.
public abstract sealed class Dislocation permits Pair, Chain {

    private final long[] passes = new long[Pass.COUNT];
    private long takes;

    /// The opportunity that is open, as it was last told of.
    @Nullable
    Opportunity open;
    /// The most that the open one has been.
    long best;
    /// Whether all that it would take was counted as taken when last looked at.
    boolean consumed;

    Dislocation() {}

    /// How many evaluations ended in this reason.
    public long passes(Pass reason) {
        return passes[reason.ordinal()];
    }

    /// How many evaluations found it worth doing.
    public long takes() {
        return takes;
    }

    final void count(@Nullable Pass reason) {
        if (reason == null) {
            takes++;
        } else {
            passes[reason.ordinal()]++;
        }
    }

    /// When one of its books will be too old, if nothing comes.
    abstract long staleAt();

    /// What the last evaluation found, which was worth doing.
    abstract long foundBps();

    /// Whether that differs from what was last told by more than the steps of the settings.
    abstract boolean moved(Opportunity told);

    /// The record of it; [#best] is already known.
    abstract Opportunity posted(long id, Opportunity.State state, long openedNanos, long now);

    /// Whether `now` is another value than `before`, by at least `step` parts of `whole`.
    static boolean stepped(long now, long before, long whole, long step) {
        return now != before && Math.abs(now - before) / (double) before * whole >= step;
    }
}
