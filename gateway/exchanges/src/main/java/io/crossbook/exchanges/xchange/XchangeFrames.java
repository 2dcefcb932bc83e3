package io.crossbook.exchanges.xchange;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Levels;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.TrackedBook;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads and writes frames of our own; the form is that of docs/tape.md. Cold path: allocates.
final class XchangeFrames {

    private static final int NANOS_DIGITS = 19;

    private XchangeFrames() {}

    static BookUpdate book(Json.Obj frame, TrackedBook book) {
        var update = new BookUpdate();
        boolean snapshot = frame.bool("snapshot");
        book.digits.begin(update, book.listing.id(), snapshot);
        update.eventNanos(nanos(frame.field("ts")));
        side(frame.list("bids"), snapshot, book.digits, update, update.bids);
        side(frame.list("asks"), snapshot, book.digits, update, update.asks);
        // Neither XChange nor a row of somebody's file says where its book was cut.
        return update.complete(!snapshot);
    }

    private static void side(List<Json> items, boolean snapshot, Digits digits, BookUpdate update,
            Levels levels) {
        for (Json item : items) {
            List<Json> level = pair(item);
            long price = positive(digits.price(level.getFirst(), update), "price");
            int priceDecimals = digits.decimals();
            long size = digits.size(level.getLast(), update);
            if (snapshot && size == 0) {
                throw new Malformed("a level of nothing in a snapshot");
            }
            levels.add(price, size, Levels.wire(priceDecimals, digits.decimals()));
        }
    }

    private static List<Json> pair(Json item) {
        List<Json> level = item.asList("level");
        if (level.size() != 2) {
            throw new Malformed("a level of " + level.size());
        }
        return level;
    }

    private static long positive(long value, String what) {
        if (value <= 0) {
            throw new Malformed(what + " of zero");
        }
        return value;
    }

    static QuoteUpdate quote(Json.Obj frame, TrackedBook book) {
        var quote = new QuoteUpdate();
        book.digits.begin(quote, book.listing.id());
        quote.eventNanos = nanos(frame.field("ts"));
        List<Json> bid = frame.list("bid");
        if (!bid.isEmpty()) {
            List<Json> level = pair(frame.field("bid"));
            quote.bid = positive(book.digits.price(level.getFirst(), quote), "price");
            quote.bidSize = book.digits.size(level.getLast(), quote);
        }
        List<Json> ask = frame.list("ask");
        if (!ask.isEmpty()) {
            List<Json> level = pair(frame.field("ask"));
            quote.ask = positive(book.digits.price(level.getFirst(), quote), "price");
            quote.askSize = book.digits.size(level.getLast(), quote);
        }
        return quote;
    }

    static TradeUpdate trade(Json.Obj frame, TrackedBook book) {
        var trade = new TradeUpdate();
        book.digits.begin(trade, book.listing.id());
        trade.eventNanos = nanos(frame.field("ts"));
        trade.taker = switch (frame.text("side")) {
            case "buy" -> Side.BID;
            case "sell" -> Side.ASK;
            case String other -> throw new Malformed("side '" + other + "'");
        };
        trade.price = positive(book.digits.price(frame.field("price"), trade), "price");
        trade.size = positive(book.digits.size(frame.field("size"), trade), "size");
        byte[] id = frame.text("id").getBytes(StandardCharsets.US_ASCII);
        trade.idLength = Math.min(id.length, trade.id.length);
        System.arraycopy(id, 0, trade.id, 0, trade.idLength);
        return trade;
    }

    /// Epoch nanoseconds, up to 19 digits; 0 where no time is known.
    private static long nanos(Json time) {
        if (time instanceof Json.Num(String text) && text.length() <= NANOS_DIGITS) {
            try {
                long nanos = Long.parseLong(text);
                if (nanos >= 0) {
                    return nanos;
                }
            } catch (NumberFormatException e) {
                throw new Malformed("'ts' is no time");
            }
        }
        throw new Malformed("'ts' is no time");
    }

    /// Asks the bridge for the books or the trades of a listing.
    static String subscription(String channel, String symbol) {
        return "{\"subscribe\":\"" + channel + "\",\"symbol\":\"" + symbol + "\"}";
    }
}
