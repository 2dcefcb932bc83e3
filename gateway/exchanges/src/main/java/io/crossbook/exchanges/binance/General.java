package io.crossbook.exchanges.binance;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Liquidations;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Pairs;
import io.crossbook.exchanges.Times;

/// Reads the same events as [Templates] from whatever valid JSON carries them; [Malformed] when it does not.
final class General {

    private final Events events;

    General(Events events) {
        this.events = events;
    }

    void read(Stream stream, Line line, Json.Obj data) {
        Json.Obj named = stream == Stream.LIQUIDATION ? data.object("o") : data;
        if (!named.text("s").equals(line.listing.symbol())) {
            throw new Malformed("symbol and stream differ");
        }
        switch (stream) {
            case DEPTH -> depth(line, data);
            case QUOTE -> quote(line, data);
            case TRADE -> trade(line, data, "t");
            case AGGREGATE_TRADE -> trade(line, data, "a");
            case MARK_PRICE -> mark(line, data);
            case LIQUIDATION -> liquidation(line, data, named);
        }
    }

    private void depth(Line line, Json.Obj data) {
        type(data, "depthUpdate");
        Depth depth = events.depth;
        BookUpdate update = depth.update;
        line.digits.begin(update, line.listing.id(), false);
        depth.first = data.whole("U");
        depth.last = data.whole("u");
        depth.previous = data.has("pu") ? data.whole("pu") : -1;
        if (depth.last < depth.first) {
            throw new Malformed("u is below U");
        }
        update.eventNanos(Times.epoch(data.whole("E"))).updateId(depth.last);
        Pairs.read(data.list("b"), line.digits, update, update.bids);
        Pairs.read(data.list("a"), line.digits, update, update.asks);
    }

    private void quote(Line line, Json.Obj data) {
        if (data.has("e")) {
            type(data, "bookTicker");
        }
        QuoteUpdate quote = events.quote;
        line.digits.begin(quote, line.listing.id());
        quote.updateId = data.whole("u");
        quote.bid = line.digits.price(data.field("b"), quote);
        quote.bidSize = line.digits.size(data.field("B"), quote);
        quote.ask = line.digits.price(data.field("a"), quote);
        quote.askSize = line.digits.size(data.field("A"), quote);
        quote.eventNanos = data.has("E") ? Times.epoch(data.whole("E")) : 0;
    }

    private void trade(Line line, Json.Obj data, String id) {
        type(data, id.equals("t") ? "trade" : "aggTrade");
        TradeUpdate trade = events.trade;
        line.digits.begin(trade, line.listing.id());
        byte[] digits = Long.toString(data.whole(id)).getBytes(
                java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, trade.id, 0, digits.length);
        trade.idLength = digits.length;
        trade.eventNanos = Times.epoch(data.whole("T"));
        trade.taker = data.bool("m") ? Side.ASK : Side.BID;
        events.marketTrade = !data.has("X") || data.text("X").equals("MARKET");
        if (events.marketTrade) {
            trade.price = line.digits.price(data.field("p"), trade);
            trade.size = line.digits.size(data.field("q"), trade);
            if (trade.price == 0) {
                throw new Malformed("a price of zero");
            }
        }
    }

    private void mark(Line line, Json.Obj data) {
        type(data, "markPriceUpdate");
        DerivativeUpdate mark = events.mark.begin(line.listing.id());
        mark.eventNanos = Times.epoch(data.whole("E"));
        mark.markPrice = value(data, "p");
        mark.indexPrice = data.has("i") ? value(data, "i") : DerivativeUpdate.NONE;
        // Dated futures have no funding: a time of 0, and no rate or a rate of zero.
        long funding = data.whole("T");
        boolean none = data.text("r").isEmpty();
        long rate = none ? 0 : value(data, "r");
        mark.fundingRate = none || funding == 0 ? DerivativeUpdate.NONE : rate;
        mark.fundingNanos = funding == 0 ? DerivativeUpdate.NONE : Times.epoch(funding);
    }

    /// Binance, "Liquidation Order Streams": at most one a second and symbol, at the price of the order.
    private void liquidation(Line line, Json.Obj data, Json.Obj order) {
        type(data, "forceOrder");
        Side side = switch (order.text("S")) {
            case "BUY" -> Side.BID;
            case "SELL" -> Side.ASK;
            case String _ -> throw new Malformed("neither BUY nor SELL");
        };
        events.liquidation = order.text("X").equals("FILLED")
                ? Liquidations.read(line.listing, line.entry, side, order.field("p"),
                        order.field("z"), Times.epoch(order.whole("T")))
                : null;
    }

    private static long value(Json.Obj data, String name) {
        var reader = new FrameReader().over(Bytes.of(data.text(name)));
        long value = reader.signedDown(DerivativeUpdate.SCALE);
        if (value == DerivativeUpdate.NONE || !reader.done()
                || (value < 0 && !name.equals("r"))) {
            throw new Malformed("'" + name + "' is no plain decimal");
        }
        return value;
    }

    private static void type(Json.Obj data, String wanted) {
        if (!data.text("e").equals(wanted)) {
            throw new Malformed("event type and stream differ");
        }
    }

    void snapshot(int listing, Digits digits, Json.Obj body) {
        Depth depth = events.depth;
        BookUpdate update = depth.update;
        digits.begin(update, listing, true);
        depth.last = body.whole("lastUpdateId");
        depth.first = depth.last;
        depth.previous = -1;
        update.updateId(depth.last);
        Pairs.read(body.list("bids"), digits, update, update.bids);
        Pairs.read(body.list("asks"), digits, update, update.asks);
    }
}
