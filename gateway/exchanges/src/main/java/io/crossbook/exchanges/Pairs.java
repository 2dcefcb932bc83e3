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
            long price = digits.price(reader, update);
            int priceDecimals = reader.decimals();
            if (price <= 0 || !reader.literal(BETWEEN)) {
                return false;
            }
            long size = digits.size(reader, update);
            if (size < 0) {
                return false;
            }
            levels.add(price, size, Levels.wire(priceDecimals, reader.decimals()));
        } while (reader.optional(NEXT));
        return reader.literal(CLOSE);
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
