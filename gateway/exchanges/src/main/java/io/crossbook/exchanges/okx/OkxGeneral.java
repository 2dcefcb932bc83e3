package io.crossbook.exchanges.okx;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Levels;
import io.crossbook.books.LiquidationUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Liquidations;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.TrackedBook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads OKX's data from what the general parser found.
final class OkxGeneral {

    static final long NANOS_A_MILLI = 1_000_000;
    /// The last millisecond that nanoseconds can tell.
    static final long MOST_MILLIS = Long.MAX_VALUE / NANOS_A_MILLI;

    private OkxGeneral() {}

    /// A book message with its numbers.
    record Book(BookUpdate update, long prevSeqId, long seqId) {}

    static Book book(Json.Obj data, TrackedBook book, boolean snapshot) {
        var update = new BookUpdate();
        book.digits.begin(update, book.listing.id(), snapshot);
        levels(data.list("asks"), book.digits, update, update.asks);
        levels(data.list("bids"), book.digits, update, update.bids);
        update.eventNanos(millis(data, "ts"));
        long seqId = signed(data, "seqId");
        long checksum = signed(data, "checksum");
        update.updateId(Math.max(0, seqId));
        update.checksum(checksum == OkxSequence.NONE || checksum == 0
                ? BookUpdate.NO_CHECKSUM
                : checksum);
        return new Book(update, signed(data, "prevSeqId"), seqId);
    }

    /// An index belongs to every perpetual that follows it.
    static List<FeedEvent> indices(Json.Obj message, TrackedBook[] books) {
        String index = message.object("arg").text("instId");
        var read = new ArrayList<FeedEvent>();
        for (Json item : message.list("data")) {
            for (TrackedBook book : books) {
                String symbol = book.listing.symbol();
                if (OkxNames.perpetual(symbol) && OkxNames.index(symbol).equals(index)) {
                    read.add(index(item.asObject("data"), book));
                }
            }
        }
        return read;
    }

    static void levels(List<Json> items, Digits digits, BookUpdate update, Levels levels) {
        for (Json item : items) {
            List<Json> level = level(item);
            long price = positive(digits.price(level.get(0), update), "price");
            int priceDecimals = digits.decimals();
            long size = digits.size(level.get(1), update);
            levels.add(price, size, Levels.wire(priceDecimals, digits.decimals()));
        }
    }

    /// Price, size, liquidated orders (retired), orders.
    private static List<Json> level(Json item) {
        List<Json> level = item.asList("level");
        if (level.size() < 2) {
            throw new Malformed("a level of " + level.size());
        }
        level.get(0).asText("price");
        level.get(1).asText("size");
        return level;
    }

    static QuoteUpdate quote(Json.Obj data, TrackedBook book) {
        var quote = new QuoteUpdate();
        book.digits.begin(quote, book.listing.id());
        List<Json> asks = data.list("asks");
        if (!asks.isEmpty()) {
            List<Json> best = level(asks.getFirst());
            quote.ask = positive(book.digits.price(best.get(0), quote), "price");
            quote.askSize = book.digits.size(best.get(1), quote);
        }
        List<Json> bids = data.list("bids");
        if (!bids.isEmpty()) {
            List<Json> best = level(bids.getFirst());
            quote.bid = positive(book.digits.price(best.get(0), quote), "price");
            quote.bidSize = book.digits.size(best.get(1), quote);
        }
        quote.eventNanos = millis(data, "ts");
        quote.updateId = Math.max(0, signed(data, "seqId"));
        return quote;
    }

    static TradeUpdate trade(Json.Obj data, TrackedBook book) {
        var trade = new TradeUpdate();
        book.digits.begin(trade, book.listing.id());
        byte[] id = data.text("tradeId").getBytes(StandardCharsets.US_ASCII);
        if (id.length > trade.id.length) {
            throw new Malformed("a trade id of " + id.length);
        }
        System.arraycopy(id, 0, trade.id, 0, id.length);
        trade.idLength = id.length;
        trade.price = positive(book.digits.price(data.field("px"), trade), "price");
        trade.size = positive(book.digits.size(data.field("sz"), trade), "size");
        trade.taker = side(data);
        trade.eventNanos = millis(data, "ts");
        return trade;
    }

