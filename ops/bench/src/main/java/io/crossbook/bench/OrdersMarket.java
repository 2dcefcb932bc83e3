package io.crossbook.bench;

import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.Listing;
import io.crossbook.books.Mirrors;
import io.crossbook.books.Rules;
import io.crossbook.execution.desk.BookMarkets;
import io.crossbook.execution.desk.BookReferences;
import io.crossbook.execution.risk.Conditions;
import io.crossbook.execution.risk.Facts;
import io.crossbook.execution.risk.KnownConditions;
import java.util.ArrayList;
import java.util.List;

/// Five books of one instrument, of which two stand 40 basis points apart, and everything else in order: nothing that the gate could object to.
///
/// Books, what the gate reads of them, and references are those of the engine.
final class OrdersMarket {

    private static final int DEPTH = 50;
    private static final long BID = 4_999_000;
    private static final long STEP = 1_000;
    private static final long SIZE = 100_000;
    /// By how much each one's prices are above the first one's, in cents.
    private static final long[] APART = {0, 21_000, 10_000, 10_000, 10_000};
    private static final List<String> OTHERS = List.of("kraken", "okx", "coinbase");

    private final Books books = new Books(Mirrors.NONE);
    private final BookReferences references = new BookReferences(books);
    private final BookUpdate update = new BookUpdate();
    private long told;

    OrdersMarket() {
        var listings = new ArrayList<>(OrdersDesk.LISTINGS);
        Listing first = listings.getFirst();
        for (String other : OTHERS) {
            listings.add(new Listing(listings.size(), other, first.symbol(), first.instrument(),
                    first.rules()));
        }
        for (Listing listing : listings) {
            books.add(listing, BookShape.FULL, BookLimits.NONE);
            Rules rules = listing.rules();
            update.begin(listing.id(), true, rules.priceScale(), rules.sizeScale());
            long bid = BID + APART[listing.id()];
            for (int level = 0; level < DEPTH; level++) {
                update.bids.add(bid - level * STEP, SIZE, 0);
                update.asks.add(bid + (level + 1) * STEP, SIZE, 0);
            }
            books.book(listing.id()).apply(update, 0);
        }
    }

    BookMarkets markets() {
        return new BookMarkets(books);
    }

    Facts facts() {
        var conditions = new KnownConditions();
        conditions.lease(Long.MAX_VALUE);
        for (Listing listing : OrdersDesk.LISTINGS) {
            String name = listing.exchange();
            conditions.clock(name, 0, 0);
            conditions.open(name);
            conditions.withdrawals(name, "BTC", Conditions.Status.OPEN);
            conditions.withdrawals(name, "USDT", Conditions.Status.OPEN);
        }
        return new Facts(markets(), references, conditions, _ -> 0);
    }

    /// Every book hears something: none is old.
    void moves(long now) {
        told++;
        references.look(now);
        for (int id = 0; id < books.size(); id++) {
            Rules rules = books.book(id).listing().rules();
            update.begin(id, false, rules.priceScale(), rules.sizeScale());
            update.bids.add(BID + APART[id], SIZE + told % DEPTH, 0);
            books.book(id).apply(update, now);
        }
    }
}
