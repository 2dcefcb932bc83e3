package io.crossbook.books;

import java.util.Arrays;
import java.util.BitSet;

/// The unified top of book: of every instrument the best bid and the best ask over all live listings.
///
/// Prices and sizes are in base units (of 1000SHIB: of one SHIB), as mantissas at the scales beside them, which differ
/// from listing to listing. Must be told of every change of a book or its health by [#update]; then a best that is gone
/// has given way to the next in the same step. Mirrored books count once; listings that the [AssetMap] cannot vouch for
/// and whose prices are far from the others' are kept out, and so is all else on their exchange that has the asset in doubt. One thread, no allocation.
public final class Tops {

    /// Hears what people should know.
    @FunctionalInterface
    public interface Notice {
        /// A listing is kept out from now on, and gone from the top of its instrument when the update that brought it about is done.
        void quarantined(Listing listing, String why);

        /// A listing that was kept out is so no more: in the top of its instrument when the update is done before which more became known of assets.
        default void released(Listing listing) {}
    }

    /// No book shows this.
    private static final long UNSEEN = Long.MIN_VALUE;

    private final Books books;
    private final Quarantine quarantine;
    private final TopSide bids;
    private final TopSide asks;
    /// Of each listing, which [ListingBook#shows] was looked at; and how many books there were.
    private long[] seen = {};
    private int known;
    /// Those that nobody is to find anything with, though their books may be live.
    private final BitSet withdrawn = new BitSet();

    /// The tops of these books, all empty, by common knowledge of assets alone; nobody hears of quarantines.
    public Tops(Books books) {
        this(books, new AssetMap(), (_, _) -> {});
    }

    /// The tops of these books, all empty.
    public Tops(Books books, AssetMap assets, Notice notice) {
        this.books = books;
        quarantine = new Quarantine(books, assets, notice);
        bids = new TopSide(1);
        asks = new TopSide(-1);
    }

    /// Looks at a book that has changed, or whose health has; true when the best of its instrument changed in price, size
    /// or exchange.
    public boolean update(ListingBook book) {
        int id = book.id();
        if (!news(id, book.shows())) {
            return false;
        }
        int instrument = book.best().instrument;
        boolean changed = quarantine.outdated() && relearn(instrument);
        boolean shows = shows(book);
        long bid = shows ? book.levels().bestBid() : 0;
        long ask = shows ? book.levels().bestAsk() : 0;
        int scale = shows ? BaseUnits.priceScale(book) : 0;
        changed |= quarantine.look(instrument, id, bid, ask, scale) && removeHeld(instrument);
        return show(book) || changed;
    }

    private static boolean shows(ListingBook book) {
        return book.health() == Health.LIVE && book.best().counts;
    }

    /// Puts what a book shows into the top of its instrument, or takes it out; true when that changed it.
    private boolean show(ListingBook book) {
        if (!shows(book) || quarantine.why(book.id()) != null || withdrawn.get(book.id())) {
            return remove(book);
        }
        int scale = BaseUnits.priceScale(book);
        int sizeScale = BaseUnits.sizeScale(book);
        boolean bidMoved = bids.set(book, book.levels().bestBid(), scale,
                BaseUnits.size(book, book.levels().bestBidSize()), sizeScale);
        boolean askMoved = asks.set(book, book.levels().bestAsk(), scale,
                BaseUnits.size(book, book.levels().bestAskSize()), sizeScale);
        return bidMoved || askMoved;
    }

    /// Lets in and keeps out by what is known of assets now; true when this instrument's top changed. Of the others the notices have told.
    private boolean relearn(int instrument) {
        quarantine.relearn();
        boolean changed = false;
        for (ListingBook book : books.all()) {
            changed |= show(book) && book.best().instrument == instrument;
        }
        return changed;
    }

