package io.crossbook.execution.desk;

import io.crossbook.books.Books;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.execution.risk.References;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The engine's own books as references. Looks at all of them once a second, for their medians over a minute.
///
/// To be called by [#look] when [#nextLook] has come, and told of every mark and index price. On the engine's thread.
public final class BookReferences implements References {

    private static final long SECOND = 1_000_000_000L;
    private static final int MINUTE = 60;
    /// With less a median says little.
    private static final int FEWEST = 30;
    private static final long INDEX_NANOS = 10 * SECOND;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    /// With one decimal more.
    private static final long HALF = 5;

    private final Books books;
    private final Map<Integer, Samples> samples = new HashMap<>();
    private final Map<Instrument, Index> indexes = new HashMap<>();
    private long second = -1;
    private long now;

    /// The middles of the last sixty seconds, one a second; of a second in which the book was not live there is none.
    private static final class Samples {
        final @Nullable BigDecimal[] mids = new BigDecimal[MINUTE];
        final long[] seconds = new long[MINUTE];
    }

    private record Index(BigDecimal price, long toldNanos) {}

    /// Over books that others keep.
    public BookReferences(Books books) {
        this.books = books;
    }

    /// Time has passed.
    public void look(long time) {
        now = Math.max(now, time);
        if (Math.floorDiv(now, SECOND) == second) {
            return;
        }
        second = Math.floorDiv(now, SECOND);
        int place = Math.floorMod(second, MINUTE);
        for (ListingBook book : books.all()) {
            if (book.listing().instrument().kind() == Instrument.Kind.SPOT) {
                Samples of = samples.computeIfAbsent(book.id(), _ -> new Samples());
                of.mids[place] = mid(book);
                of.seconds[place] = second;
            }
        }
    }

    /// When it wants to look again.
    public long nextLook() {
        return (second + 1) * SECOND;
    }

    /// Mark and index of a derivative are references of the spot instrument of its base and what it is quoted in.
    public void told(DerivativeUpdate update, long time) {
        long price = update.indexPrice != DerivativeUpdate.NONE
                ? update.indexPrice
                : update.markPrice;
        if (price <= 0) { // nothing that is NONE is above
            return;
        }
        var listing = books.book(update.listing()).listing();
        BigDecimal each = BigDecimal.valueOf(price, DerivativeUpdate.SCALE)
                .divide(BigDecimal.valueOf(listing.rules().multiplier()));
        indexes.put(Instrument.spot(listing.instrument().base(), listing.instrument().quote()),
                new Index(each, time));
    }

    @Override
    public List<Reference> of(Instrument instrument) {
        int id = books.instrumentId(instrument);
        List<Reference> all = new ArrayList<>();
        for (ListingBook book : id < 0 ? List.<ListingBook>of() : books.of(id)) {
            all.add(new Reference(book.listing(), books.originalOf(book.id()), mid(book),
                    book.receivedNanos()));
        }
        return all;
    }

    @Override
    public @Nullable BigDecimal index(Instrument instrument) {
        Index index = indexes.get(instrument);
        return index == null || now - index.toldNanos > INDEX_NANOS ? null : index.price;
    }

    private static @Nullable BigDecimal mid(ListingBook book) {
        if (book.health() != Health.LIVE || book.bestBid() == 0 || book.bestAsk() == 0) {
            return null;
        }
        long both = book.bestBid() + book.bestAsk();
        int scale = book.levels().priceScale();
        return both % 2 == 0
                ? BigDecimal.valueOf(both / 2, scale)
                : BigDecimal.valueOf(both * HALF, scale + 1);
    }

    @Override
    public @Nullable BigDecimal minuteMedian(Listing listing) {
        ListingBook book = books.named(listing);
        Samples of = book == null ? null : samples.get(book.id());
        List<BigDecimal> seen = new ArrayList<>();
        for (int i = 0; of != null && i < MINUTE; i++) {
            BigDecimal mid = of.mids[i];
            if (mid != null && of.seconds[i] > second - MINUTE) {
                seen.add(mid);
            }
        }
        if (seen.size() < FEWEST) {
            return null;
        }
        BigDecimal[] sorted = seen.toArray(BigDecimal[]::new);
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[half]
                : sorted[half - 1].add(sorted[half]).divide(TWO);
    }
}
