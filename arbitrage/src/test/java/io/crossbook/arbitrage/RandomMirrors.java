package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.books.Books;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Mirrors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// Which exchanges have one book for two quotes, from a seed; and which listings show one book, by comparing each with each.
final class RandomMirrors {

    private final Map<String, List<String>> families = new HashMap<>();
    private final Map<Integer, Integer> firsts = new HashMap<>();
    private final Map<Integer, Boolean> counting = new HashMap<>();
    final Books books;

    /// Each of these exchanges may have USD and USDT in one book, either as the one that counts.
    RandomMirrors(SplittableRandom random, int exchanges) {
        var given = new HashMap<String, List<List<String>>>();
        for (int i = 0; i < exchanges; i++) {
            var family = new ArrayList<>(List.of("USDT", "USD"));
            if (random.nextBoolean()) {
                family.add(family.removeFirst());
            }
            if (random.nextInt(4) == 0) {
                families.put("x" + i, family);
                given.put("x" + i, List.of(family));
            }
        }
        books = new Books(new Mirrors(given));
    }

    /// Whether both are one market.
    boolean oneBook(Listing one, Listing other) {
        Instrument left = one.instrument();
        Instrument right = other.instrument();
        var quotes = new TreeSet<>(List.of(left.quote(), right.quote()));
        boolean family = families.getOrDefault(one.exchange(), List.of()).containsAll(quotes);
        boolean spot = left.kind() == Instrument.Kind.SPOT && right.kind() == Instrument.Kind.SPOT;
        return one.exchange().equals(other.exchange()) && (left.equals(right)
                || (spot && family && left.base().equals(right.base())));
    }

    /// The one that counts of all that are one market with a listing.
    private Listing first(Listing listing) {
        return books.all().stream().map(ListingBook::listing)
                .filter(other -> oneBook(other, listing))
                .min(Comparator.comparingInt(this::rank).thenComparingInt(Listing::id))
                .orElseThrow();
    }

    private int rank(Listing listing) {
        return Math.max(0, families.getOrDefault(listing.exchange(), List.of())
                .indexOf(listing.instrument().quote()));
    }

    /// Looks at all books once more: asks [Books] too, and whichever of two first.
    void listed() {
        for (ListingBook book : books.all()) {
            Listing one = book.listing();
            Listing first = first(one);
            firsts.put(one.id(), first.id());
            counting.put(one.id(),
                    first.id() == one.id() || !first.instrument().equals(one.instrument()));
            assertEquals(first.id(), books.originalOf(one.id()));
            assertEquals(counting.get(one.id()), books.counts(one.id()));
            for (ListingBook other : books.all()) {
                assertEquals(oneBook(one, other.listing()), oneBook(other.listing(), one));
                assertEquals(oneBook(one, other.listing()),
                        books.originalOf(one.id()) == books.originalOf(other.id()));
            }
        }
    }

    /// All books that are one market with a listing, itself among them.
    List<ListingBook> together(Listing listing) {
        return books.all().stream()
                .filter(book -> Objects.equals(firsts.get(book.id()), firsts.get(listing.id())))
                .toList();
    }

    /// Whether a listing is no mirror of another of its own instrument.
    boolean counts(Listing listing) {
        return counting.getOrDefault(listing.id(), false);
    }

    /// Whether two listings may stand against each other.
    boolean apart(Listing one, Listing other) {
        return counts(one) && counts(other)
                && !Objects.equals(firsts.get(one.id()), firsts.get(other.id()));
    }
}
