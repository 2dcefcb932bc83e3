package io.crossbook.exchanges.binance;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Literal;
import io.crossbook.exchanges.Pairs;
import io.crossbook.exchanges.Times;

/// Reads the frames that Binance sends as it sends them, field by field; false for anything else, which the general
/// reader then looks at. Stands behind the stream's name when called.
final class Templates {

    /// How a depth event begins behind its stream's name.
    static final String DEPTH_BEGIN = ",\"data\":{\"e\":\"depthUpdate\",\"E\":";
    private static final Literal DEPTH = Literal.of(DEPTH_BEGIN);
    private static final Literal QUOTE = Literal.of(",\"data\":{\"e\":\"bookTicker\",");
    private static final Literal SPOT_QUOTE = Literal.of(",\"data\":{");
    private static final Literal TRADE = Literal.of(",\"data\":{\"e\":\"trade\",\"E\":");
    private static final Literal AGGREGATE = Literal.of(",\"data\":{\"e\":\"aggTrade\",\"E\":");
    private static final Literal MARK = Literal.of(",\"data\":{\"e\":\"markPriceUpdate\",");
    private static final Literal EVENT_TIME = Literal.of("\"E\":");
    private static final Literal NEXT_EVENT_TIME = Literal.of(",\"E\":");
    private static final Literal TRANSACTION_TIME = Literal.of(",\"T\":");
    private static final Literal QUOTED_TRANSACTION_TIME = Literal.of("\",\"T\":");
    private static final Literal SYMBOL = Literal.of(",\"s\":\"");
    private static final Literal LAST = Literal.of(",\"u\":");
    private static final Literal QUOTE_ID = Literal.of("\"u\":");
    private static final Literal PREVIOUS = Literal.of(",\"pu\":");
    private static final Literal BIDS = Literal.of(",\"b\":");
    private static final Literal ASKS = Literal.of(",\"a\":");
    private static final Literal BID = Literal.of(",\"b\":\"");
    private static final Literal BID_SIZE = Literal.of("\",\"B\":\"");
    private static final Literal ASK = Literal.of("\",\"a\":\"");
    private static final Literal ASK_SIZE = Literal.of("\",\"A\":\"");
    private static final Literal TRADE_ID = Literal.of(",\"t\":");
    private static final Literal AGGREGATE_ID = Literal.of(",\"a\":");
    private static final Literal PRICE = Literal.of(",\"p\":\"");
    private static final Literal SIZE = Literal.of("\",\"q\":\"");
    private static final Literal FIRST_TRADE = Literal.of("\",\"f\":");
    private static final Literal LAST_TRADE = Literal.of(",\"l\":");
    private static final Literal MARKET_TRADE = Literal.of(",\"X\":\"MARKET\"");
    private static final Literal BUYER_MAKES = Literal.of(",\"m\":");
    private static final Literal IGNORED = Literal.of(",\"M\":");
    private static final Literal INDEX = Literal.of("\",\"i\":\"");
    private static final Literal SETTLE = Literal.of("\",\"P\":\"");
    private static final Literal FUNDING = Literal.of("\",\"r\":\"");
    private static final Literal CLOSE = Literal.of("}}");
    private static final Literal QUOTED_CLOSE = Literal.of("\"}}");
    private static final Literal SNAPSHOT = Literal.of("{\"lastUpdateId\":");
    private static final Literal SNAPSHOT_BIDS = Literal.of(",\"bids\":");
    private static final Literal SNAPSHOT_ASKS = Literal.of(",\"asks\":");

    private final FrameReader reader;
    private final Events events;

    Templates(FrameReader reader, Events events) {
        this.reader = reader;
        this.events = events;
    }

    boolean read(Stream stream, Line line) {
        return switch (stream) {
            case DEPTH -> depth(line);
            case QUOTE -> quote(line);
            case TRADE -> trade(line);
            case AGGREGATE_TRADE -> aggregate(line);
            case MARK_PRICE -> mark(line);
            case LIQUIDATION -> false; // too rare to be worth a form of its own
        };
    }

