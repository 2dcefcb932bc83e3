package io.crossbook.arbitrage;

import io.crossbook.books.Listing;

/// Whether the assets that two listings share by name are the same: no when one of the two is quarantined, or they are known to be others.
///
/// The listings are of one instrument, or spot and perpetual, or neighbours in a chain, or one listing twice.
/// Where it says otherwise than before, the detector is to be told that the listing has changed.
@FunctionalInterface
public interface Identity {

    /// Every equal name is the same asset.
    Identity BY_NAME = (_, _) -> true;

    /// Asked with the listing to buy on first; only for pairs and chains whose prices would pay. Allocates nothing.
    boolean same(Listing buy, Listing sell);
}