    /// OKX, "Liquidation orders channel": `side` is that of the order, `sz` are contracts, as those of its book.
    static List<LiquidationUpdate> liquidations(Json.Obj data, Listing listing, Entry entry) {
        var read = new ArrayList<LiquidationUpdate>();
        for (Json each : data.list("details")) {
            Json.Obj one = each.asObject("details");
            read.add(Liquidations.read(listing, entry, side(one), one.field("bkPx"),
                    one.field("sz"), millis(one, "ts")));
        }
        return read;
    }

    private static Side side(Json.Obj data) {
        return switch (data.text("side")) {
            case "buy" -> Side.BID;
            case "sell" -> Side.ASK;
            default -> throw new Malformed("side '" + data.text("side") + "'");
        };
    }

    static DerivativeUpdate mark(Json.Obj data, TrackedBook book) {
        DerivativeUpdate update = derivative(data, book);
        update.markPrice = decimal(data.optional("markPx"));
        return update;
    }

    static DerivativeUpdate index(Json.Obj data, TrackedBook book) {
        DerivativeUpdate update = derivative(data, book);
        update.indexPrice = decimal(data.optional("idxPx"));
        return update;
    }

    static DerivativeUpdate interest(Json.Obj data, TrackedBook book) {
        DerivativeUpdate update = derivative(data, book);
        update.openInterest = decimal(data.optional("oi"));
        return update;
    }

    static DerivativeUpdate funding(Json.Obj data, TrackedBook book) {
        DerivativeUpdate update = derivative(data, book);
        update.fundingRate = decimal(data.optional("fundingRate"));
        long millis = millis(data, "fundingTime");
        update.fundingNanos = millis == 0 ? DerivativeUpdate.NONE : millis;
        return update;
    }

    private static DerivativeUpdate derivative(Json.Obj data, TrackedBook book) {
        var update = new DerivativeUpdate().begin(book.listing.id());
        update.eventNanos = millis(data, "ts");
        return update;
    }

    /// A decimal at [DerivativeUpdate#SCALE], digits beyond it dropped; none for what is absent or empty.
    private static long decimal(@Nullable Json value) {
        if (value == null || value.asText("decimal").isEmpty()) {
            return DerivativeUpdate.NONE;
        }
        var reader = new FrameReader().over(Bytes.of(value.asText("decimal")));
        long mantissa = reader.signedDown(DerivativeUpdate.SCALE);
        if (mantissa == Long.MIN_VALUE || !reader.done()) {
            throw new Malformed("no decimal");
        }
        return mantissa;
    }

    private static long positive(long value, String what) {
        if (value <= 0) {
            throw new Malformed(what + " of zero");
        }
        return value;
    }

    /// Milliseconds of a quoted number as nanoseconds; 0 where there are none.
    static long millis(Json.Obj data, String field) {
        if (!data.has(field) || data.text(field).isEmpty()) {
            return 0;
        }
        long millis = Json.whole(data.text(field), field);
        if (millis > MOST_MILLIS) {
            throw new Malformed("'" + field + "' is no time");
        }
        return millis * NANOS_A_MILLI;
    }

    /// A whole number with an optional minus; [OkxSequence#NONE] where there is none.
    static long signed(Json.Obj data, String field) {
        Json value = data.optional(field);
        if (value == null) {
            return OkxSequence.NONE;
        }
        if (!(value instanceof Json.Num(String text))) {
            throw new Malformed("'" + field + "' is no number");
        }
        return text.startsWith("-")
                ? -Json.whole(text.substring(1), field)
                : Json.whole(text, field);
    }
}
