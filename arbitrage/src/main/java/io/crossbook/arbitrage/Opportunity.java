package io.crossbook.arbitrage;

import io.crossbook.books.Listing;
import java.util.List;

/// Something worth doing, with its working: buy on one listing, sell on the other.
///
/// One dislocation is one opportunity, from opening to closing, under one `id` (dense, from 1). `size` is in base units at
/// `sizeScale`; `buyLimit` and `sellLimit` are the worst prices that the size reaches, on the tick, at the scales of their
/// listings' books. `netBps` is net over cost and fee of buying, at [DetectorSettings#BPS_SCALE] decimals, `bestNetBps` the
/// most that it has been; `steps` add up to `net`, in the quote asset at [Money#SCALE]. Times are epoch nanoseconds. While it
/// is open `closedNanos` is 0 and `closedWhy` empty; a closed one carries what was last told of it, and the [Pass] that
/// ended it.
public record Opportunity(long id, State state, Listing buy, Listing sell, long size, int sizeScale,
        long buyLimit, int buyScale, long sellLimit, int sellScale, long net, long netBps,
        long bestNetBps, List<Step> steps, boolean executable, String reason, long openedNanos,
        long updatedNanos, long closedNanos, String closedWhy) {

    /// Where it stands in its life.
    public enum State {
        OPENED, CHANGED, CLOSED
    }

    public Opportunity {
        steps = List.copyOf(steps);
    }

    /// The same, told once more.
    public Opportunity again(long now) {
        return new Opportunity(id, State.CHANGED, buy, sell, size, sizeScale, buyLimit, buyScale,
                sellLimit, sellScale, net, netBps, bestNetBps, steps, executable, reason,
                openedNanos, now, closedNanos, closedWhy);
    }

    /// The same, which must not be taken for this reason.
    public Opportunity withheld(String why) {
        return new Opportunity(id, state, buy, sell, size, sizeScale, buyLimit, buyScale,
                sellLimit, sellScale, net, netBps, bestNetBps, steps, false, why, openedNanos,
                updatedNanos, closedNanos, closedWhy);
    }

    /// How it ended.
    Opportunity closed(Pass why, long best, long now) {
        return new Opportunity(id, State.CLOSED, buy, sell, size, sizeScale, buyLimit, buyScale,
                sellLimit, sellScale, net, netBps, best, steps, executable, reason, openedNanos,
                now, now, why.toString());
    }
}
