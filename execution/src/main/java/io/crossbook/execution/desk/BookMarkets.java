package io.crossbook.execution.desk;

import io.crossbook.books.Books;
import io.crossbook.books.Cursor;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import io.crossbook.execution.Markets;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The engine's own books. What is not live shows nothing, and no book is ever remembered.
public final class BookMarkets implements Markets {

    private final Books books;
    private final Cursor cursor = new Cursor();

    /// Over books that others keep.
    public BookMarkets(Books books) {
        this.books = books;
    }

    @Override
    public @Nullable Top top(Listing listing) {
        ListingBook book = books.named(listing);
        if (book == null || book.health() != Health.LIVE || book.bestBid() == 0
                || book.bestAsk() == 0) {
            return null;
        }
        int scale = book.levels().priceScale();
        return new Top(BigDecimal.valueOf(book.bestBid(), scale),
                BigDecimal.valueOf(book.bestAsk(), scale));
    }

    @Override
    public @Nullable BigDecimal worth(Listing listing, boolean buys, BigDecimal size) {
        ListingBook book = books.named(listing);
        if (book == null || book.health() != Health.LIVE) {
            return null;
        }
        OrderBook levels = book.levels();
        BigDecimal left = size;
        BigDecimal worth = BigDecimal.ZERO;
        levels.walk(buys ? Side.ASK : Side.BID, cursor);
        while (left.signum() > 0 && cursor.next()) {
            BigDecimal taken = BigDecimal.valueOf(cursor.size(), levels.sizeScale()).min(left);
            worth = worth
                    .add(taken.multiply(BigDecimal.valueOf(cursor.price(), levels.priceScale())));
            left = left.subtract(taken);
        }
        return left.signum() > 0 ? null : worth;
    }

    @Override
    public List<Listing> listings(String base, String quote) {
        return books.all().stream().map(ListingBook::listing)
                .filter(listing -> listing.instrument().kind() == Instrument.Kind.SPOT
                        && listing.instrument().base().equals(base)
                        && listing.instrument().quote().equals(quote))
                .toList();
    }
}