    private boolean depth(Line line) {
        return reader.literal(DEPTH) && depthOpened(line);
    }

    /// Reads a depth event from its time on.
    boolean depthOpened(Line line) {
        Depth depth = events.depth;
        BookUpdate update = depth.update;
        line.digits.begin(update, line.id, false);
        long time = reader.millis();
        boolean futures = reader.optional(TRANSACTION_TIME);
        if ((futures && reader.millis() < 0) || !reader.literal(line.named)) {
            return false;
        }
        depth.first = reader.unsigned();
        if (!reader.literal(LAST)) {
            return false;
        }
        depth.last = reader.unsigned();
        depth.previous = -1;
        if (futures) {
            if (!reader.literal(PREVIOUS)) {
                return false;
            }
            depth.previous = reader.unsigned();
        }
        update.eventNanos(Times.epoch(time)).updateId(depth.last);
        return (time | depth.first) >= 0 && depth.last >= depth.first
                && (!futures || depth.previous >= 0) && reader.literal(BIDS)
                && Pairs.read(reader, line.digits, update, update.bids) && reader.literal(ASKS)
                && Pairs.read(reader, line.digits, update, update.asks) && reader.literal(CLOSE)
                && reader.done();
    }

    private boolean quote(Line line) {
        boolean futures = reader.optional(QUOTE);
        if ((!futures && !reader.literal(SPOT_QUOTE)) || !reader.literal(QUOTE_ID)) {
            return false;
        }
        QuoteUpdate quote = events.quote;
        Digits digits = line.digits;
        digits.begin(quote, line.id);
        quote.updateId = reader.unsigned();
        if (quote.updateId < 0 || !symbol(line) || !reader.literal(BID)
                || (quote.bid = digits.price(reader, quote)) < 0 || !reader.literal(BID_SIZE)
                || (quote.bidSize = digits.size(reader, quote)) < 0 || !reader.literal(ASK)
                || (quote.ask = digits.price(reader, quote)) < 0 || !reader.literal(ASK_SIZE)
                || (quote.askSize = digits.size(reader, quote)) < 0) {
            return false;
        }
        if (!futures) {
            return reader.literal(QUOTED_CLOSE) && reader.done();
        }
        if (!reader.literal(QUOTED_TRANSACTION_TIME) || reader.unsigned() < 0
                || !reader.literal(NEXT_EVENT_TIME)) {
            return false;
        }
        long time = reader.unsigned();
        quote.eventNanos = Times.epoch(time);
        return time >= 0 && reader.literal(CLOSE) && reader.done();
    }

    private boolean trade(Line line) {
        if (!reader.literal(TRADE) || reader.unsigned() < 0) {
            return false;
        }
        TradeUpdate trade = events.trade;
        line.digits.begin(trade, line.id);
        events.marketTrade = true;
        boolean futures = reader.optional(TRANSACTION_TIME);
        long time = futures ? reader.unsigned() : 0;
        if (!symbol(line) || !reader.literal(TRADE_ID) || !id(trade) || !amounts(line, trade)) {
            return false;
        }
        if (futures) {
            trade.eventNanos = Times.epoch(time);
            return time >= 0 && reader.skip('"') && reader.literal(MARKET_TRADE) && taker(trade)
                    && reader.literal(CLOSE) && reader.done();
        }
        return reader.literal(QUOTED_TRANSACTION_TIME) && time(trade) && taker(trade)
                && reader.literal(IGNORED) && reader.bool() >= 0 && reader.literal(CLOSE)
                && reader.done();
    }

