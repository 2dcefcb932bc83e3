package io.crossbook.exchanges.binance;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Literal;
import java.nio.charset.StandardCharsets;

/// What a conversation keeps for one listing.
final class Line {

    final Listing listing;
    final Digits digits;
    final DepthSync sync;
    /// The symbol and its closing quote, as templates expect it.
    final Literal symbol;
    /// The bits of the streams on which anything came yet.
    int heard;

    Line(Listing listing, Entry entry, DepthSync sync) {
        this.listing = listing;
        this.digits = new Digits(listing, entry);
        this.sync = sync;
        this.symbol = Literal.of(listing.symbol() + "\"");
    }

    /// Whether a template can name this symbol; none is longer on Binance.
    static boolean fits(Listing listing) {
        return listing.symbol().getBytes(StandardCharsets.UTF_8).length < Literal.MOST;
    }
}
