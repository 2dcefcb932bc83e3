package io.crossbook.exchanges.okx;

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

/// Reads OKX's frames by template: books, best quotes, trades, as OKX writes them, byte for byte.
///
/// What was read stays here until the next frame. Anything unusual is [Found#NOTHING], for the general parser.
final class OkxReader {

    /// What a frame was.
    enum Found {
        BOOK, TRADES, QUOTE, NOTHING
    }

    private static final Literal CHANNEL = Literal.of("{\"arg\":{\"channel\":\"");
    private static final Literal BOOKS = Literal.of("books\",\"instId\":\"");
    private static final Literal BEST = Literal.of("bbo-tbt\",\"instId\":\"");
    private static final Literal TRADES = Literal.of("trades\",\"instId\":\"");
    private static final Literal SNAPSHOT = Literal.of("},\"action\":\"snapshot\",\"data\":[{");
    private static final Literal UPDATE = Literal.of("},\"action\":\"update\",\"data\":[{");
    private static final Literal DATA = Literal.of("},\"data\":[{");
    private static final Literal ASKS = Literal.of("\"asks\":[");
    private static final Literal BIDS = Literal.of(",\"bids\":[");
    private static final Literal LEVEL = Literal.of("[\"");
    private static final Literal NEXT = Literal.of("\",\"");
    private static final Literal LEVEL_END = Literal.of("\"]");
    private static final Literal TIME = Literal.of(",\"ts\":\"");
    private static final Literal CHECKSUM = Literal.of(",\"checksum\":");
    private static final Literal SEQUENCE = Literal.of(",\"seqId\":");
    private static final Literal PREVIOUS = Literal.of(",\"prevSeqId\":");
    private static final Literal END = Literal.of("}]}");
    private static final Literal INSTRUMENT = Literal.of("\"instId\":\"");
    private static final Literal TRADE_ID = Literal.of(",\"tradeId\":\"");
    private static final Literal PRICE = Literal.of("\",\"px\":\"");
    private static final Literal SIZE = Literal.of("\",\"sz\":\"");
    private static final Literal BUY = Literal.of("\",\"side\":\"buy\",\"ts\":\"");
    private static final Literal SELL = Literal.of("\",\"side\":\"sell\",\"ts\":\"");
    private static final Literal COUNT = Literal.of(",\"count\":\"");
    private static final Literal SOURCE = Literal.of(",\"source\":\"");
    private static final Literal NEXT_TRADE = Literal.of("},{");

    private final FrameReader in = new FrameReader();
    private final SymbolTable symbols;
    private final TrackedBook[] books;

    /// The book message that was read.
    final BookUpdate update = new BookUpdate();
    /// The best quote that was read.
    final QuoteUpdate quote = new QuoteUpdate();
    /// The trades that were read.
    final TradeBatch trades = new TradeBatch();
    /// Whose they are.
    int place;
    /// The numbers of the message, [OkxSequence#NONE] where it has none.
    long seqId;
    long prevSeqId;

    private long checksum;

    OkxReader(SymbolTable symbols, TrackedBook[] books) {
        this.symbols = symbols;
        this.books = books;
    }

    Found read(Bytes bytes) {
        in.over(bytes);
        if (!in.literal(CHANNEL)) {
            return Found.NOTHING;
        }
        if (in.optional(BOOKS)) {
            return symbol() && book() ? Found.BOOK : Found.NOTHING;
        }
        if (in.optional(BEST)) {
            return symbol() && quote() ? Found.QUOTE : Found.NOTHING;
        }
        return in.optional(TRADES) && symbol() && trades() ? Found.TRADES : Found.NOTHING;
    }

    private boolean symbol() {
        if (!in.string()) {
            return false;
        }
        place = symbols.find(in);
        return place >= 0;
    }

    private boolean book() {
        boolean snapshot = in.optional(SNAPSHOT);
        if (!snapshot && !in.literal(UPDATE)) {
            return false;
        }
        Digits digits = books[place].digits;
        digits.begin(update, books[place].listing.id(), snapshot);
        if (!in.literal(ASKS) || !levels(digits, update.asks)
                || !in.literal(BIDS) || !levels(digits, update.bids) || !in.literal(TIME)) {
            return false;
        }
        long nanos = nanos();
        if (nanos < 0 || !in.skip('"') || !numbers() || !in.literal(END) || !in.done()) {
            return false;
        }
        digits.keep();
        update.eventNanos(nanos);
        update.updateId(Math.max(0, seqId));
        update.checksum(checksum);
        return true;
    }

    private boolean levels(Digits digits, Levels levels) {
        if (in.optional(']')) {
            return true;
        }
        do {
            if (!in.literal(LEVEL)) {
                return false;
            }
            long price = digits.price(in, update);
            int priceDecimals = in.decimals();
            if (price <= 0 || !in.literal(NEXT)) {
                return false;
            }
            long size = digits.size(in, update);
            int sizeDecimals = in.decimals();
            if (size < 0 || !orders()) {
                return false;
            }
            levels.add(price, size, Levels.wire(priceDecimals, sizeDecimals));
        } while (in.optional(','));
        return in.skip(']');
    }

