package io.crossbook.arbitrage;

import io.crossbook.arbitrage.Needs.Need;
import io.crossbook.books.Decimals;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who of those that are open may count on what is free: no amount is shown to two as theirs.
///
/// What is free goes to the one of which most is expected first (of equal ones to the one that opened first), then to the next, as long as all
/// that one needs is left. Amounts of different assets are not compared: those counted in one come before those counted in another by their names. So it follows from what is open and free now alone, and not from who came when. Nothing is taken off the stock: that is
/// what attempts do ([Stock#reserve]), and what they hold is not free. One thread.
final class Allotment {

    private static final Comparator<Claim> WORTHIEST = Comparator
            .comparing((Claim claim) -> claim.asset).thenComparingLong(claim -> -claim.expected)
            .thenComparingLong(claim -> claim.id);

    private static final class Claim {
        private final long id;
        private final String asset;
        private final long expected;
        private final List<Need> needs;
        /// Why not all of it is there, and what of it is not; empty when all is.
        private String lacks = "";
        private String lacking = "";
        /// What was lacking when it was last asked about.
        private String said = "";

        private Claim(long id, String asset, long expected, List<Need> needs) {
            this.id = id;
            this.asset = asset;
            this.expected = expected;
            this.needs = needs;
        }
    }

    private final List<Claim> claims = new ArrayList<>();
    private Inventory inventory = Inventory.NONE;
    private boolean stirred;

    /// What is free from now on.
    void of(Inventory free) {
        inventory = free;
    }

    /// An opportunity, of which so much of `asset` is expected, needs this now; why it cannot have it all, empty when it can.
    String claim(long id, String asset, long expected, List<Need> needs) {
        claims.removeIf(claim -> claim.id == id);
        var fresh = new Claim(id, asset, expected, needs);
        claims.add(fresh);
        allot();
        fresh.said = fresh.lacking;
        stir();
        return fresh.lacks;
    }

    /// It needs nothing any more.
    void drop(long id) {
        if (claims.removeIf(claim -> claim.id == id)) {
            allot();
            stir();
        }
    }

    /// Whether something else has to be said of one than when it was last asked about: it has what it needs now, or not any more, or lacks something else.
    boolean stirred() {
        return stirred;
    }

    /// Whether that is so of this one.
    boolean stirred(long id) {
        return claims.stream()
                .anyMatch(claim -> claim.id == id && !claim.said.equals(claim.lacking));
    }

    private void stir() {
        stirred = false;
        for (Claim claim : claims) {
            stirred |= !claim.said.equals(claim.lacking);
        }
    }

    private void allot() {
        claims.sort(WORTHIEST);
        Map<String, BigInteger> kept = new HashMap<>();
        for (Claim claim : claims) {
            claim.lacks = "";
            claim.lacking = "";
            for (Need need : claim.needs) {
                lacks(claim, need, kept.getOrDefault(where(need), BigInteger.ZERO));
                if (!claim.lacks.isEmpty()) {
                    break;
                }
            }
            if (claim.lacks.isEmpty()) {
                claim.needs.forEach(
                        need -> kept.merge(where(need), need.amount(), BigInteger::add));
            }
        }
    }

    private void lacks(Claim claim, Need need, BigInteger kept) {
        long known = inventory.free(need.exchange(), need.asset());
        BigInteger free = Needs.exact(Math.max(0, known), Money.SCALE);
        if (known == Inventory.UNKNOWN) {
            claim.lacks = "nothing is known of the " + where(need);
            claim.lacking = where(need);
        } else if (free.subtract(kept).compareTo(need.amount()) < 0) {
            claim.lacks = "of the " + where(need) + " " + plain(free) + " is free"
                    + (kept.signum() == 0
                            ? ""
                            : ", others of which more is expected need " + plain(kept))
                    + ", and " + plain(need.amount()) + " is needed";
            claim.lacking = where(need);
        }
    }

    private static String where(Need need) {
        return need.asset() + " on " + need.exchange();
    }

    /// As people write it.
    private static String plain(BigInteger exact) {
        BigInteger[] parts = exact.divideAndRemainder(Hop.power(Decimals.MAX_SCALE));
        String fraction = Decimals.format(parts[1].longValueExact(), Decimals.MAX_SCALE);
        return parts[0] + fraction.substring(1);
    }
}
