package io.crossbook.arbitrage;

import io.crossbook.arbitrage.Needs.Need;
import io.crossbook.books.Decimals;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who of those that are open may count on what is free: no amount is shown to two as theirs.
///
/// What is free goes to the one of which most is expected first (of equal ones to the one that opened first), then to the next, as long as all
/// that one needs is left. What is only shown and never traded comes after all that is. Amounts of different assets are not compared: those counted in one come before those counted in another by their names. So it follows from what is open and free now alone, and not from who came when. Nothing is taken off the stock: that is
/// what attempts do ([Stock#reserve]), and what they hold is not free.
///
/// Asked anew is only who comes after one that has changed and needs something that it needs, or needed, and of which there is not enough for all; and so on
/// from each for whom the answer is another. One thread.
final class Allotment {

    private static final Comparator<Claim> WORTHIEST = Comparator
            .comparing((Claim claim) -> !claim.traded).thenComparing(claim -> claim.asset)
            .thenComparingLong(claim -> -claim.expected).thenComparingLong(claim -> claim.id);

    /// An asset on an exchange, and who needs it.
    private static final class Place {
        private final String exchange;
        private final String asset;
        private final TreeSet<Claim> claims = new TreeSet<>(WORTHIEST);
        /// All that they need, whether they have it or not.
        private BigInteger wanted = BigInteger.ZERO;
        /// In this pass, what is kept by those before `upTo`.
        private long pass;
        private BigInteger kept = BigInteger.ZERO;
        private @Nullable Claim upTo;

        private Place(String exchange, String asset) {
            this.exchange = exchange;
            this.asset = asset;
        }

        @Override
        public String toString() {
            return asset + " on " + exchange;
        }
    }

    private static final class Claim {
        private final long id;
        private final boolean traded;
        private final String asset;
        private final long expected;
        private final List<Need> needs;
        /// In the order of the needs.
        private final List<Place> places = new ArrayList<>();
        private boolean granted;
        /// Why not all of it is there, and what of it is not; empty, and null, when all is.
        private String lacks = "";
        private @Nullable Place lacking;
        /// What was lacking when it was last asked about.
        private @Nullable Place said;

        private Claim(long id, boolean traded, String asset, long expected, List<Need> needs) {
            this.id = id;
            this.traded = traded;
            this.asset = asset;
            this.expected = expected;
            this.needs = needs;
        }

        private BigInteger need(Place place) {
            return needs.get(places.indexOf(place)).amount();
        }
    }

    private final Map<Long, Claim> claims = new HashMap<>();
    /// By exchange, then asset.
    private final Map<String, Map<String, Place>> places = new HashMap<>();
    private final Set<Long> stirred = new HashSet<>();
    private final TreeSet<Claim> due = new TreeSet<>(WORTHIEST);
    private Inventory inventory = Inventory.NONE;
    private long passes;

    /// What is free from now on.
    void of(Inventory free) {
        inventory = free;
        due.addAll(claims.values());
        allot();
    }

    /// What is free of an asset on an exchange has changed; of all assets there when it is empty. Whoever now lacks more of it, or less, is stirred too.
    void moved(String exchange, String asset) {
        for (Place place : places.getOrDefault(exchange, Map.of()).values()) {
            if (asset.isEmpty() || asset.equals(place.asset)) {
                moved(place);
            }
        }
    }

    private void moved(Place place) {
        var before = new HashMap<Claim, String>();
        place.claims.forEach(claim -> before.put(claim, claim.lacks));
        due.addAll(place.claims);
        allot();
        before.forEach((claim, lacked) -> {
            if (!claim.lacks.equals(lacked)) {
                stirred.add(claim.id);
            }
        });
    }

    /// An opportunity, of which so much of `asset` is expected, needs this now; why it cannot have it all, empty when it can. `traded` is
    /// false for one that is never fired.
    String claim(long id, boolean traded, String asset, long expected, List<Need> needs) {
        leave(id);
        var fresh = new Claim(id, traded, asset, expected, needs);
        claims.put(id, fresh);
        for (Need need : needs) {
            Place place = place(need);
            fresh.places.add(place);
            place.claims.add(fresh);
            place.wanted = place.wanted.add(need.amount());
            contend(place, fresh);
        }
        due.add(fresh);
        allot();
        fresh.said = fresh.lacking;
        stirred.remove(id);
        return fresh.lacks;
    }

