package io.crossbook.exchanges.coinbase;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Levels;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Times;
import io.crossbook.exchanges.TrackedBook;
import java.nio.charset.StandardCharsets;

/// Reads Advanced Trade from what the general parser found.
final class AdvancedGeneral {

    private AdvancedGeneral() {}

    /// Whether an event of a message replaces what was before.
    static boolean snapshot(Json.Obj event) {
        return switch (event.text("type")) {
            case "snapshot" -> true;
            case "update" -> false;
            default -> throw new Malformed("type '" + event.text("type") + "'");
        };
    }

    static BookUpdate book(Json.Obj event, TrackedBook book, long sent) {
        boolean snapshot = snapshot(event);
        var update = new BookUpdate();
        book.digits.begin(update, book.listing.id(), snapshot);
        long latest = 0;
        for (Json item : event.list("updates")) {
            Json.Obj level = item.asObject("level");
            Levels levels = switch (level.text("side")) {
                case "bid" -> update.bids;
                case "offer" -> update.asks;
                default -> throw new Malformed("side '" + level.text("side") + "'");
            };
            level.text("price_level");
            level.text("new_quantity");
            long price = ExchangeGeneral.positive(
                    book.digits.price(level.field("price_level"), update), "price");
            int priceDecimals = book.digits.decimals();
            long size = book.digits.size(level.field("new_quantity"), update);
            levels.add(price, size, Levels.wire(priceDecimals, book.digits.decimals()));
            latest = Math.max(latest, time(level, "event_time"));
        }
        return update.eventNanos(snapshot ? sent : latest);
    }

    static TradeUpdate trade(Json.Obj item, TrackedBook book) {
        var trade = new TradeUpdate();
        book.digits.begin(trade, book.listing.id());
        byte[] id = item.text("trade_id").getBytes(StandardCharsets.US_ASCII);
        if (id.length > trade.id.length) {
            throw new Malformed("a trade id of " + id.length);
        }
        System.arraycopy(id, 0, trade.id, 0, id.length);
        trade.idLength = id.length;
        trade.price = ExchangeGeneral.positive(book.digits.price(item.field("price"), trade),
                "price");
        trade.size = ExchangeGeneral.positive(book.digits.size(item.field("size"), trade), "size");
        trade.taker = switch (item.text("side")) {
            case "BUY" -> Side.ASK;
            case "SELL" -> Side.BID;
            default -> throw new Malformed("side '" + item.text("side") + "'");
        };
        trade.eventNanos = time(item, "time");
        return trade;
    }

    static long time(Json.Obj item, String field) {
        long time = Times.rfc3339(item.text(field));
        if (time == Times.NONE) {
            throw new Malformed("'" + field + "' is no time");
        }
        return time;
    }
}
