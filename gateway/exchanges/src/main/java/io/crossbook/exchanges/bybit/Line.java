package io.crossbook.exchanges.bybit;

import io.crossbook.books.Decimals;
import io.crossbook.books.Levels;
import io.crossbook.books.Listing;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Literal;
import io.crossbook.exchanges.TrackedBook;

/// What a conversation keeps for one listing.
final class Line {

    final Listing listing;
    final Entry entry;
    final TrackedBook book;
    /// The symbol and its closing quote, as templates expect it.
    final Literal symbol;
    /// The bits of the topics on which anything came yet.
    int heard;
    /// `u` and `seq` of the book's last message.
    long lastId;
    long lastSequence;
    /// Since when the book waits for a snapshot.
    long waitingSinceNanos;
    /// The best quote as it stands, on its own channel.
    final QuoteUpdate quote = new QuoteUpdate();
    boolean quoteStands;

    Line(Listing listing, Entry entry) {
        this.listing = listing;
        this.entry = entry;
        this.book = new TrackedBook(listing, entry);
        this.symbol = Literal.of(listing.symbol() + "\"");
    }

    /// Takes a message of level 1 into the quote; false when it changes nothing or does not follow.
    boolean quote(Message message) {
        if (message.restarts()) {
            if (quoteStands && quote.updateId == message.id) {
                return false; // repeated after 3 s without a change
            }
            quote.bid = quote.bidSize = quote.ask = quote.askSize = 0;
        } else if (!quoteStands || message.id != quote.updateId + 1) {
            quoteStands = false;
            return false;
        } else {
            rescale(message);
        }
        quoteStands = true;
        quote.listing = listing.id();
        quote.priceScale = message.update.priceScale();
        quote.sizeScale = message.update.sizeScale();
        quote.updateId = message.id;
        quote.eventNanos = message.update.eventNanos();
        bids(message.update.bids);
        asks(message.update.asks);
        return true;
    }

    /// Scales only grow, and by a few digits: what stood within its bounds does not overflow.
    private void rescale(Message message) {
        long price = Decimals.power(message.update.priceScale() - quote.priceScale);
        long size = Decimals.power(message.update.sizeScale() - quote.sizeScale);
        quote.bid *= price;
        quote.ask *= price;
        quote.bidSize *= size;
        quote.askSize *= size;
    }

    private void bids(Levels levels) {
        for (int i = 0; i < levels.count(); i++) {
            if (levels.size(i) != 0) {
                quote.bid = levels.price(i);
                quote.bidSize = levels.size(i);
            } else if (levels.price(i) == quote.bid) {
                quote.bid = quote.bidSize = 0;
            }
        }
    }

    private void asks(Levels levels) {
        for (int i = 0; i < levels.count(); i++) {
            if (levels.size(i) != 0) {
                quote.ask = levels.price(i);
                quote.askSize = levels.size(i);
            } else if (levels.price(i) == quote.ask) {
                quote.ask = quote.askSize = 0;
            }
        }
    }
}
