package io.crossbook.gateway.feed;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.BaseUnits;
import io.crossbook.books.Books;
import io.crossbook.books.Cursor;
import io.crossbook.books.Health;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import io.crossbook.gateway.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is read off the engine on its own thread, as records that any thread may keep: small and quick to make.
public final class Views {

    private static final String DRAINING = "disabled: what was begun there is brought to its end";

    private Views() {}

    /// How far a listing is to be believed, and why no further.
    public record Believed(String health, String why) {
        /// As whoever compares exchanges has to take it: where an exchange is switched off nothing is, though its books go on for what has to be ended there.
        public static Believed of(Engine engine, ListingBook book) {
            return book.health() != Health.BROKEN && engine.tops().withdrawn(book.id())
                    ? new Believed("broken", DRAINING)
                    : new Believed(word(book), book.why());
        }
    }

    /// The best of one listing in the units of its instrument (of 1000SHIB: of one SHIB): mantissas at the scales beside them, 0
    /// where a side is empty or not to be believed.
    public record QuoteView(String exchange, String symbol, int priceScale, int sizeScale, long bid,
            long bidSize,
            long ask, long askSize, String health, String why, long ageNanos) {}

    /// One instrument, all its listings, and which of them are best (indices into `quotes`, −1: none).
    public record TopView(int id, String instrument, List<QuoteView> quotes, int bestBid,
            int bestAsk) {}

    /// One level: mantissas at the scales of its book.
    public record LevelView(long price, long size) {}

    /// One book to a depth, best first, in the exchange's own units.
    public record BookView(String exchange, String symbol, String instrument, int priceScale,
            int sizeScale, List<LevelView> bids, List<LevelView> asks, String health, String why,
            long updateId, long eventNanos,
            long receivedNanos) {}

    /// The tops of all instruments.
    public static List<TopView> tops(Engine engine) {
        var tops = new ArrayList<TopView>();
        for (int id = 0; id < engine.books().instruments(); id++) {
            tops.add(top(engine, id));
        }
        return tops;
    }

    /// The top of one instrument.
    public static TopView top(Engine engine, int id) {
        Books books = engine.books();
        var quotes = new ArrayList<QuoteView>();
        int bestBid = -1;
        int bestAsk = -1;
        for (ListingBook book : books.of(id)) {
            int listing = book.listing().id();
            bestBid = engine.tops().bidListing(id) == listing ? quotes.size() : bestBid;
            bestAsk = engine.tops().askListing(id) == listing ? quotes.size() : bestAsk;
            quotes.add(quote(engine, book));
        }
        return new TopView(id, books.instrument(id).toString(), quotes, bestBid, bestAsk);
    }

    private static QuoteView quote(Engine engine, ListingBook book) {
        String kept = engine.tops().quarantined(book.listing().id());
        OrderBook levels = book.levels();
        Believed believed = Believed.of(engine, book);
        boolean gone = engine.tops().withdrawn(book.id());
        return new QuoteView(book.listing().exchange(), book.listing().symbol(),
                BaseUnits.priceScale(book), BaseUnits.sizeScale(book),
                gone ? 0 : levels.bestBid(),
                gone ? 0 : BaseUnits.size(book, levels.bestBidSize()),
                gone ? 0 : levels.bestAsk(),
                gone ? 0 : BaseUnits.size(book, levels.bestAskSize()),
                believed.health(), gone || kept.isEmpty() ? believed.why() : kept,
                book.receivedNanos() == 0 ? 0 : Math.max(0, engine.now() - book.receivedNanos()));
    }

    /// One book.
    public static BookView book(ListingBook book, int depth) {
        OrderBook levels = book.levels();
        return new BookView(book.listing().exchange(), book.listing().symbol(),
                book.listing().instrument().toString(),
                levels.priceScale(), levels.sizeScale(), side(levels, Side.BID, depth),
                side(levels, Side.ASK, depth),
                word(book), book.why(), book.updateId(), book.eventNanos(), book.receivedNanos());
    }

    private static List<LevelView> side(OrderBook levels, Side side, int depth) {
        var cursor = new Cursor();
        levels.walk(side, cursor);
        var views = new ArrayList<LevelView>(Math.min(depth, levels.levels(side)));
        while (views.size() < depth && cursor.next()) {
            views.add(new LevelView(cursor.price(), cursor.size()));
        }
        return views;
    }

    private static String word(ListingBook book) {
        return book.health().name().toLowerCase(Locale.ROOT);
    }

    /// The open opportunities, oldest first, then the last that closed, latest first.
    public static List<Opportunity> opportunities(Engine engine) {
        return engine.desk().opportunities();
    }
}