    /// What stands behind price and size: liquidated orders (retired) and orders.
    private boolean orders() {
        return in.literal(NEXT) && in.unsigned() >= 0 && in.literal(NEXT) && in.unsigned() >= 0
                && in.literal(LEVEL_END);
    }

    /// Checksum and sequence, each at most once and in any order: documents and frames differ.
    private boolean numbers() {
        seqId = OkxSequence.NONE;
        prevSeqId = OkxSequence.NONE;
        checksum = BookUpdate.NO_CHECKSUM;
        boolean summed = false;
        while (!in.next('}')) {
            if (in.optional(CHECKSUM)) {
                long sum = signed();
                if (summed || sum == OkxSequence.NONE) {
                    return false;
                }
                summed = true;
                checksum = sum == 0 ? BookUpdate.NO_CHECKSUM : sum;
            } else if (in.optional(SEQUENCE)) {
                if (seqId != OkxSequence.NONE || (seqId = signed()) == OkxSequence.NONE) {
                    return false;
                }
            } else if (!in.literal(PREVIOUS) || prevSeqId != OkxSequence.NONE
                    || (prevSeqId = signed()) == OkxSequence.NONE) {
                return false;
            }
        }
        return true;
    }

    private long signed() {
        boolean negative = in.optional('-');
        long value = in.unsigned();
        return value < 0 ? OkxSequence.NONE : negative ? -value : value;
    }

    private boolean quote() {
        Digits digits = books[place].digits;
        digits.begin(quote, books[place].listing.id());
        if (!in.literal(DATA) || !in.literal(ASKS) || !best(digits, Side.ASK)
                || !in.literal(BIDS) || !best(digits, Side.BID) || !in.literal(TIME)) {
            return false;
        }
        long nanos = nanos();
        if (nanos < 0 || !in.skip('"') || !numbers() || !in.literal(END) || !in.done()) {
            return false;
        }
        digits.keep();
        quote.eventNanos = nanos;
        quote.updateId = Math.max(0, seqId);
        return true;
    }

    private boolean best(Digits digits, Side side) {
        if (in.optional(']')) {
            return true;
        }
        if (!in.literal(LEVEL)) {
            return false;
        }
        long price = digits.price(in, quote);
        if (price <= 0) {
            return false;
        }
        if (side == Side.BID) {
            quote.bid = price;
        } else {
            quote.ask = price;
        }
        if (!in.literal(NEXT)) {
            return false;
        }
        long size = digits.size(in, quote);
        if (side == Side.BID) {
            quote.bidSize = size;
        } else {
            quote.askSize = size;
        }
        return size >= 0 && orders() && in.skip(']');
    }

    private boolean trades() {
        trades.clear();
        if (!in.literal(DATA)) {
            return false;
        }
        do {
            if (!trade()) {
                return false;
            }
        } while (in.optional(NEXT_TRADE));
        if (!in.literal(END) || !in.done()) {
            return false;
        }
        books[place].digits.keep();
        return true;
    }

    private boolean trade() {
        if (!in.literal(INSTRUMENT) || !in.string() || symbols.find(in) != place
                || !in.literal(TRADE_ID)) {
            return false;
        }
        TradeUpdate trade = trades.next();
        Digits digits = books[place].digits;
        digits.begin(trade, books[place].listing.id());
        if (!id(trade) || !in.literal(PRICE)) {
            return false;
        }
        trade.price = digits.price(in, trade);
        if (trade.price <= 0 || !in.literal(SIZE)) {
            return false;
        }
        trade.size = digits.size(in, trade);
        if (trade.size <= 0) {
            return false;
        }
        boolean bought = in.optional(BUY);
        if (!bought && !in.literal(SELL)) {
            return false;
        }
        trade.taker = bought ? Side.BID : Side.ASK;
        trade.eventNanos = nanos();
        return trade.eventNanos >= 0 && in.skip('"') && rest();
    }

    private long nanos() {
        long millis = in.unsigned();
        return millis > OkxGeneral.MOST_MILLIS
                ? FrameReader.NOTHING
                : millis < 0 ? millis : millis * OkxGeneral.NANOS_A_MILLI;
    }

    /// The id, up to its closing quote, which is the next literal's.
    private boolean id(TradeUpdate trade) {
        int start = in.position();
        if (!in.string() || !in.text(trade.id)) {
            return false;
        }
        trade.idLength = in.textLength();
        in.back(start + trade.idLength);
        return true;
    }

    /// What newer frames have behind the time.
    private boolean rest() {
        if (in.optional(COUNT) && (in.unsigned() < 0 || !in.skip('"'))) {
            return false;
        }
        if (in.optional(SOURCE) && (in.unsigned() < 0 || !in.skip('"'))) {
            return false;
        }
        return !in.optional(SEQUENCE) || in.unsigned() >= 0;
    }
}
