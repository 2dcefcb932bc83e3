package io.crossbook.exchanges.kraken;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Levels;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.ReadEvent;
import io.crossbook.exchanges.SymbolTable;
import io.crossbook.exchanges.Times;
import io.crossbook.exchanges.TrackedBook;
import io.crossbook.exchanges.WireDigits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads the data of v2 that is not written as usual. All of a message is read before any of it is told.
final class KrakenV2General {

    private final SymbolTable symbols;
    private final TrackedBook[] books;

    KrakenV2General(SymbolTable symbols, TrackedBook[] books) {
        this.symbols = symbols;
        this.books = books;
    }

    /// How one item of `data` is read.
    @FunctionalInterface
    interface Item {
        FeedEvent read(Json.Obj data, TrackedBook book, boolean snapshot);
    }

    /// Reads every item of a message of which we follow the symbol; the others go to `unknown`.
    List<ReadEvent> items(Json.Obj message, Item reader, Consumer<String> unknown) {
        String type = message.text("type");
        boolean snapshot = type.equals("snapshot");
        if (!snapshot && !type.equals("update")) {
            throw new Malformed("type '" + type + "'");
        }
        var read = new ArrayList<ReadEvent>();
        for (Json item : message.list("data")) {
            Json.Obj data = item.asObject("data");
            int place = symbols.find(data.text("symbol"));
            if (place < 0) {
                unknown.accept(data.text("symbol"));
            } else {
                read.add(new ReadEvent(place, reader.read(data, books[place], snapshot)));
            }
        }
        return read;
    }

    static FeedEvent book(Json.Obj data, TrackedBook book, boolean snapshot) {
        var update = new BookUpdate();
        book.digits.begin(update, book.listing.id(), snapshot);
        levels(data.list("bids"), book.digits, update, update.bids);
        levels(data.list("asks"), book.digits, update, update.asks);
        // Nothing else tells whether a frame was lost, so one without is none.
        update.checksum(data.whole("checksum"));
        long time = time(data);
        return update.eventNanos(snapshot ? 0 : time);
    }

    private static void levels(List<Json> items, Digits digits, BookUpdate update, Levels levels) {
        for (Json item : items) {
            Json.Obj level = item.asObject("level");
            long price = positive(digits.price(level.field("price"), update), "price");
            int priceDecimals = digits.decimals();
            long size = digits.size(level.field("qty"), update);
            levels.add(price, size, Levels.wire(priceDecimals, digits.decimals()));
        }
    }

    static FeedEvent trade(Json.Obj data, TrackedBook book, boolean snapshot) {
        var trade = new TradeUpdate();
        book.digits.begin(trade, book.listing.id());
        trade.taker = switch (data.text("side")) {
            case "buy" -> Side.BID;
            case "sell" -> Side.ASK;
            default -> throw new Malformed("side '" + data.text("side") + "'");
        };
        trade.price = positive(book.digits.price(data.field("price"), trade), "price");
        trade.size = positive(book.digits.size(data.field("qty"), trade), "quantity");
        trade.idLength = WireDigits.number(trade.id, 0, data.whole("trade_id"));
        trade.eventNanos = time(data);
        return trade;
    }

    static FeedEvent quote(Json.Obj data, TrackedBook book, boolean snapshot) {
        var quote = new QuoteUpdate();
        book.digits.begin(quote, book.listing.id());
        quote.bid = book.digits.price(data.field("bid"), quote);
        quote.bidSize = book.digits.size(data.field("bid_qty"), quote);
        quote.ask = book.digits.price(data.field("ask"), quote);
        quote.askSize = book.digits.size(data.field("ask_qty"), quote);
        quote.eventNanos = time(data);
        return quote;
    }

    private static long positive(long value, String what) {
        if (value <= 0) {
            throw new Malformed(what + " of zero");
        }
        return value;
    }

    private static long time(Json.Obj data) {
        if (!data.has("timestamp")) {
            return 0;
        }
        long time = Times.rfc3339(data.text("timestamp"));
        if (time == Times.NONE) {
            throw new Malformed("timestamp is no time");
        }
        return time;
    }
}
