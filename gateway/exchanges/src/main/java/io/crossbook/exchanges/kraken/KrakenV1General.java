package io.crossbook.exchanges.kraken;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Levels;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.TrackedBook;
import java.util.List;

/// Reads the data of v1 from what the general parser found.
final class KrakenV1General {

    private static final int NANO_DECIMALS = 9;

    private KrakenV1General() {}

    static BookUpdate book(List<Json> blocks, TrackedBook book) {
        var update = new BookUpdate();
        boolean snapshot = snapshot(blocks);
        book.digits.begin(update, book.listing.id(), snapshot);
        long time = 0;
        for (Json block : blocks) {
            if (block instanceof Json.Obj sides) {
                time = Math.max(time, sides(sides, snapshot, book.digits, update));
            } else if (!(block instanceof Json.Null)) {
                throw new Malformed("a book of neither object nor null");
            }
        }
        // A snapshot's times are those of its levels, however old: they say nothing of how late the feed runs.
        return update.eventNanos(snapshot ? 0 : time);
    }

    private static boolean snapshot(List<Json> blocks) {
        boolean snapshot = false;
        boolean change = false;
        for (Json block : blocks) {
            if (block instanceof Json.Obj sides) {
                snapshot |= sides.has("as") || sides.has("bs");
                change |= sides.has("a") || sides.has("b");
            }
        }
        if (snapshot == change) {
            throw new Malformed("neither snapshot nor change");
        }
        return snapshot;
    }

    private static long sides(Json.Obj sides, boolean snapshot, Digits digits, BookUpdate update) {
        long time = 0;
        Json bids = sides.optional(snapshot ? "bs" : "b");
        if (bids != null) {
            time = levels(bids.asList("bids"), digits, update, update.bids);
        }
        Json asks = sides.optional(snapshot ? "as" : "a");
        if (asks != null) {
            time = Math.max(time, levels(asks.asList("asks"), digits, update, update.asks));
        }
        if (sides.has("c")) {
            if (update.checksum() != BookUpdate.NO_CHECKSUM) {
                throw new Malformed("two checksums");
            }
            update.checksum(Json.whole(sides.text("c"), "c"));
        }
        return time;
    }

    private static long levels(List<Json> items, Digits digits, BookUpdate update, Levels levels) {
        long latest = 0;
        for (Json item : items) {
            List<Json> level = item.asList("level");
            // The fourth, "r", marks a level that was there before and has come into view again, with its old time.
            if (level.size() < 3 || level.size() > 4) {
                throw new Malformed("a level of " + level.size());
            }
            long price = positive(digits.price(level.get(0), update));
            int priceDecimals = digits.decimals();
            long size = digits.size(level.get(1), update);
            levels.add(price, size, Levels.wire(priceDecimals, digits.decimals()));
            long time = time(level.get(2));
            if (level.size() == 3) {
                latest = Math.max(latest, time);
            } else if (!level.get(3).asText("mark").equals("r")) {
                throw new Malformed("a level marked '" + level.get(3).asText("mark") + "'");
            }
        }
        return latest;
    }

    private static long positive(long value) {
        if (value <= 0) {
            throw new Malformed("price or size of zero");
        }
        return value;
    }

    static TradeUpdate trade(List<Json> fields, TrackedBook book) {
        if (fields.size() < 4) {
            throw new Malformed("a trade of " + fields.size());
        }
        var trade = new TradeUpdate();
        book.digits.begin(trade, book.listing.id());
        trade.price = positive(book.digits.price(fields.get(0), trade));
        trade.size = positive(book.digits.size(fields.get(1), trade));
        trade.eventNanos = time(fields.get(2));
        trade.taker = switch (fields.get(3).asText("side")) {
            case "b" -> Side.BID;
            case "s" -> Side.ASK;
            default -> throw new Malformed("side '" + fields.get(3).asText("side") + "'");
        };
        return trade;
    }

    /// `[bid, ask, time, bidVolume, askVolume]`.
    static QuoteUpdate quote(List<Json> fields, TrackedBook book) {
        if (fields.size() != 5) {
            throw new Malformed("a spread of " + fields.size());
        }
        var quote = new QuoteUpdate();
        book.digits.begin(quote, book.listing.id());
        quote.bid = book.digits.price(fields.get(0), quote);
        quote.ask = book.digits.price(fields.get(1), quote);
        quote.eventNanos = time(fields.get(2));
        quote.bidSize = book.digits.size(fields.get(3), quote);
        quote.askSize = book.digits.size(fields.get(4), quote);
        return quote;
    }

    /// Seconds with microseconds behind the point.
    private static long time(Json seconds) {
        var reader = new FrameReader().over(Bytes.of(seconds.asText("time")));
        long nanos = reader.decimal(NANO_DECIMALS);
        if (nanos < 0 || !reader.done()) {
            throw new Malformed("time is no time");
        }
        return nanos;
    }
}
