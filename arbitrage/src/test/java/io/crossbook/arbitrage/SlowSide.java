package io.crossbook.arbitrage;

import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// A side of a book, of which some levels are left. Sizes and prices are of base units, unless said otherwise.
record SlowSide(ListingBook book, Side side, List<Oracle.Level> levels) {

    /// Of a book's side as it is displayed.
    static SlowSide of(Oracle market, ListingBook book, Side side) {
        return new SlowSide(book, side, market.levels(book, side, true));
    }

    BigDecimal multiplier() {
        return BigDecimal.valueOf(book.listing().rules().multiplier());
    }

    boolean empty() {
        return levels.isEmpty();
    }

    BigDecimal shown() {
        return levels.stream().map(Oracle.Level::size)
                .reduce(BigDecimal.ZERO, BigDecimal::add).multiply(multiplier());
    }

    /// The price of the unit that ends a size, as the book has it.
    BigDecimal worst(BigDecimal size) {
        BigDecimal rest = size;
        for (Oracle.Level level : levels) {
            rest = rest.subtract(level.size().multiply(multiplier()));
            if (rest.signum() <= 0) {
                return level.price();
            }
        }
        throw new AssertionError("not that much is left");
    }

    BigDecimal price(BigDecimal size) {
        return worst(size).divide(multiplier());
    }

    /// The limit that reaches it.
    BigDecimal limit(BigDecimal size) {
        return Oracle.limit(book, side, worst(size)).divide(multiplier());
    }

    BigDecimal worth(BigDecimal size) {
        BigDecimal rest = size;
        BigDecimal sum = BigDecimal.ZERO;
        for (Oracle.Level level : levels) {
            BigDecimal step = rest.min(level.size().multiply(multiplier()));
            sum = sum.add(step.multiply(level.price().divide(multiplier())));
            rest = rest.subtract(step);
        }
        return sum;
    }

    /// Where its levels end.
    List<BigDecimal> ends() {
        var ends = new ArrayList<BigDecimal>();
        BigDecimal end = BigDecimal.ZERO;
        for (Oracle.Level level : levels) {
            end = end.add(level.size().multiply(multiplier()));
            ends.add(end);
        }
        return ends;
    }

    /// About how much an amount of money buys.
    BigDecimal affordable(BigDecimal money) {
        BigDecimal rest = money;
        BigDecimal size = BigDecimal.ZERO;
        for (Oracle.Level level : levels) {
            BigDecimal price = level.price().divide(multiplier());
            BigDecimal step = rest.divide(price, 30, RoundingMode.DOWN)
                    .min(level.size().multiply(multiplier()));
            size = size.add(step);
            rest = rest.subtract(step.multiply(price)).max(BigDecimal.ZERO);
        }
        return size;
    }
}
