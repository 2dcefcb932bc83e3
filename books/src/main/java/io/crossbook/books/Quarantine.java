package io.crossbook.books;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps listings apart that share an instrument's name but, by their contracts or prices, not the asset.
///
/// A pair conflicts when an entry or its contracts tell it apart, or when only the name holds it together and one bids over 20 % more than
/// the other asks. Whoever an entry calls otherwise is held, then whoever conflicts with a confirmed listing; else whoever conflicts with
/// the most, which of two is both. What is held is the asset in doubt on that exchange: with it go all listings there that have it, whatever they stand
/// beside. Held is held until the asset map has changed: prices meet by chance, too.
final class Quarantine {

    private final Books books;
    private final AssetMap assets;
    private final Tops.Notice notice;
    private int version;

    /// Per instrument: how many books there were when its pairs were looked up, and whether all of them are the same.
    private int[] known = {};
    private boolean[] same = {};

    /// Per listing: what it shows, 0 for nothing, and why it is held.
    private long[] bids = {};
    private long[] asks = {};
    private int[] scales = {};
    private @Nullable String[] held = {};

    /// Why an asset is held, by exchange and by its name.
    private final Map<String, Map<String, String>> assetsHeld = new HashMap<>();
    /// While all is looked at anew: who was held before.
    private final BitSet wereHeld = new BitSet();

    Quarantine(Books books, AssetMap assets, Tops.Notice notice) {
        this.books = books;
        this.assets = assets;
        this.notice = notice;
        version = assets.version();
    }

    /// Why a listing is held, or null.
    @Nullable
    String why(int listing) {
        return listing < held.length ? held[listing] : null;
    }

    /// Whether the assets that two listings share may be taken for the same: none of the two is held, and nothing is known to the
    /// contrary. Allocates nothing.
    boolean same(Listing one, Listing other) {
        return why(one.id()) == null && why(other.id()) == null
                && assets.compare(one, other) != AssetMap.Sameness.DIFFERENT;
    }

    /// Whether more is known of assets than when it last looked.
    boolean outdated() {
        return version != assets.version();
    }

    /// Looks at all instruments by what is known of assets now. Whoever is held as before hears nothing; who is held no more is let in together with all others.
    void relearn() {
        version = assets.version();
        assetsHeld.clear();
        for (int listing = 0; listing < held.length; listing++) {
            wereHeld.set(listing, held[listing] != null);
        }
        Arrays.fill(held, null);
        for (int instrument = 0; instrument < books.instruments(); instrument++) {
            lookUp(instrument, books.of(instrument));
        }
        for (ListingBook book : books.all()) {
            if (wereHeld.get(book.id()) && why(book.id()) == null) {
                notice.released(book.listing());
            }
        }
        wereHeld.clear();
    }

    /// Looks at what a listing shows now, zeros when it takes no part; true when listings, of whatever instrument, are newly held.
    boolean look(int instrument, int listing, long bid, long ask, int scale) {
        boolean newlyHeld = false;
        if (instrument >= known.length || known[instrument] != books.size()) {
            newlyHeld = lookUp(instrument, books.of(instrument));
        }
        if (same[instrument]
                || (bids[listing] == bid && asks[listing] == ask && scales[listing] == scale)) {
            return newlyHeld;
        }
        bids[listing] = bid;
        asks[listing] = ask;
        scales[listing] = scale;
        List<ListingBook> rivals = books.of(instrument);
        return (meets(rivals, listing) && settle(rivals)) || newlyHeld;
    }

    private boolean lookUp(int instrument, List<ListingBook> rivals) {
        if (instrument >= known.length) {
            int length = Math.max(instrument + 1, known.length * 2);
            known = Arrays.copyOf(known, length);
            same = Arrays.copyOf(same, length);
        }
        grow(rivals);
        boolean allSame = true;
        for (ListingBook one : rivals) {
            for (ListingBook other : rivals) {
                allSame &= assets.compare(one.listing(), other.listing()) == AssetMap.Sameness.SAME;
            }
        }
        same[instrument] = allSame;
        known[instrument] = books.size();
        boolean any = holdWithAssets(rivals);
        return (!allSame && settle(rivals)) || any;
    }

    /// Whether a listing's prices conflict with any other's.
    private boolean meets(List<ListingBook> rivals, int listing) {
        for (int i = 0; i < rivals.size(); i++) {
            int rival = rivals.get(i).id();
            if ((apart(listing, rival) || apart(rival, listing))
                    && conflict(books.book(listing), rivals.get(i))) {
                return true;
            }
        }
        return false;
    }

