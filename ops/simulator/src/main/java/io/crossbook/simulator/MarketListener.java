package io.crossbook.simulator;

/// Hears what the practice market publishes, in the order of publication.
interface MarketListener {

    /// A published book changed; [Market#published] already contains the change.
    void book(Listing listing, BookEvent event);

    void trade(Listing listing, Trade trade);

    /// A listing was suspended or opened again.
    void status(Listing listing, boolean trading);
}
