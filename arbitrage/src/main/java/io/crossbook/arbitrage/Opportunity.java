package io.crossbook.arbitrage;

import io.crossbook.books.Listing;
import java.util.List;

/// Something worth doing, with its working: buy on one listing, sell on the other.
///
/// One dislocation is one opportunity, from opening to closing, under one `id` (dense, from 1). `size` is in base units at
/// `sizeScale`; `buyLimit` and `sellLimit` are the worst prices that the size reaches, at the scales of their listings'
/// books. `netBps` is net over cost at [DetectorSettings#BPS_SCALE] decimals; `steps` add up to `net`, in the quote asset at
/// [Money#SCALE]. Times are epoch nanoseconds; `closedNanos` is 0 while it is open.
public record Opportunity(long id, State state, Listing buy, Listing sell, long size, int sizeScale,
        long buyLimit,
        int buyScale, long sellLimit, int sellScale, long net, long netBps, long bestNetBps,
        List<Step> steps,
        boolean executable, String reason, long openedNanos, long updatedNanos, long closedNanos) {

    /// Where it stands in its life.
    public enum State {
        OPENED, CHANGED, CLOSED
    }

    public Opportunity {
        steps = List.copyOf(steps);
    }
}
