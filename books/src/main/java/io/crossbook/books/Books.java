package io.crossbook.books;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All books of an engine, by dense listing id and dense instrument id.
///
/// Instruments get their ids in the order in which their first listing is added. Look-ups allocate nothing. One thread.
public final class Books {

    private final Mirrors mirrors;
    private final Map<Instrument, Integer> ids = new HashMap<>();
    private final List<Instrument> instruments = new ArrayList<>();
    private final List<List<ListingBook>> ofInstrument = new ArrayList<>();
    private final List<List<ListingBook>> views = new ArrayList<>();
    private final List<ListingBook> all = new ArrayList<>();
    private @Nullable ListingBook[] ofListing = new ListingBook[16];
    private int[] instrumentOf = new int[16];
    private int[] originalOf = new int[16];

    /// No books yet.
    public Books(Mirrors mirrors) {
        this.mirrors = mirrors;
    }

    /// Adds the book of a listing, empty and broken until its first snapshot.
    public ListingBook add(Listing listing, BookShape shape, BookLimits limits) {
        return add(listing, shape, limits, OrderBooks.of(shape, listing.rules()));
    }

    /// The same with levels of another make.
    public ListingBook add(Listing listing, BookShape shape, BookLimits limits, OrderBook levels) {
        int id = listing.id();
        if (id < ofListing.length && ofListing[id] != null) {
            throw new IllegalStateException("listing " + id + " is there twice: " + listing);
        }
        if (id >= ofListing.length) {
            int length = Math.max(id + 1, ofListing.length * 2);
            ofListing = Arrays.copyOf(ofListing, length);
            instrumentOf = Arrays.copyOf(instrumentOf, length);
            originalOf = Arrays.copyOf(originalOf, length);
        }
        var book = new ListingBook(listing, shape, levels, limits);
        int instrument = idOf(listing.instrument());
        ofListing[id] = book;
        instrumentOf[id] = instrument;
        book.best().instrument = instrument;
        book.best().place = ofInstrument.get(instrument).size();
        ofInstrument.get(instrument).add(book);
        all.add(book);
        findOriginals(listing);
        return book;
    }

    /// The book of a listing; asking for one that was never added is our mistake.
    public ListingBook book(int listing) {
        ListingBook book = has(listing) ? ofListing[listing] : null;
        if (book == null) {
            throw new IllegalStateException("there is no listing " + listing);
        }
        return book;
    }

    /// The book of what an exchange calls so, whatever id it had when `listing` was written down: ids are those of one run. Null while it is not listed.
    public @Nullable ListingBook named(Listing listing) {
        ListingBook likely = has(listing.id()) ? ofListing[listing.id()] : null;
        if (likely != null && likely.listing().sameAs(listing)) {
            return likely;
        }
        for (ListingBook book : all) {
            if (book.listing().sameAs(listing)) {
                return book;
            }
        }
        return null;
    }

    private int known(int listing) {
        return book(listing).id();
    }

    /// Whether a listing was added.
    public boolean has(int listing) {
        return listing >= 0 && listing < ofListing.length && ofListing[listing] != null;
    }

    /// All books, in the order in which they were added.
    public List<ListingBook> all() {
        return Collections.unmodifiableList(all);
    }

    /// How many books there are; they only ever get more.
    public int size() {
        return all.size();
    }

    /// How many instruments there are: their ids are 0 to one less.
    public int instruments() {
        return instruments.size();
    }

    /// The instrument behind an id.
    public Instrument instrument(int instrument) {
        return instruments.get(instrument);
    }

    /// The id of an instrument; −1 when nobody lists it.
    public int instrumentId(Instrument instrument) {
        return ids.getOrDefault(instrument, -1);
    }

    /// The id of a listing's instrument.
    public int instrumentOf(int listing) {
        return instrumentOf[known(listing)];
    }

    /// The books of one instrument, a view in the order in which they were added.
    public List<ListingBook> of(int instrument) {
        return views.get(instrument);
    }

    /// The listing whose book this one mirrors, by [Mirrors]; itself when it is a market of its own. What is consumed of
    /// the one is gone from the other.
    public int originalOf(int listing) {
        return originalOf[known(listing)];
    }

    /// Whether a listing counts in the totals of its instrument: not when its original does so already.
    public boolean counts(int listing) {
        int original = originalOf(listing);
        return original == listing || instrumentOf[original] != instrumentOf[listing];
    }

    private int idOf(Instrument instrument) {
        int known = instrumentId(instrument);
        if (known >= 0) {
            return known;
        }
        var books = new ArrayList<ListingBook>();
        ids.put(instrument, instruments.size());
        instruments.add(instrument);
        ofInstrument.add(books);
        views.add(Collections.unmodifiableList(books));
        return instruments.size() - 1;
    }

    private void findOriginals(Listing added) {
        Listing original = added;
        for (ListingBook book : all) {
            if (mirrors.sameBook(book.listing(), added)) {
                original = mirrors.original(original, book.listing());
            }
        }
        for (ListingBook book : all) {
            if (mirrors.sameBook(book.listing(), added)) {
                originalOf[book.listing().id()] = original.id();
                book.best().counts = counts(book.id());
            }
        }
    }
}
