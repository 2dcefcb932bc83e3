package io.crossbook.exchanges.kraken;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Levels;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Literal;
import io.crossbook.exchanges.SymbolTable;
import io.crossbook.exchanges.TrackedBook;

/// Reads the book changes of v1 by template; everything else is for the general parser.
///
/// The pair stands last, and the digits depend on it: so it is looked up first, from behind.
final class KrakenV1Reader {

    private static final Literal ASKS = Literal.of("\"a\":[");
    private static final Literal BIDS = Literal.of("\"b\":[");
    private static final Literal CHECKSUM = Literal.of(",\"c\":\"");
    private static final Literal BOOK = Literal.of(",\"book-");
    private static final Literal SECOND = Literal.of("},{\"b\":[");
    private static final Literal LEVEL = Literal.of("[\"");
    private static final Literal NEXT = Literal.of("\",\"");
    private static final Literal REPUBLISHED = Literal.of(",\"r\"");
    private static final int LONGEST_PAIR = 32;
    private static final int NANO_DECIMALS = 9;

    private final FrameReader in = new FrameReader();
    private final SymbolTable symbols;
    private final TrackedBook[] books;
    private long latest;

    /// The change that was read.
    final BookUpdate update = new BookUpdate();

    KrakenV1Reader(SymbolTable symbols, TrackedBook[] books) {
        this.symbols = symbols;
        this.books = books;
    }

    /// Reads the last string of an array, `..."XBT/USD"]`; false when the frame ends otherwise.
    static boolean pair(Bytes bytes, FrameReader in) {
        byte[] array = bytes.array;
        int quote = bytes.end - 2;
        if (bytes.length() < 4 || array[quote + 1] != ']' || array[quote] != '"') {
            return false;
        }
        int least = Math.max(bytes.start, quote - LONGEST_PAIR);
        for (int p = quote - 1; p >= least; p--) {
            if (array[p] == '"') {
                in.over(array, p + 1, bytes.end);
                return in.string();
            }
        }
        return false;
    }

    /// Whose change it is, −1 when it is none that is written as usual.
    int read(Bytes bytes) {
        if (!pair(bytes, in)) {
            return -1;
        }
        int place = symbols.find(in);
        if (place < 0) {
            return -1;
        }
        Digits digits = books[place].digits;
        digits.begin(update, books[place].listing.id(), false);
        latest = 0;
        in.over(bytes);
        if (!in.skip('[') || in.unsigned() < 0 || !in.skip(',') || !blocks(digits)
                || !in.literal(BOOK) || in.unsigned() < 0 || !in.literal(NEXT) || !in.string()
                || symbols.find(in) != place || !in.skip(']') || !in.done()) {
            return -1;
        }
        digits.keep();
        update.eventNanos(latest);
        return place;
    }

    /// `{"a":[..],"c":".."}`, `{"b":[..],"c":".."}` or `{"a":[..]},{"b":[..],"c":".."}`.
    private boolean blocks(Digits digits) {
        if (!in.skip('{')) {
            return false;
        }
        if (in.optional(ASKS)) {
            if (!levels(digits, update.asks)
                    || (in.optional(SECOND) && !levels(digits, update.bids))) {
                return false;
            }
        } else if (!in.literal(BIDS) || !levels(digits, update.bids)) {
            return false;
        }
        if (!in.literal(CHECKSUM)) {
            return false;
        }
        long checksum = in.unsigned();
        update.checksum(checksum);
        return checksum >= 0 && in.skip('"') && in.skip('}');
    }

    private boolean levels(Digits digits, Levels levels) {
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
            if (size < 0 || !in.literal(NEXT)) {
                return false;
            }
            long time = in.decimal(NANO_DECIMALS);
            if (time < 0 || !in.skip('"')) {
                return false;
            }
            // A republished level was there before and has come into view again, with its old time.
            if (!in.optional(REPUBLISHED) && time > latest) {
                latest = time;
            }
            if (!in.skip(']')) {
                return false;
            }
            levels.add(price, size, Levels.wire(priceDecimals, sizeDecimals));
        } while (in.optional(','));
        return in.skip(']');
    }
}
