package io.crossbook.arbitrage;

import io.crossbook.books.Listing;

/// Whether two listings of one instrument are known to be the same asset: no when the pair is quarantined.
@FunctionalInterface
public interface Identity {

    /// Every equal name is the same asset.
    Identity BY_NAME = (_, _) -> true;

    /// Asked with the listing to buy on first; only for pairs whose prices would pay.
    boolean same(Listing buy, Listing sell);
}
