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
import io.crossbook.exchanges.WireDigits;

/// Reads the Exchange feed by template: book snapshots and changes, matches, as Coinbase writes them, byte for byte.
///
/// What was read stays here until the next frame. Anything unusual is [Found#NOTHING], for the general parser.
final class ExchangeReader {

    /// What a frame was.
    enum Found {
        BOOK, MATCH, NOTHING
    }

    private static final Literal TYPE = Literal.of("{\"type\":\"");
    private static final Literal UPDATE = Literal.of("l2update\",\"product_id\":\"");
    private static final Literal SNAPSHOT = Literal.of("snapshot\",\"product_id\":\"");
    private static final Literal MATCH = Literal.of("match\",\"trade_id\":");
    private static final Literal CHANGES = Literal.of(",\"changes\":[");
    private static final Literal BUY = Literal.of("[\"buy\",\"");
    private static final Literal SELL = Literal.of("[\"sell\",\"");
    private static final Literal ASKS = Literal.of(",\"asks\":[");
    private static final Literal BIDS = Literal.of(",\"bids\":[");
    private static final Literal LEVEL = Literal.of("[\"");
    private static final Literal NEXT = Literal.of("\",\"");
    private static final Literal LEVEL_END = Literal.of("\"]");
    private static final Literal TIME = Literal.of(",\"time\":\"");
    private static final Literal END = Literal.of("\"}");
    private static final Literal MAKER_ORDER = Literal.of(",\"maker_order_id\":\"");
    private static final Literal TAKER_ORDER = Literal.of(",\"taker_order_id\":\"");
    private static final Literal MAKER_BUY = Literal.of(",\"side\":\"buy\",\"size\":\"");
    private static final Literal MAKER_SELL = Literal.of(",\"side\":\"sell\",\"size\":\"");
    private static final Literal PRICE = Literal.of(",\"price\":\"");
    private static final Literal PRODUCT = Literal.of(",\"product_id\":\"");
    private static final Literal SEQUENCE = Literal.of(",\"sequence\":");

    private final FrameReader in = new FrameReader();
    private final SymbolTable symbols;
    private final TrackedBook[] books;

    /// The book message that was read.
    final BookUpdate update = new BookUpdate();
    /// The match that was read.
    final TradeUpdate trade = new TradeUpdate();
    /// The number of that match.
    long tradeId;
    /// Whose they are.
    int place;

    ExchangeReader(SymbolTable symbols, TrackedBook[] books) {
        this.symbols = symbols;
        this.books = books;
    }

    Found read(Bytes bytes) {
        in.over(bytes);
        if (!in.literal(TYPE)) {
            return Found.NOTHING;
        }
        if (in.optional(UPDATE)) {
            return symbol() && change() ? Found.BOOK : Found.NOTHING;
        }
        if (in.optional(MATCH)) {
            return match() ? Found.MATCH : Found.NOTHING;
        }
        return in.optional(SNAPSHOT) && symbol() && snapshot() ? Found.BOOK : Found.NOTHING;
    }

    private boolean symbol() {
        if (!in.string()) {
            return false;
        }
        place = symbols.find(in);
        return place >= 0;
    }

    private boolean change() {
        Digits digits = books[place].digits;
        digits.begin(update, books[place].listing.id(), false);
        if (!in.literal(CHANGES)) {
            return false;
        }
        do {
            boolean bid = in.optional(BUY);
            if ((!bid && !in.literal(SELL)) || !level(digits, bid ? update.bids : update.asks)) {
                return false;
            }
        } while (in.optional(','));
        if (!in.skip(']') || !in.literal(TIME)) {
            return false;
        }
        update.eventNanos(in.time());
        if (update.eventNanos() < 0 || !in.literal(END) || !in.done()) {
            return false;
        }
        digits.keep();
        return true;
    }

    private boolean snapshot() {
        Digits digits = books[place].digits;
        digits.begin(update, books[place].listing.id(), true);
        if (!in.literal(ASKS) || !levels(digits, update.asks) || !in.literal(BIDS)
                || !levels(digits, update.bids)) {
            return false;
        }
        if (in.optional(TIME)) {
            update.eventNanos(in.time());
            if (update.eventNanos() < 0 || !in.skip('"')) {
                return false;
            }
        }
        if (!in.skip('}') || !in.done()) {
            return false;
        }
        digits.keep();
        return true;
    }

    private boolean levels(Digits digits, Levels levels) {
        if (in.optional(']')) {
            return true;
        }
        do {
            if (!in.literal(LEVEL) || !level(digits, levels)) {
                return false;
            }
        } while (in.optional(','));
        return in.skip(']');
    }

    /// Price and size, from behind the price's opening quote to the closing bracket.
    private boolean level(Digits digits, Levels levels) {
        long price = digits.price(in, update);
        int priceDecimals = in.decimals();
        if (price <= 0 || !in.literal(NEXT)) {
            return false;
        }
        long size = digits.size(in, update);
        int sizeDecimals = in.decimals();
        if (size < 0 || !in.literal(LEVEL_END)) {
            return false;
        }
        levels.add(price, size, Levels.wire(priceDecimals, sizeDecimals));
        return true;
    }

    /// The product comes behind size and price, whose digits depend on it: so it is looked up first.
    private boolean match() {
        tradeId = in.unsigned();
        if (tradeId < 0 || !in.literal(MAKER_ORDER) || !in.string() || !in.literal(TAKER_ORDER)
                || !in.string()) {
            return false;
        }
        boolean sold = in.optional(MAKER_BUY);
        if (!sold && !in.literal(MAKER_SELL)) {
            return false;
        }
        int size = in.position();
        if (!in.string() || !in.literal(PRICE)) {
            return false;
        }
        int price = in.position();
        if (!in.string() || !in.literal(PRODUCT) || !symbol()) {
            return false;
        }
        long sequence = in.literal(SEQUENCE) ? in.unsigned() : FrameReader.NOTHING;
        if (sequence < 0 || !in.literal(TIME)) {
            return false;
        }
        long time = in.time();
        if (time < 0 || !in.literal(END) || !in.done()) {
            return false;
        }
        return digits(size, price, sold, time);
    }

    private boolean digits(int size, int price, boolean sold, long time) {
        Digits digits = books[place].digits;
        digits.begin(trade, books[place].listing.id());
        in.back(size);
        trade.size = digits.size(in, trade);
        if (trade.size <= 0 || !in.skip('"')) {
            return false;
        }
        in.back(price);
        trade.price = digits.price(in, trade);
        if (trade.price <= 0 || !in.skip('"')) {
            return false;
        }
        digits.keep();
        // Coinbase, "Match": the side is the maker's.
        trade.taker = sold ? Side.ASK : Side.BID;
        trade.eventNanos = time;
        trade.idLength = WireDigits.number(trade.id, 0, tradeId);
        return true;
    }
}
