package io.crossbook.exchanges.kraken;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Levels;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Literal;
import io.crossbook.exchanges.SymbolTable;
import io.crossbook.exchanges.TrackedBook;
import io.crossbook.exchanges.TradeBatch;
import io.crossbook.exchanges.WireDigits;

/// Reads the frames of v2 by template: books, trades, best quotes, heartbeats, as Kraken writes them, byte for byte.
///
/// What was read stays here until the next frame. Anything unusual is [Found#NOTHING], for the general parser.
final class KrakenV2Reader {

    /// What a frame was.
    enum Found {
        BOOK, TRADES, QUOTE, HEARTBEAT, NOTHING
    }

    private static final Literal CHANNEL = Literal.of("{\"channel\":\"");
    private static final Literal BOOK = Literal.of("book\",\"type\":\"");
    private static final Literal TRADE = Literal.of("trade\",\"type\":\"update\",\"data\":[");
    private static final Literal TICKER = Literal.of("ticker\",\"type\":\"");
    private static final Literal HEARTBEAT = Literal.of("heartbeat\"}");
    private static final Literal SNAPSHOT_DATA = Literal.of("snapshot\",\"data\":[{\"symbol\":\"");
    private static final Literal UPDATE_DATA = Literal.of("update\",\"data\":[{\"symbol\":\"");
    private static final Literal BIDS = Literal.of(",\"bids\":[");
    private static final Literal ASKS = Literal.of(",\"asks\":[");
    private static final Literal PRICE = Literal.of("{\"price\":");
    private static final Literal QTY = Literal.of(",\"qty\":");
    private static final Literal CHECKSUM = Literal.of(",\"checksum\":");
    private static final Literal TIMESTAMP = Literal.of(",\"timestamp\":\"");
    private static final Literal END = Literal.of("}]}");
    private static final Literal SYMBOL = Literal.of("{\"symbol\":\"");
    private static final Literal BUY = Literal.of(",\"side\":\"buy\"");
    private static final Literal SELL = Literal.of(",\"side\":\"sell\"");
    private static final Literal TRADE_PRICE = Literal.of(",\"price\":");
    private static final Literal ORDER_TYPE = Literal.of(",\"ord_type\":\"");
    private static final Literal TRADE_ID = Literal.of(",\"trade_id\":");
    private static final Literal BID = Literal.of(",\"bid\":");
    private static final Literal BID_QTY = Literal.of(",\"bid_qty\":");
    private static final Literal ASK = Literal.of(",\"ask\":");
    private static final Literal ASK_QTY = Literal.of(",\"ask_qty\":");
    private static final Literal LAST = Literal.of(",\"last\":");
    private static final Literal VOLUME = Literal.of(",\"volume\":");
    private static final Literal VWAP = Literal.of(",\"vwap\":");
    private static final Literal LOW = Literal.of(",\"low\":");
    private static final Literal HIGH = Literal.of(",\"high\":");
    private static final Literal CHANGE = Literal.of(",\"change\":");
    private static final Literal CHANGE_PCT = Literal.of(",\"change_pct\":");

    private final FrameReader in = new FrameReader();
    private final SymbolTable symbols;
    private final TrackedBook[] books;

    /// The book message that was read.
    final BookUpdate update = new BookUpdate();
    /// The best quote that was read.
    final QuoteUpdate quote = new QuoteUpdate();
    /// The trades that were read.
    final TradeBatch trades = new TradeBatch();
    /// Whose book or quote it is.
    int place;

    KrakenV2Reader(SymbolTable symbols, TrackedBook[] books) {
        this.symbols = symbols;
        this.books = books;
    }

    Found read(Bytes bytes) {
        in.over(bytes);
        if (!in.literal(CHANNEL)) {
            return Found.NOTHING;
        }
        if (in.optional(BOOK)) {
            return book() ? Found.BOOK : Found.NOTHING;
        }
        if (in.optional(TICKER)) {
            return ticker() ? Found.QUOTE : Found.NOTHING;
        }
        if (in.optional(TRADE)) {
            return trades() ? Found.TRADES : Found.NOTHING;
        }
        return in.optional(HEARTBEAT) && in.done() ? Found.HEARTBEAT : Found.NOTHING;
    }

    private boolean symbol() {
        if (!in.string()) {
            return false;
        }
        place = symbols.find(in);
        return place >= 0;
    }

