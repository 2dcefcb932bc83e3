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

    private record Place(int listing, Side side) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return listing != other.listing
                    ? Integer.compare(listing, other.listing)
                    : side.compareTo(other.side);
        }
    }

    private static final Kept NOTHING = new Kept(0, Side.ASK, 0, 0, 0);

    private final Map<Place, Kept> orders = new TreeMap<>();

    /// The orders that took one side of a listing, by its id: how many were tried, how many of them filled, and of the last [#LAST] which: a bit for each, the
    /// latest lowest, set where it filled.
    public record Kept(int listing, Side side, long tried, long filled, long last) {
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

        private Kept and(Place place, boolean whole) {
            return new Kept(place.listing, place.side, tried + 1, whole ? filled + 1 : filled,
                    last << 1 | (whole ? 1 : 0));
        }
    }

    /// An order that took this side of a listing is done with: whether all of its size filled in time.
    public void tried(Listing listing, Side side, boolean filled) {
        var place = new Place(listing.id(), side);
        orders.put(place, orders.getOrDefault(place, NOTHING).and(place, filled));
    }

    @Override
    public Gate.Tries of(Leg leg) {
        return orders.getOrDefault(new Place(leg.listing().id(), leg.side()), NOTHING).tries();
    }

    /// All that is known, by listing and side.
    public List<Kept> kept() {
        return List.copyOf(orders.values());
    }

    /// Takes over what was known elsewhere, instead of what is known here.
    public void remember(List<Kept> known) {
        orders.clear();
        known.forEach(kept -> orders.put(new Place(kept.listing, kept.side), kept));
    }
}
