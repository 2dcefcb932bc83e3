package io.crossbook.arbitrage;

import io.crossbook.books.Listing;

/// What taking costs.
@FunctionalInterface
public interface Fees {

    /// The fee of taking on a listing, as a fraction of the notional at [DetectorSettings#FEE_SCALE] decimals; negative
    /// for a rebate.
    long taker(Listing listing);
}
