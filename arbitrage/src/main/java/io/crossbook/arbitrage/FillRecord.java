package io.crossbook.arbitrage;

import io.crossbook.books.Listing;
import io.crossbook.books.Side;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of the orders that were tried, by listing and side: how likely the next one fills in time.
///
/// An order counts as filled when all of its size was there before it was given up; a part of it is none, since the rest has to be matched or given back. What a
/// leg's first order got counts, not what was done to undo it. Believed is what the last [#LAST] orders say, so an exchange that begins to fail is not judged by what
/// it was. Before that: as if five more had been tried, of which four filled, which is belief and no caution (decision 0009). One thread.
public final class FillRecord implements Gate.Fills {

    /// So many orders of a side are believed; older ones are only counted.
    public static final int LAST = 64;

    private record Place(String exchange, String symbol, Side side) implements Comparable<Place> {

        static Place of(Listing listing, Side side) {
            return new Place(listing.exchange(), listing.symbol(), side);
        }

        Kept untried() {
            return new Kept(exchange, symbol, side, 0, 0, 0);
        }

        @Override
        public int compareTo(Place other) {
            int order = exchange.compareTo(other.exchange);
            order = order != 0 ? order : symbol.compareTo(other.symbol);
            return order != 0 ? order : side.compareTo(other.side);
        }
    }

    private final Map<Place, Kept> orders = new TreeMap<>();

    /// The orders that took one side of a listing, by its names, which it has in every run: how many were tried, how many of them filled, and of the last [#LAST]
    /// which: a bit for each, the latest lowest, set where it filled.
    public record Kept(String exchange, String symbol, Side side, long tried, long filled,
            long last) {
        public Kept {
            int seen = Long.bitCount(last);
            boolean possible = tried >= 0 && (tried >= LAST || last >>> tried == 0)
                    && filled >= seen && filled - seen <= Math.max(0, tried - LAST);
            if (!possible) {
                throw new IllegalArgumentException("of " + tried + " orders " + filled
                        + " filled, and of the last " + LAST + " " + Long.toBinaryString(last));
            }
        }

        /// What its last orders say of the next one.
        public Gate.Tries tries() {
            return Gate.Tries.of((int) Math.min(LAST, tried), Long.bitCount(last));
        }

        /// Whether it is of this listing.
        public boolean of(Listing listing) {
            return exchange.equals(listing.exchange()) && symbol.equals(listing.symbol());
        }

        private Kept and(boolean whole) {
            return new Kept(exchange, symbol, side, tried + 1, whole ? filled + 1 : filled,
                    last << 1 | (whole ? 1 : 0));
        }
    }

    /// An order that took this side of a listing is done with: whether all of its size filled in time.
    public void tried(Listing listing, Side side, boolean filled) {
        orders.merge(Place.of(listing, side), Place.of(listing, side).untried().and(filled),
                (known, _) -> known.and(filled));
    }

    @Override
    public Gate.Tries of(Leg leg) {
        Kept known = orders.get(Place.of(leg.listing(), leg.side()));
        return known == null ? Gate.Tries.of(0, 0) : known.tries();
    }

    /// All that is known, by listing and side.
    public List<Kept> kept() {
        return List.copyOf(orders.values());
    }

    /// Takes over what was known elsewhere, instead of what is known here.
    public void remember(List<Kept> known) {
        orders.clear();
        known.forEach(
                kept -> orders.put(new Place(kept.exchange, kept.symbol, kept.side), kept));
    }
}