    /// It needs nothing any more.
    void drop(long id) {
        if (leave(id)) {
            allot();
        }
    }

    private boolean leave(long id) {
        Claim claim = claims.remove(id);
        if (claim == null) {
            return false;
        }
        stirred.remove(id);
        for (int i = 0; i < claim.places.size(); i++) {
            Place place = claim.places.get(i);
            contend(place, claim);
            place.claims.remove(claim);
            place.wanted = place.wanted.subtract(claim.needs.get(i).amount());
        }
        return true;
    }

    /// Whoever comes after one at a place of which there is not enough for all has to be asked again.
    private void contend(Place place, Claim after) {
        if (place.wanted.compareTo(free(place)) > 0) {
            due.addAll(place.claims.tailSet(after, false));
        }
    }

    private Place place(Need need) {
        return places.computeIfAbsent(need.exchange(), _ -> new HashMap<>())
                .computeIfAbsent(need.asset(), _ -> new Place(need.exchange(), need.asset()));
    }

    private BigInteger free(Place place) {
        return Money.exact(Math.max(0, inventory.free(place.exchange, place.asset)), Money.SCALE);
    }

    /// Whether something else has to be said of one than when it was last asked about: it has what it needs now, or not any more, or lacks something else.
    boolean stirred() {
        return !stirred.isEmpty();
    }

    /// Whether that is so of this one.
    boolean stirred(long id) {
        return stirred.contains(id);
    }

    /// Why one cannot have what it needs, by now; empty when it can, or needs nothing.
    String lacks(long id) {
        Claim claim = claims.get(id);
        return claim == null ? "" : claim.lacks;
    }

    /// Asks those that are due, the worthiest first; who has it now, or not any more, makes others due that come later.
    private void allot() {
        passes++;
        for (Claim claim = due.pollFirst(); claim != null; claim = due.pollFirst()) {
            boolean before = claim.granted;
            ask(claim);
            if (claim.granted != before) {
                for (Place place : claim.places) {
                    contend(place, claim);
                }
            }
            if (claim.lacking == claim.said) {
                stirred.remove(claim.id);
            } else {
                stirred.add(claim.id);
            }
        }
    }

    private void ask(Claim claim) {
        claim.lacks = "";
        claim.lacking = null;
        for (int i = 0; i < claim.needs.size() && claim.lacking == null; i++) {
            lacks(claim, claim.needs.get(i), claim.places.get(i));
        }
        claim.granted = claim.lacking == null;
    }

    private void lacks(Claim claim, Need need, Place place) {
        BigInteger free = free(place);
        if (inventory.free(place.exchange, place.asset) == Inventory.UNKNOWN) {
            claim.lacks = "nothing is known of the " + place;
            claim.lacking = place;
        } else if (place.wanted.compareTo(free) > 0) {
            BigInteger kept = kept(place, claim);
            if (free.subtract(kept).compareTo(need.amount()) < 0) {
                claim.lacks = "of the " + place + " " + plain(free) + " is free"
                        + (kept.signum() == 0
                                ? ""
                                : ", others of which more is expected need " + plain(kept))
                        + ", and " + plain(need.amount()) + " is needed";
                claim.lacking = place;
            }
        }
    }

    /// What those have that come before one. In one pass those that are asked come later and later: what was counted for one counts for the next.
    private BigInteger kept(Place place, Claim claim) {
        Claim counted = place.pass == passes ? place.upTo : null;
        place.kept = counted == null ? BigInteger.ZERO : place.kept;
        var more = counted == null
                ? place.claims.headSet(claim, false)
                : place.claims.subSet(counted, true, claim, false);
        for (Claim before : more) {
            if (before.granted) {
                place.kept = place.kept.add(before.need(place));
            }
        }
        place.pass = passes;
        place.upTo = claim;
        return place.kept;
    }

    /// As people write it.
    private static String plain(BigInteger exact) {
        BigInteger[] parts = exact.divideAndRemainder(Hop.power(Decimals.MAX_SCALE));
        String fraction = Decimals.format(parts[1].longValueExact(), Decimals.MAX_SCALE);
        return parts[0] + fraction.substring(1);
    }
}
