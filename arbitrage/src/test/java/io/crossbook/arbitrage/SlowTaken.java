package io.crossbook.arbitrage;

import io.crossbook.books.Cursor;
import io.crossbook.books.Health;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What of the books is counted as taken, and what is left of them: the slow way, in `BigDecimal`.
final class SlowTaken {

    private record Fill(BigDecimal shown, BigDecimal taken) {}

    private final Map<String, Map<BigDecimal, Fill>> taken = new HashMap<>();

    /// Whether anything of a side is.
    boolean any(ListingBook book, Side side) {
        return !fills(book, side).isEmpty();
    }

    /// What is displayed, or what is left of it.
    List<Oracle.Level> levels(ListingBook book, Side side, boolean displayed) {
        var cursor = new Cursor();
        var levels = new ArrayList<Oracle.Level>();
        book.levels().walk(side, cursor);
        while (cursor.next()) {
            BigDecimal price = BigDecimal.valueOf(cursor.price(), book.levels().priceScale());
            BigDecimal size = BigDecimal.valueOf(cursor.size(), book.levels().sizeScale());
            Fill fill = fills(book, side).get(price.stripTrailingZeros());
            BigDecimal left = displayed || fill == null ? size : size.subtract(fill.taken());
            if (left.signum() > 0) {
                levels.add(new Oracle.Level(price, left));
            }
        }
        return levels;
    }

    private Map<BigDecimal, Fill> fills(ListingBook book, Side side) {
        return taken.computeIfAbsent(book.listing().id() + " " + side, _ -> new HashMap<>());
    }

    /// Somebody takes `size` base units, from the best left on, as far as `limit` reaches.
    void take(ListingBook book, Side side, BigDecimal size, BigDecimal limit) {
        BigDecimal rest = size.divide(BigDecimal.valueOf(book.listing().rules().multiplier()))
                .setScale(book.levels().sizeScale(), RoundingMode.CEILING);
        for (Oracle.Level level : levels(book, side, false)) {
            int beyond = level.price().compareTo(limit);
            BigDecimal step = (side == Side.ASK ? beyond > 0 : beyond < 0)
                    ? BigDecimal.ZERO
                    : rest.min(level.size());
            if (step.signum() > 0) {
                BigDecimal price = level.price().stripTrailingZeros();
                Fill old = fills(book, side).get(price);
                BigDecimal before = old == null ? BigDecimal.ZERO : old.taken();
                fills(book, side).put(price,
                        new Fill(level.size().add(before), before.add(step)));
                rest = rest.subtract(step);
            }
        }
    }

    /// The book was updated: what is displayed otherwise than when it was taken counts again.
    void settle(ListingBook book) {
        if (book.health() == Health.BROKEN) {
            return;
        }
        for (Side side : Side.values()) {
            List<Oracle.Level> shown = levels(book, side, true);
            fills(book, side).entrySet().removeIf(fill -> shown.stream().noneMatch(
                    level -> level.price().compareTo(fill.getKey()) == 0
                            && level.size().compareTo(fill.getValue().shown()) == 0));
        }
    }

}
