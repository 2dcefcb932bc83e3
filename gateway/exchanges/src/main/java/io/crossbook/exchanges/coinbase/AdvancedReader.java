package io.crossbook.exchanges.coinbase;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Levels;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Literal;
import io.crossbook.exchanges.SymbolTable;
import io.crossbook.exchanges.TrackedBook;
import io.crossbook.exchanges.TradeBatch;

/// Reads Advanced Trade by template: books and trades of one product, as Coinbase writes them, byte for byte.
///
/// What was read stays here until the next frame. Anything unusual is [Found#NOTHING], for the general parser.
final class AdvancedReader {

    /// What a frame was.
    enum Found {
        BOOK, TRADES, NOTHING
    }

    private static final Literal BOOK = Literal.of("{\"channel\":\"l2_data\",");
    private static final Literal TRADES = Literal.of("{\"channel\":\"market_trades\",");
    private static final Literal CLIENT = Literal.of("\"client_id\":\"\",");
    private static final Literal TIMESTAMP = Literal.of("\"timestamp\":\"");
    private static final Literal SEQUENCE = Literal.of("\",\"sequence_num\":");
    private static final Literal EVENTS = Literal.of(",\"events\":[{\"type\":\"");
    private static final Literal SNAPSHOT = Literal.of("snapshot\",\"product_id\":\"");
    private static final Literal UPDATE = Literal.of("update\",\"product_id\":\"");
    private static final Literal UPDATES = Literal.of(",\"updates\":[");
    private static final Literal BID = Literal.of("{\"side\":\"bid\",\"event_time\":\"");
    private static final Literal OFFER = Literal.of("{\"side\":\"offer\",\"event_time\":\"");
    private static final Literal PRICE_LEVEL = Literal.of("\",\"price_level\":\"");
    private static final Literal QUANTITY = Literal.of("\",\"new_quantity\":\"");
    private static final Literal ITEM_END = Literal.of("\"}");
    private static final Literal END = Literal.of("]}]}");
    private static final Literal NEW_TRADES = Literal.of("update\",\"trades\":[");
    private static final Literal TRADE_ID = Literal.of("{\"trade_id\":\"");
    private static final Literal PRODUCT = Literal.of(",\"product_id\":\"");
    private static final Literal PRICE = Literal.of(",\"price\":\"");
    private static final Literal SIZE = Literal.of("\",\"size\":\"");
    private static final Literal MAKER_BUY = Literal.of("\",\"side\":\"BUY\",\"time\":\"");
    private static final Literal MAKER_SELL = Literal.of("\",\"side\":\"SELL\",\"time\":\"");

    private final FrameReader in = new FrameReader();
    private final SymbolTable symbols;
    private final TrackedBook[] books;

    /// The book message that was read.
    final BookUpdate update = new BookUpdate();
    /// The trades that were read.
    final TradeBatch trades = new TradeBatch();
    /// The number of the message.
    long sequence;
    /// Whose they are.
    int place;

    AdvancedReader(SymbolTable symbols, TrackedBook[] books) {
        this.symbols = symbols;
        this.books = books;
    }

    Found read(Bytes bytes) {
        in.over(bytes);
        if (in.optional(BOOK)) {
            return book() ? Found.BOOK : Found.NOTHING;
        }
        return in.optional(TRADES) && trades() ? Found.TRADES : Found.NOTHING;
    }

    /// The head's time; negative when the head is not as usual.
    private long head() {
        in.optional(CLIENT);
        if (!in.literal(TIMESTAMP)) {
            return FrameReader.NOTHING;
        }
        long time = in.time();
        if (time < 0 || !in.literal(SEQUENCE)) {
            return FrameReader.NOTHING;
        }
        sequence = in.unsigned();
        return sequence < 0 || !in.literal(EVENTS) ? FrameReader.NOTHING : time;
    }

    private boolean symbol() {
        if (!in.string()) {
            return false;
        }
        place = symbols.find(in);
        return place >= 0;
    }

    private boolean book() {
        long sent = head();
        if (sent < 0) {
            return false;
        }
        boolean snapshot = in.optional(SNAPSHOT);
        if ((!snapshot && !in.literal(UPDATE)) || !symbol() || !in.literal(UPDATES)) {
            return false;
        }
        Digits digits = books[place].digits;
        digits.begin(update, books[place].listing.id(), snapshot);
        long latest = 0;
        if (!in.next(']')) {
            do {
                long time = level(digits);
                if (time < 0) {
                    return false;
                }
                latest = Math.max(latest, time);
            } while (in.optional(','));
        }
        if (!in.literal(END) || !in.done()) {
            return false;
        }
        digits.keep();
        update.eventNanos(snapshot ? sent : latest);
        return true;
    }

    /// One level; its time, negative when it is not as usual.
    private long level(Digits digits) {
        boolean bid = in.optional(BID);
        if (!bid && !in.literal(OFFER)) {
            return FrameReader.NOTHING;
        }
        long time = in.time();
        if (time < 0 || !in.literal(PRICE_LEVEL)) {
            return FrameReader.NOTHING;
        }
        long price = digits.price(in, update);
        int priceDecimals = in.decimals();
        if (price <= 0 || !in.literal(QUANTITY)) {
            return FrameReader.NOTHING;
        }
        long size = digits.size(in, update);
        int sizeDecimals = in.decimals();
        if (size < 0 || !in.literal(ITEM_END)) {
            return FrameReader.NOTHING;
        }
        Levels levels = bid ? update.bids : update.asks;
        levels.add(price, size, Levels.wire(priceDecimals, sizeDecimals));
        return time;
    }

    private boolean trades() {
        trades.clear();
        if (head() < 0 || !in.literal(NEW_TRADES)) {
            return false;
        }
        do {
            int before = place;
            if (!trade() || (trades.count() > 1 && place != before)) {
                return false;
            }
        } while (in.optional(','));
        if (!in.literal(END) || !in.done()) {
            return false;
        }
        books[place].digits.keep();
        return true;
    }

    private boolean trade() {
        TradeUpdate trade = trades.next();
        if (!in.literal(TRADE_ID) || !in.string() || !in.text(trade.id)) {
            return false;
        }
        int idLength = in.textLength();
        if (!in.literal(PRODUCT) || !symbol() || !in.literal(PRICE)) {
            return false;
        }
        Digits digits = books[place].digits;
        digits.begin(trade, books[place].listing.id());
        trade.idLength = idLength;
        trade.price = digits.price(in, trade);
        if (trade.price <= 0 || !in.literal(SIZE)) {
            return false;
        }
        trade.size = digits.size(in, trade);
        if (trade.size <= 0) {
            return false;
        }
        boolean sold = in.optional(MAKER_BUY);
        if (!sold && !in.literal(MAKER_SELL)) {
            return false;
        }
        // The side is the maker's.
        trade.taker = sold ? Side.ASK : Side.BID;
        trade.eventNanos = in.time();
        return trade.eventNanos >= 0 && in.literal(ITEM_END);
    }
}
