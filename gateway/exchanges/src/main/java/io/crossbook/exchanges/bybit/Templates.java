package io.crossbook.exchanges.bybit;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Literal;
import io.crossbook.exchanges.Pairs;
import io.crossbook.exchanges.Times;

/// Reads the frames that Bybit sends as it sends them, field by field; false for anything else, which the general
/// reader then looks at. Stands behind the topic when called.
final class Templates {

    private static final Literal SNAPSHOT = Literal.of(",\"type\":\"snapshot\",\"ts\":");
    private static final Literal DELTA = Literal.of(",\"type\":\"delta\",\"ts\":");
    private static final Literal TIME = Literal.of(",\"ts\":");
    private static final Literal THEN_SNAPSHOT = Literal.of(",\"type\":\"snapshot\"");
    private static final Literal THEN_DELTA = Literal.of(",\"type\":\"delta\"");
    private static final Literal BOOK = Literal.of(",\"data\":{\"s\":\"");
    private static final Literal BIDS = Literal.of(",\"b\":");
    private static final Literal ASKS = Literal.of(",\"a\":");
    private static final Literal ID = Literal.of(",\"u\":");
    private static final Literal SEQUENCE = Literal.of(",\"seq\":");
    private static final Literal ENGINE_TIME = Literal.of("},\"cts\":");
    private static final Literal CLOSE = Literal.of("}}");
    private static final Literal TRADES = Literal.of(",\"data\":[{\"T\":");
    private static final Literal NEXT_TRADE = Literal.of(",{\"T\":");
    private static final Literal SYMBOL = Literal.of(",\"s\":\"");
    private static final Literal BUY = Literal.of(",\"S\":\"Buy\"");
    private static final Literal SELL = Literal.of(",\"S\":\"Sell\"");
    private static final Literal SIZE = Literal.of(",\"v\":\"");
    private static final Literal PRICE = Literal.of("\",\"p\":\"");
    private static final Literal TICK = Literal.of("\",\"L\":\"");
    private static final Literal TRADE_ID = Literal.of(",\"i\":\"");
    private static final Literal BLOCK = Literal.of(",\"BT\":");
    private static final Literal RETAIL = Literal.of(",\"RPI\":");
    private static final Literal TRADES_CLOSE = Literal.of("]}");

    private final FrameReader reader;
    private final Message message;

    Templates(FrameReader reader, Message message) {
        this.reader = reader;
        this.message = message;
    }

    boolean read(Topic topic, Line line) {
        return switch (topic) {
            case BOOK, QUOTE -> book(line);
            case TRADES -> trades(line);
            case TICKER -> false; // its fields come and go: for the general reader
            case LIQUIDATIONS -> false; // too rare to be worth a form of its own
        };
    }

    private boolean book(Line line) {
        boolean snapshot = reader.optional(SNAPSHOT);
        if (!snapshot && !reader.literal(DELTA)) {
            return false;
        }
        BookUpdate update = message.update;
        line.book.digits.begin(update, line.listing.id(), snapshot);
        long time = reader.unsigned();
        if (time < 0 || !reader.literal(BOOK) || !reader.literal(line.symbol)
                || !reader.literal(BIDS)
                || !Pairs.read(reader, line.book.digits, update, update.bids)
                || !reader.literal(ASKS)
                || !Pairs.read(reader, line.book.digits, update, update.asks)
                || !reader.literal(ID)) {
            return false;
        }
        message.id = reader.unsigned();
        if (!reader.literal(SEQUENCE)) {
            return false;
        }
        message.sequence = reader.unsigned();
        update.eventNanos(Times.epoch(time)).updateId(message.id)
                .snapshot(snapshot || message.id == 1);
        return (message.id | message.sequence) >= 0
                && (reader.optional(CLOSE) || (reader.literal(ENGINE_TIME)
                        && reader.unsigned() >= 0 && reader.skip('}')))
                && reader.done();
    }

    private boolean trades(Line line) {
        if (!header() || !reader.literal(TRADES)) {
            return false;
        }
        message.trades.clear();
        do {
            if (!trade(line, message.trades.next())) {
                return false;
            }
        } while (reader.optional(NEXT_TRADE));
        return reader.literal(TRADES_CLOSE) && reader.done();
    }

    /// Type and time in either order; trades are always called a snapshot.
    private boolean header() {
        if (reader.optional(SNAPSHOT)) {
            return reader.unsigned() >= 0;
        }
        return reader.literal(TIME) && reader.unsigned() >= 0
                && (reader.optional(THEN_SNAPSHOT) || reader.literal(THEN_DELTA));
    }

    private boolean trade(Line line, TradeUpdate trade) {
        line.book.digits.begin(trade, line.listing.id());
        long time = reader.unsigned();
        trade.eventNanos = Times.epoch(time);
        if (time < 0 || !reader.literal(SYMBOL) || !reader.literal(line.symbol)) {
            return false;
        }
        boolean buy = reader.optional(BUY);
        if (!buy && !reader.literal(SELL)) {
            return false;
        }
        trade.taker = buy ? Side.BID : Side.ASK;
        if (!reader.literal(SIZE) || (trade.size = line.book.digits.size(reader, trade)) < 0
                || !reader.literal(PRICE)
                || (trade.price = line.book.digits.price(reader, trade)) <= 0) {
            return false;
        }
        if (reader.optional(TICK) ? !reader.string() : !reader.skip('"')) {
            return false;
        }
        if (!reader.literal(TRADE_ID) || !reader.string() || !reader.text(trade.id)) {
            return false;
        }
        trade.idLength = reader.textLength();
        // Each trade may raise the scales that the next one starts from.
        line.book.digits.keep();
        return reader.literal(BLOCK) && reader.bool() >= 0
                && (!reader.optional(RETAIL) || reader.bool() >= 0)
                && (!reader.optional(SEQUENCE) || reader.unsigned() >= 0) && reader.skip('}');
    }
}