    private boolean book() {
        boolean snapshot = in.optional(SNAPSHOT_DATA);
        if ((!snapshot && !in.literal(UPDATE_DATA)) || !symbol()) {
            return false;
        }
        Digits digits = books[place].digits;
        digits.begin(update, books[place].listing.id(), snapshot);
        if (!in.literal(BIDS) || !levels(digits, update.bids)
                || !in.literal(ASKS) || !levels(digits, update.asks)
                || !in.literal(CHECKSUM)) {
            return false;
        }
        long checksum = in.unsigned();
        if (checksum < 0 || !in.literal(TIMESTAMP)) {
            return false;
        }
        long time = in.time();
        if (time < 0 || !in.skip('"') || !in.literal(END) || !in.done()) {
            return false;
        }
        digits.keep();
        update.checksum(checksum);
        // A snapshot's time is that of the last change, however long ago: it says nothing of how late the feed runs.
        update.eventNanos(snapshot ? 0 : time);
        return true;
    }

    private boolean levels(Digits digits, Levels levels) {
        if (in.optional(']')) {
            return true;
        }
        do {
            if (!in.literal(PRICE)) {
                return false;
            }
            long price = digits.price(in, update);
            int priceDecimals = in.decimals();
            if (price <= 0 || !in.literal(QTY)) {
                return false;
            }
            long size = digits.size(in, update);
            if (size < 0 || !in.skip('}')) {
                return false;
            }
            levels.add(price, size, Levels.wire(priceDecimals, in.decimals()));
        } while (in.optional(','));
        return in.skip(']');
    }

    private boolean ticker() {
        if ((!in.optional(UPDATE_DATA) && !in.literal(SNAPSHOT_DATA)) || !symbol()) {
            return false;
        }
        Digits digits = books[place].digits;
        digits.begin(quote, books[place].listing.id());
        return best(digits) && day() && end(digits);
    }

    private boolean best(Digits digits) {
        if (!in.literal(BID) || (quote.bid = digits.price(in, quote)) < 0 || !in.literal(BID_QTY)
                || (quote.bidSize = digits.size(in, quote)) < 0) {
            return false;
        }
        return in.literal(ASK) && (quote.ask = digits.price(in, quote)) >= 0
                && in.literal(ASK_QTY) && (quote.askSize = digits.size(in, quote)) >= 0;
    }

    /// The day's statistics: read over.
    private boolean day() {
        return number(LAST) && number(VOLUME) && number(VWAP) && number(LOW) && number(HIGH)
                && number(CHANGE) && number(CHANGE_PCT);
    }

    private boolean number(Literal key) {
        return in.literal(key) && in.signedDown(0) != Long.MIN_VALUE;
    }

    private boolean end(Digits digits) {
        long time = 0;
        if (in.optional(TIMESTAMP)) {
            time = in.time();
            if (time < 0 || !in.skip('"')) {
                return false;
            }
        }
        if (!in.literal(END) || !in.done()) {
            return false;
        }
        digits.keep();
        quote.eventNanos = time;
        return true;
    }

    private boolean trades() {
        trades.clear();
        do {
            int before = place;
            if (!trade() || (trades.count() > 1 && place != before)) {
                return false;
            }
        } while (in.optional(','));
        if (!in.skip(']') || !in.skip('}') || !in.done()) {
            return false;
        }
        books[place].digits.keep();
        return true;
    }

    private boolean trade() {
        if (!in.literal(SYMBOL) || !symbol()) {
            return false;
        }
        boolean bought = in.optional(BUY);
        if ((!bought && !in.literal(SELL)) || !in.literal(TRADE_PRICE)) {
            return false;
        }
        TradeUpdate trade = trades.next();
        Digits digits = books[place].digits;
        digits.begin(trade, books[place].listing.id());
        trade.taker = bought ? Side.BID : Side.ASK;
        trade.price = digits.price(in, trade);
        if (trade.price <= 0 || !in.literal(QTY)) {
            return false;
        }
        trade.size = digits.size(in, trade);
        if (trade.size <= 0 || !in.literal(ORDER_TYPE) || !in.string() || !in.literal(TRADE_ID)) {
            return false;
        }
        long id = in.unsigned();
        if (id < 0 || !in.literal(TIMESTAMP)) {
            return false;
        }
        trade.idLength = WireDigits.number(trade.id, 0, id);
        trade.eventNanos = in.time();
        return trade.eventNanos >= 0 && in.skip('"') && in.skip('}');
    }
}
