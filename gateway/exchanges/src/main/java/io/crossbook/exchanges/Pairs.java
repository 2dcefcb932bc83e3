package io.crossbook.exchanges;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Levels;
import java.util.List;

/// Levels as most exchanges write them: `[["61837.63","1.5"],["61837.62","0"]]`.
public final class Pairs {

    private static final Literal OPEN = Literal.of("[[\"");
    private static final Literal EMPTY = Literal.of("[]");
    private static final Literal BETWEEN = Literal.of("\",\"");
    private static final Literal NEXT = Literal.of("\"],[\"");
    private static final Literal CLOSE = Literal.of("\"]]");

    private Pairs() {}

    /// Adds the pairs that stand here to one side of `update`; false for anything else. A price is never zero.
    public static boolean read(FrameReader reader, Digits digits, BookUpdate update,
            Levels levels) {
        if (!reader.optional(OPEN)) {
            return reader.literal(EMPTY);
        }
        do {
            if (digits.pairs(reader, levels)) {
                break;
            }
            if (!pair(reader, digits, update, levels)) {
                return false;
            }
        } while (reader.optional(NEXT));
        return reader.literal(CLOSE);
    }

    private static boolean pair(FrameReader reader, Digits digits, BookUpdate update,
            Levels levels) {
        int start = reader.position();
        long price = digits.price(reader, update);
        int priceDecimals = reader.decimals();
        int whole = reader.position() - start - 1 - priceDecimals;
        if (price <= 0 || !reader.literal(BETWEEN)) {
            return false;
        }
        long size = digits.size(reader, update);
        if (size < 0) {
            return false;
        }
        levels.add(price, size, Levels.wire(priceDecimals, reader.decimals()));
        digits.written(whole, priceDecimals);
        return true;
    }

    /// The same from what the general parser found; [Malformed] for anything but pairs of decimals.
    public static void read(List<Json> pairs, Digits digits, BookUpdate update, Levels levels) {
        for (Json item : pairs) {
            List<Json> pair = item.asList("level");
            if (pair.size() != 2) {
                throw new Malformed("a level has price and size");
            }
            long price = digits.price(pair.getFirst(), update);
            int priceDecimals = digits.decimals();
            if (price == 0) {
                throw new Malformed("a price of zero");
            }
            long size = digits.size(pair.getLast(), update);
            levels.add(price, size, Levels.wire(priceDecimals, digits.decimals()));
        }
    }
}
