package io.crossbook.exchanges.binance;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Literal;

/// What a conversation keeps for one listing.
final class Line {

    final Listing listing;
    final Entry entry;
    final int id;
    final Digits digits;
    final DepthSync sync;
    /// The symbol and its closing quote, as templates expect it.
    final Literal symbol;
    /// The symbol and what stands around it in a depth event, between its time and its first id.
    final Literal named;
    /// Whether the depth stream is known to run: without it no snapshot is worth asking for.
    boolean subscribed;
    /// Whether its best nears the horizon, and no renewal could be asked for yet.
    boolean thin;
    /// The bits of the streams on which anything came yet.
    int heard;

    Line(Listing listing, Entry entry, DepthSync sync) {
        this.listing = listing;
        this.entry = entry;
        this.id = listing.id();
        this.digits = new Digits(listing, entry);
        this.sync = sync;
        this.symbol = Literal.of(listing.symbol() + "\"");
        this.named = Literal.of(",\"s\":\"" + listing.symbol() + "\",\"U\":");
    }
}
