package io.crossbook.arbitrage;

/// What is free to be spent, by exchange and asset.
@FunctionalInterface
public interface Inventory {

    /// Nobody knows: not the same as nothing.
    long UNKNOWN = -1;

    /// Nothing is known of anything.
    Inventory NONE = (_, _) -> UNKNOWN;

    /// How much of an asset is free on an exchange, as [Money], reservations taken off; [#UNKNOWN] where nobody said.
    long free(String exchange, String asset);
}
