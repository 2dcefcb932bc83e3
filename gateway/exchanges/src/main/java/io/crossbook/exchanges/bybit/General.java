package io.crossbook.exchanges.bybit;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Liquidations;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Pairs;
import io.crossbook.exchanges.Times;
import java.nio.charset.StandardCharsets;

/// Reads the same messages as [Templates] from whatever valid JSON carries them; [Malformed] when it does not.
final class General {

    private final Message message;

    General(Message message) {
        this.message = message;
    }

    void read(Topic topic, Line line, Json.Obj frame) {
        switch (topic) {
            case BOOK, QUOTE -> book(line, frame);
            case TRADES -> trades(line, frame);
            case TICKER -> ticker(line, frame);
            case LIQUIDATIONS -> liquidations(line, frame);
        }
    }

    private void book(Line line, Json.Obj frame) {
        Json.Obj data = frame.object("data");
        symbol(line, data.text("s"));
        boolean snapshot = snapshot(frame);
        BookUpdate update = message.update;
        line.book.digits.begin(update, line.listing.id(), snapshot);
        message.id = data.whole("u");
        message.sequence = data.whole("seq");
        update.eventNanos(Times.epoch(frame.whole("ts"))).updateId(message.id)
                .snapshot(snapshot || message.id == 1);
        Pairs.read(data.list("b"), line.book.digits, update, update.bids);
        Pairs.read(data.list("a"), line.book.digits, update, update.asks);
    }

    private static boolean snapshot(Json.Obj frame) {
        return switch (frame.text("type")) {
            case "snapshot" -> true;
            case "delta" -> false;
            case String _ -> throw new Malformed("neither snapshot nor delta");
        };
    }

    private void trades(Line line, Json.Obj frame) {
        snapshot(frame);
        frame.whole("ts");
        message.trades.clear();
        for (Json item : frame.list("data")) {
            trade(line, item.asObject("trade"), message.trades.next());
        }
    }

    private static void trade(Line line, Json.Obj item, TradeUpdate trade) {
        line.book.digits.begin(trade, line.listing.id());
        symbol(line, item.text("s"));
        trade.eventNanos = Times.epoch(item.whole("T"));
        trade.taker = switch (item.text("S")) {
            case "Buy" -> Side.BID;
            case "Sell" -> Side.ASK;
            case String _ -> throw new Malformed("neither Buy nor Sell");
        };
        trade.price = line.book.digits.price(item.field("p"), trade);
        trade.size = line.book.digits.size(item.field("v"), trade);
        byte[] id = item.text("i").getBytes(StandardCharsets.US_ASCII);
        if (trade.price == 0 || id.length > trade.id.length) {
            throw new Malformed("no trade");
        }
        System.arraycopy(id, 0, trade.id, 0, id.length);
        trade.idLength = id.length;
        line.book.digits.keep();
    }

    /// Bybit, "All Liquidation": `S` is the side of the position, so that `Buy` is a long one, which is sold; `p` is the price of bankruptcy.
    private void liquidations(Line line, Json.Obj frame) {
        snapshot(frame);
        message.liquidations.clear();
        for (Json each : frame.list("data")) {
            Json.Obj item = each.asObject("liquidation");
            symbol(line, item.text("s"));
            Side side = switch (item.text("S")) {
                case "Buy" -> Side.ASK;
                case "Sell" -> Side.BID;
                case String _ -> throw new Malformed("neither Buy nor Sell");
            };
            message.liquidations.add(Liquidations.read(line.listing, line.entry, side,
                    item.field("p"), item.field("v"), Times.epoch(item.whole("T"))));
        }
    }

    /// What a ticker does not name has not changed.
    private void ticker(Line line, Json.Obj frame) {
        snapshot(frame);
        Json.Obj data = frame.object("data");
        symbol(line, data.text("symbol"));
        DerivativeUpdate ticker = message.ticker.begin(line.listing.id());
        ticker.eventNanos = Times.epoch(frame.whole("ts"));
        ticker.markPrice = value(data, "markPrice");
        ticker.indexPrice = value(data, "indexPrice");
        ticker.lastPrice = value(data, "lastPrice");
        ticker.fundingRate = value(data, "fundingRate");
        ticker.openInterest = value(data, "openInterest");
        // Dated futures send a time of "0" or none, and no rate.
        String next = text(data, "nextFundingTime");
        if (!next.isEmpty() && !next.equals("0") && next.indexOf('-') < 0) {
            ticker.fundingNanos = Times.epoch(Json.whole(next, "nextFundingTime"));
        }
    }

    private static String text(Json.Obj data, String name) {
        return data.has(name) ? data.text(name) : "";
    }

    private static long value(Json.Obj data, String name) {
        String text = text(data, name);
        if (text.isEmpty()) {
            return DerivativeUpdate.NONE;
        }
        var reader = new FrameReader().over(Bytes.of(text));
        long value = reader.signedDown(DerivativeUpdate.SCALE);
        if (value == DerivativeUpdate.NONE || !reader.done()
                || (value < 0 && !name.equals("fundingRate"))) {
            throw new Malformed("'" + name + "' is no plain decimal");
        }
        return value;
    }

    private static void symbol(Line line, String symbol) {
        if (!symbol.equals(line.listing.symbol())) {
            throw new Malformed("symbol and topic differ");
        }
    }
}
