package io.crossbook.exchanges.coinbase;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Levels;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Times;
import io.crossbook.exchanges.TrackedBook;
import io.crossbook.exchanges.WireDigits;
import java.util.List;

/// Reads the Exchange feed from what the general parser found.
final class ExchangeGeneral {

    private ExchangeGeneral() {}

    static BookUpdate change(Json.Obj message, TrackedBook book) {
        var update = new BookUpdate();
        book.digits.begin(update, book.listing.id(), false);
        for (Json item : message.list("changes")) {
            List<Json> change = item.asList("change");
            if (change.size() != 3) {
                throw new Malformed("a change of " + change.size());
            }
            Levels levels = switch (change.getFirst().asText("side")) {
                case "buy" -> update.bids;
                case "sell" -> update.asks;
                default -> throw new Malformed("side '" + change.getFirst().asText("side") + "'");
            };
            level(change.get(1), change.get(2), book.digits, update, levels);
        }
        return update.eventNanos(time(message));
    }

    static BookUpdate snapshot(Json.Obj message, TrackedBook book) {
        var update = new BookUpdate();
        book.digits.begin(update, book.listing.id(), true);
        levels(message.list("asks"), book.digits, update, update.asks);
        levels(message.list("bids"), book.digits, update, update.bids);
        return update.eventNanos(message.has("time") ? time(message) : 0);
    }

    static void levels(List<Json> items, Digits digits, BookUpdate update, Levels levels) {
        for (Json item : items) {
            List<Json> level = item.asList("level");
            // REST adds how many orders there are.
            if (level.size() < 2) {
                throw new Malformed("a level of " + level.size());
            }
            level(level.get(0), level.get(1), digits, update, levels);
        }
    }

    private static void level(Json price, Json size, Digits digits, BookUpdate update,
            Levels levels) {
        price.asText("price");
        size.asText("size");
        long priceMantissa = positive(digits.price(price, update), "price");
        int priceDecimals = digits.decimals();
        long sizeMantissa = digits.size(size, update);
        levels.add(priceMantissa, sizeMantissa, Levels.wire(priceDecimals, digits.decimals()));
    }

    static TradeUpdate match(Json.Obj message, TrackedBook book) {
        var trade = new TradeUpdate();
        book.digits.begin(trade, book.listing.id());
        trade.size = positive(book.digits.size(message.field("size"), trade), "size");
        trade.price = positive(book.digits.price(message.field("price"), trade), "price");
        trade.taker = switch (message.text("side")) {
            case "buy" -> Side.ASK;
            case "sell" -> Side.BID;
            default -> throw new Malformed("side '" + message.text("side") + "'");
        };
        trade.eventNanos = time(message);
        trade.idLength = WireDigits.number(trade.id, 0, message.whole("trade_id"));
        return trade;
    }

    static long positive(long value, String what) {
        if (value <= 0) {
            throw new Malformed(what + " of zero");
        }
        return value;
    }

    static long time(Json.Obj message) {
        long time = Times.rfc3339(message.text("time"));
        if (time == Times.NONE) {
            throw new Malformed("time is no time");
        }
        return time;
    }
}