    /// Holds listings until no pair conflicts; true when any was held.
    private boolean settle(List<ListingBook> rivals) {
        boolean any = hold(rivals.stream().filter(book -> assets.misnamed(book.listing())
                && conflicts(rivals, book) > 0).toList(), rivals);
        any |= hold(rivals.stream().filter(book -> confirmedRival(rivals, book) != null).toList(),
                rivals);
        int most = most(rivals);
        while (most > 0) {
            int count = most;
            any |= hold(rivals.stream().filter(book -> conflicts(rivals, book) == count).toList(),
                    rivals);
            most = most(rivals);
        }
        return any;
    }

    private int most(List<ListingBook> rivals) {
        return rivals.stream().mapToInt(book -> conflicts(rivals, book)).max().orElse(0);
    }

    private int conflicts(List<ListingBook> rivals, ListingBook book) {
        return (int) rivals.stream().filter(rival -> conflict(book, rival)).count();
    }

    private @Nullable ListingBook confirmedRival(List<ListingBook> rivals, ListingBook book) {
        for (ListingBook rival : rivals) {
            if (!assets.confirmed(book.listing()) && assets.confirmed(rival.listing())
                    && conflict(book, rival)) {
                return rival;
            }
        }
        return null;
    }

    private boolean conflict(ListingBook book, ListingBook rival) {
        int one = book.id();
        int other = rival.id();
        if (held[one] != null || held[other] != null) {
            return false;
        }
        return switch (assets.compare(book.listing(), rival.listing())) {
            case SAME -> false;
            case DIFFERENT -> true;
            case UNKNOWN -> apart(one, other) || apart(other, one);
        };
    }

    /// Whether one bids more than 1.2 times what the other asks.
    private boolean apart(int bidder, int asker) {
        return bids[bidder] != 0 && asks[asker] != 0 && Decimals.compareScaled(bids[bidder] * 5,
                scales[bidder], asks[asker] * 6, scales[asker]) > 0;
    }

    /// Holds all of these together, what speaks against each is found before the first is held; with them what else has their assets.
    private boolean hold(List<ListingBook> going, List<ListingBook> rivals) {
        for (ListingBook book : going) {
            for (ListingBook rival : rivals) {
                if (conflict(book, rival)) {
                    doubt(book, rival);
                }
            }
        }
        if (!going.isEmpty()) {
            holdWithAssets(books.all());
        }
        return !going.isEmpty();
    }

    /// Notes which assets of a book are not known to be those of its rival.
    private void doubt(ListingBook book, ListingBook rival) {
        Listing listing = book.listing();
        Instrument instrument = listing.instrument();
        String why = listing + " shows " + shows(book) + " and " + rival.listing() + " "
                + shows(rival) + ": not known to be the same " + instrument
                + "; kept out until the asset map says what it is";
        for (String asset : List.of(instrument.base(), instrument.quote())) {
            if (assets.compare(listing, asset, rival.listing()) != AssetMap.Sameness.SAME) {
                assetsHeld.computeIfAbsent(listing.exchange(), _ -> new HashMap<>())
                        .putIfAbsent(asset, why);
            }
        }
    }

    /// Holds what has an asset that is held; true when there was any.
    private boolean holdWithAssets(List<ListingBook> all) {
        boolean any = false;
        grow(all);
        for (ListingBook book : all) {
            Listing listing = book.listing();
            Map<String, String> here = assetsHeld.getOrDefault(listing.exchange(), Map.of());
            String base = here.get(listing.instrument().base());
            String why = base == null ? here.get(listing.instrument().quote()) : base;
            if (why != null && held[listing.id()] == null) {
                held[listing.id()] = why;
                if (!wereHeld.get(listing.id())) {
                    notice.quarantined(listing, why);
                }
                any = true;
            }
        }
        return any;
    }

    private String shows(ListingBook book) {
        int id = book.id();
        return Decimals.format(bids[id], scales[id]) + " | "
                + Decimals.format(asks[id], scales[id]);
    }

    private void grow(List<ListingBook> all) {
        for (ListingBook book : all) {
            int listing = book.id();
            if (listing >= bids.length) {
                int length = Math.max(listing + 1, bids.length * 2);
                bids = Arrays.copyOf(bids, length);
                asks = Arrays.copyOf(asks, length);
                scales = Arrays.copyOf(scales, length);
                held = Arrays.copyOf(held, length);
            }
        }
    }
}
