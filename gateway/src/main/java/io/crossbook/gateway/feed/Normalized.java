package io.crossbook.gateway.feed;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.Levels;
import io.crossbook.books.Listing;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import java.time.Instant;

/// Writes facts in the normalised format of tardis-machine (v18): amounts are absolute, 0 deletes, `isSnapshot` drops what was before.
///
/// One writer a thread; each method returns the whole message. Names and symbols are the exchange's own.
final class Normalized {

    private final StringBuilder out = new StringBuilder(4096);
    private final Cursor cursor = new Cursor();

    String bookChange(Listing listing, BookUpdate update, long localNanos) {
        open("book_change", listing);
        out.append(",\"isSnapshot\":").append(update.snapshot());
        levels(",\"bids\":", update.bids, update);
        levels(",\"asks\":", update.asks, update);
        return close(update.eventNanos(), localNanos);
    }

    String snapshot(Listing listing, DataType type, OrderBook book, long eventNanos,
            long localNanos) {
        open("book_snapshot", listing);
        out.append(",\"name\":\"").append(type.name()).append("\",\"depth\":").append(type.depth())
                .append(",\"interval\":")
                .append(type.intervalMillis());
        best(",\"bids\":", Side.BID, book, type.depth());
        best(",\"asks\":", Side.ASK, book, type.depth());
        return close(eventNanos, localNanos);
    }

    String trade(Listing listing, TradeUpdate trade, long localNanos) {
        open("trade", listing);
        out.append(",\"id\":");
        quoted(trade.idText());
        out.append(",\"price\":");
        Decimals.append(out, trade.price, trade.priceScale);
        out.append(",\"amount\":");
        Decimals.append(out, trade.size, trade.sizeScale);
        out.append(",\"side\":\"").append(trade.taker == Side.BID ? "buy" : "sell").append('"');
        return close(trade.eventNanos, localNanos);
    }

    String disconnect(Listing listing, String why, long localNanos) {
        out.setLength(0);
        out.append("{\"type\":\"disconnect\",\"exchange\":");
        quoted(listing.exchange());
        out.append(",\"symbols\":[");
        quoted(listing.symbol());
        out.append("],\"reason\":");
        quoted(why);
        out.append(",\"localTimestamp\":");
        time(localNanos);
        return out.append('}').toString();
    }

    /// Our own addition: what became of a book, in-band, before what follows from it.
    String health(Listing listing, String health, String why, long localNanos) {
        open("book_health", listing);
        out.append(",\"health\":\"").append(health).append("\",\"reason\":");
        quoted(why);
        out.append(",\"localTimestamp\":");
        time(localNanos);
        return out.append('}').toString();
    }

    private void open(String type, Listing listing) {
        out.setLength(0);
        out.append("{\"type\":\"").append(type).append("\",\"symbol\":");
        quoted(listing.symbol());
        out.append(",\"exchange\":");
        quoted(listing.exchange());
    }

    /// The exchange's own time where it sends one, else ours, as tardis-machine does.
    private String close(long eventNanos, long localNanos) {
        out.append(",\"timestamp\":");
        time(eventNanos == 0 ? localNanos : eventNanos);
        out.append(",\"localTimestamp\":");
        time(localNanos);
        return out.append('}').toString();
    }

    private void levels(String name, Levels levels, BookUpdate update) {
        out.append(name).append('[');
        for (int i = 0; i < levels.count(); i++) {
            level(i, levels.price(i), update.priceScale(), levels.size(i), update.sizeScale());
        }
        out.append(']');
    }

    private void best(String name, Side side, OrderBook book, int depth) {
        out.append(name).append('[');
        book.walk(side, cursor);
        for (int i = 0; i < depth && cursor.next(); i++) {
            level(i, cursor.price(), book.priceScale(), cursor.size(), book.sizeScale());
        }
        out.append(']');
    }

    private void level(int i, long price, int priceScale, long size, int sizeScale) {
        out.append(i == 0 ? "{\"price\":" : ",{\"price\":");
        Decimals.append(out, price, priceScale);
        out.append(",\"amount\":");
        Decimals.append(out, size, sizeScale);
        out.append('}');
    }

    private void time(long epochNanos) {
        // Whole microseconds: what the format carries.
        long micros = epochNanos / 1_000;
        out.append('"')
                .append(Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000))
                .append('"');
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
