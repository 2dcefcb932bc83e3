package io.crossbook.gateway.feed;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.TradeUpdate;
import org.jspecify.annotations.Nullable;

/// One fact on its way from the engine's thread to the feed's. Pooled: filled by the one, read and given back by the other.
final class Item {

    enum Kind {
        /// `book` is a change of the listing's book, or a snapshot.
        BOOK,
        /// `trade` is a trade of the listing.
        TRADE,
        /// `trade` is the order that closed a position of the listing by force.
        LIQUIDATION,
        /// `derivative` is mark, index, funding or open interest of the listing.
        DERIVATIVE,
        /// The listing's book broke, or its health changed: `text` says `live`, `stale` or `broken`, `why` says why.
        HEALTH,
        /// The listing's connection is gone.
        DISCONNECT,
        /// `opportunity` opened, changed or closed.
        OPPORTUNITY,
        /// `work` has its turn.
        WORK
    }

    final BookUpdate book = new BookUpdate();
    final TradeUpdate trade = new TradeUpdate();
    final DerivativeUpdate derivative = new DerivativeUpdate();
    Kind kind = Kind.BOOK;
    @Nullable
    Listing listing;
    /// How the book of the listing is cut.
    BookShape shape = BookShape.FULL;
    @Nullable
    Opportunity opportunity;
    @Nullable
    Runnable work;
    String text = "";
    String why = "";
    /// When we received it, epoch nanoseconds.
    long localNanos;
    /// How many facts were lost before it, since the beginning.
    long lostBefore;

    /// Whose fact it is.
    Listing of() {
        if (listing == null) {
            throw new IllegalStateException(kind + " names no listing");
        }
        return listing;
    }

    /// Whether it may be a part of the loss of a connection: nothing else is told before that was.
    boolean loses() {
        return kind == Kind.DISCONNECT || kind == Kind.OPPORTUNITY
                || (kind == Kind.HEALTH && text.equals("broken"));
    }

    void trade(TradeUpdate other) {
        trade.listing = other.listing;
        trade.priceScale = other.priceScale;
        trade.sizeScale = other.sizeScale;
        trade.price = other.price;
        trade.size = other.size;
        trade.taker = other.taker;
        trade.eventNanos = other.eventNanos;
        if (trade.id.length < other.idLength) {
            trade.id = new byte[other.id.length];
        }
        System.arraycopy(other.id, 0, trade.id, 0, other.idLength);
        trade.idLength = other.idLength;
    }

    void derivative(DerivativeUpdate other) {
        derivative.begin(other.listing);
        derivative.markPrice = other.markPrice;
        derivative.indexPrice = other.indexPrice;
        derivative.lastPrice = other.lastPrice;
        derivative.fundingRate = other.fundingRate;
        derivative.fundingNanos = other.fundingNanos;
        derivative.openInterest = other.openInterest;
        derivative.eventNanos = other.eventNanos;
    }

    /// Lets go of what it refers to.
    Item empty() {
        listing = null;
        opportunity = null;
        work = null;
        text = "";
        why = "";
        return this;
    }
}
