package io.crossbook.execution;

import io.crossbook.books.Listing;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The books, as far as orders need them.
public interface Markets {

    /// The best prices of a book; null unless it is live and has both.
    @Nullable
    Top top(Listing listing);

    /// What a market taker of `size` gives or gets for all of it now, before fees; null unless the book is live and shows so much.
    @Nullable
    BigDecimal worth(Listing listing, boolean buys, BigDecimal size);

    /// All spot listings of a base against a quote, in a fixed order.
    List<Listing> listings(String base, String quote);

    /// The best prices of both sides.
    record Top(BigDecimal bid, BigDecimal ask) {
        public Top {
            if (bid.signum() <= 0 || ask.compareTo(bid) < 0) {
                throw new IllegalArgumentException("no market: " + bid + " to " + ask);
            }
        }

        /// What a taker meets first.
        public BigDecimal touch(boolean buys) {
            return buys ? ask : bid;
        }
    }
}
