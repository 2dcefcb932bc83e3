package io.crossbook.bench;

import io.crossbook.arbitrage.Detector;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Mirrors;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Tops;
import java.util.function.Function;

/// Our books, tops and detector, for contenders that only read frames another way.
final class Decision {

    static final DetectorSettings SETTINGS = DetectorSettings.DEFAULT;
    static final long TAKER_FEE = 1_000_000;

    private final Books books = new Books(Mirrors.NONE);
    private final Tops tops = new Tops(books);
    private final Detector detector = new Detector(books, SETTINGS, _ -> TAKER_FEE, (_, _) -> true,
            this::told);
    private long told;

    Decision(Dataset dataset) {
        for (Listing listing : dataset.listings()) {
            books.add(listing, BookShape.FULL, BookLimits.DEFAULT);
        }
    }

    /// The same with books of another make.
    Decision(Dataset dataset, Function<Listing, OrderBook> levels) {
        for (Listing listing : dataset.listings()) {
            books.add(listing, BookShape.FULL, BookLimits.DEFAULT, levels.apply(listing));
        }
    }

    void apply(BookUpdate update, long now) {
        ListingBook book = books.book(update.listing());
        book.apply(update, now);
        changed(book, now);
    }

    void changed(ListingBook book, long now) {
        tops.update(book);
        detector.changed(book, now);
    }

    private void told(Opportunity opportunity) {
        told = hash(told, opportunity);
    }

    static long hash(long before, Opportunity opportunity) {
        long hash = before * 31 + opportunity.first().listing().id();
        hash = hash * 31 + opportunity.last().listing().id();
        hash = hash * 31 + opportunity.first().size();
        return hash * 31 + opportunity.net();
    }

    ListingBook book(int listing) {
        return books.book(listing);
    }

    long told() {
        return told;
    }
}