    private boolean aggregate(Line line) {
        if (!reader.literal(AGGREGATE) || reader.unsigned() < 0) {
            return false;
        }
        TradeUpdate trade = events.trade;
        line.digits.begin(trade, line.id);
        events.marketTrade = true;
        boolean futures = reader.optional(AGGREGATE_ID);
        boolean named = futures
                ? id(trade) && symbol(line)
                : symbol(line) && reader.literal(AGGREGATE_ID) && id(trade);
        return named && amounts(line, trade) && reader.literal(FIRST_TRADE)
                && reader.unsigned() >= 0 && reader.literal(LAST_TRADE) && reader.unsigned() >= 0
                && reader.literal(TRANSACTION_TIME) && time(trade) && taker(trade)
                && (futures || (reader.literal(IGNORED) && reader.bool() >= 0))
                && reader.literal(CLOSE) && reader.done();
    }

    private boolean mark(Line line) {
        if (!reader.literal(MARK) || !reader.literal(EVENT_TIME)) {
            return false;
        }
        DerivativeUpdate mark = events.mark.begin(line.id);
        long time = reader.unsigned();
        mark.eventNanos = Times.epoch(time);
        if (time < 0 || !symbol(line) || !reader.literal(PRICE)
                || (mark.markPrice = reader.decimalDown(DerivativeUpdate.SCALE)) < 0) {
            return false;
        }
        // Indexed before or after the estimated settlement price, as the year would have it.
        if (!reader.literal(INDEX)
                || (mark.indexPrice = reader.decimalDown(DerivativeUpdate.SCALE)) < 0
                || !reader.literal(SETTLE) || reader.decimalDown(DerivativeUpdate.SCALE) < 0
                || !reader.literal(FUNDING) || (mark.fundingRate = reader
                        .signedDown(DerivativeUpdate.SCALE)) == DerivativeUpdate.NONE
                || !reader.literal(QUOTED_TRANSACTION_TIME)) {
            return false;
        }
        long funding = reader.unsigned();
        if (funding == 0) {
            mark.fundingRate = DerivativeUpdate.NONE;
        } else {
            mark.fundingNanos = Times.epoch(funding);
        }
        return funding >= 0 && reader.literal(CLOSE) && reader.done();
    }

    /// A whole REST snapshot.
    boolean snapshot(int listing, Digits digits) {
        if (!reader.literal(SNAPSHOT)) {
            return false;
        }
        Depth depth = events.depth;
        BookUpdate update = depth.update;
        digits.begin(update, listing, true);
        depth.last = reader.unsigned();
        depth.first = depth.last;
        depth.previous = -1;
        update.updateId(depth.last);
        if (reader.optional(NEXT_EVENT_TIME) && (reader.unsigned() < 0
                || !reader.literal(TRANSACTION_TIME) || reader.unsigned() < 0)) {
            return false;
        }
        return depth.last >= 0 && reader.literal(SNAPSHOT_BIDS)
                && Pairs.read(reader, digits, update, update.bids)
                && reader.literal(SNAPSHOT_ASKS)
                && Pairs.read(reader, digits, update, update.asks) && reader.skip('}')
                && reader.done();
    }

    private boolean symbol(Line line) {
        return reader.literal(SYMBOL) && reader.literal(line.symbol);
    }

    private boolean id(TradeUpdate trade) {
        int from = reader.position();
        if (reader.unsigned() < 0) {
            return false;
        }
        trade.idLength = reader.copySince(from, trade.id);
        return true;
    }

    private boolean amounts(Line line, TradeUpdate trade) {
        return reader.literal(PRICE) && (trade.price = line.digits.price(reader, trade)) > 0
                && reader.literal(SIZE) && (trade.size = line.digits.size(reader, trade)) >= 0;
    }

    private boolean time(TradeUpdate trade) {
        long time = reader.unsigned();
        trade.eventNanos = Times.epoch(time);
        return time >= 0;
    }

    private boolean taker(TradeUpdate trade) {
        if (!reader.literal(BUYER_MAKES)) {
            return false;
        }
        int buyerMakes = reader.bool();
        trade.taker = buyerMakes == 1 ? Side.ASK : Side.BID;
        return buyerMakes >= 0;
    }
}