    /// Whether there is anything in this book that was not looked at; notes it. A new book, or a word on assets, makes all of
    /// them news.
    private boolean news(int listing, long shows) {
        if (books.size() != known || quarantine.outdated()) {
            known = books.size();
            seen = new long[known];
        }
        if (listing >= seen.length) {
            seen = Arrays.copyOf(seen, listing + 1);
        }
        boolean news = seen[listing] != shows;
        seen[listing] = shows;
        return news;
    }

    private boolean remove(ListingBook book) {
        boolean bidGone = bids.set(book, 0, 0, 0, 0);
        boolean askGone = asks.set(book, 0, 0, 0, 0);
        return bidGone || askGone;
    }

    /// Takes all that is kept out from the tops; true when this instrument's changed. Of the others the notices have told.
    private boolean removeHeld(int instrument) {
        boolean changed = false;
        for (ListingBook book : books.all()) {
            if (quarantine.why(book.id()) != null) {
                changed |= remove(book) && book.best().instrument == instrument;
            }
        }
        return changed;
    }

    /// Whether a book may stand beside the others of its instrument: live, no mirror of another, not kept out. What may
    /// not has no place in a comparison of exchanges either.
    public boolean takesPart(ListingBook book) {
        return book.health() == Health.LIVE && book.best().counts
                && quarantine.why(book.id()) == null && !withdrawn.get(book.id());
    }

    /// Whether the assets that two listings share by name, of one instrument or not, may be taken for the same: neither is kept out,
    /// withdrawn or told apart by the asset map. Allocates nothing.
    public boolean same(Listing one, Listing other) {
        return !withdrawn.get(one.id()) && !withdrawn.get(other.id())
                && quarantine.same(one, other);
    }

    /// Keeps a listing out of all comparisons, whatever its book is, or lets it in again. False when it was so already; else the book's next [#update]
    /// shows it.
    public boolean withdraw(int listing, boolean out) {
        if (withdrawn.get(listing) == out) {
            return false;
        }
        withdrawn.set(listing, out);
        if (listing < seen.length) {
            seen[listing] = UNSEEN;
        }
        return true;
    }

    /// Whether a listing is kept out of all comparisons by [#withdraw].
    public boolean withdrawn(int listing) {
        return withdrawn.get(listing);
    }

    /// Why a listing is kept out; empty when it is not.
    public String quarantined(int listing) {
        String why = quarantine.why(listing);
        return why == null ? "" : why;
    }

    /// The listing that bids most; −1 when no live one bids.
    public int bidListing(int instrument) {
        return bids.best(instrument);
    }

    /// The best bid; 0 when there is none.
    public long bid(int instrument) {
        return bids.price(instrument);
    }

    public int bidPriceScale(int instrument) {
        return bids.priceScale(instrument);
    }

    public long bidSize(int instrument) {
        return bids.size(instrument);
    }

    public int bidSizeScale(int instrument) {
        return bids.sizeScale(instrument);
    }

    /// The listing that asks least; −1 when no live one asks.
    public int askListing(int instrument) {
        return asks.best(instrument);
    }

    /// The best ask; 0 when there is none.
    public long ask(int instrument) {
        return asks.price(instrument);
    }

    public int askPriceScale(int instrument) {
        return asks.priceScale(instrument);
    }

    public long askSize(int instrument) {
        return asks.size(instrument);
    }

    public int askSizeScale(int instrument) {
        return asks.sizeScale(instrument);
    }

    /// Both sides as a record, for the feed and for tests.
    public Quote quote(int instrument) {
        return new Quote(best(instrument, bids), best(instrument, asks));
    }

    private Quote.Best best(int instrument, TopSide side) {
        int listing = side.best(instrument);
        if (listing < 0) {
            return Quote.Best.NONE;
        }
        ListingBook book = books.book(listing);
        return new Quote.Best(listing, book.listing().exchange(), side.price(instrument),
                side.priceScale(instrument), side.size(instrument), side.sizeScale(instrument),
                book.receivedNanos(), book.health());
    }
}
