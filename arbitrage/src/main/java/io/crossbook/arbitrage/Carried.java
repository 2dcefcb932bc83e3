package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What conversions have left to be carried, over all exchanges: of each quote that was received so much, against the quote that was paid.
///
/// What is acted on counts at once, as planned, and as it was done once that is known. Who pays with what is carried, and receives what had been paid
/// for it, brings it back: that is less carried, and no more of the other. Only what is there can be brought back, not what is planned; and what one under way
/// counts on no other can. Amounts are [Money]. One thread.
public final class Carried {

    /// Received, and what was paid for it.
    private record Way(String asset, String against) implements Comparable<Way> {
        Way back() {
            return new Way(/* asset= */ against, /* against= */ asset);
        }

        @Override
        public int compareTo(Way other) {
            int order = asset.compareTo(other.asset);
            return order != 0 ? order : against.compareTo(other.against);
        }
    }

    /// `paid` of what it spends is brought back.
    private record Plan(Way way, long spent, long received, long paid) {
        long added() {
            return rest(received, spent, paid);
        }
    }

    private static final class Place {
        private long amount;
        /// What was spent for it.
        private long spent;
        private long most;
        private final Set<Long> refused = new HashSet<>();
    }

    /// How much of an asset is carried, and was at most; `limit` is 0 where nothing bounds it, `refused` counts the opportunities that would have gone beyond.
    public record Position(String asset, String against, long limit, long amount, long most,
            int refused) {}

    private final Map<Way, Place> places = new TreeMap<>();
    private final Map<Long, Plan> plans = new HashMap<>();
    private List<ChainSettings.Conversion> declared = List.of();
    private long changes;

    /// What may be carried from now on.
    public void configured(ChainSettings settings) {
        declared = settings.conversions();
    }

    /// How often what is carried has changed: whoever has seen this number knows it.
    public long changes() {
        return changes;
    }

    /// How much more of an asset may be carried against another, when nothing of that is brought back; [Money#MOST] where nothing bounds it.
    public long room(String asset, String against) {
        var way = new Way(asset, against);
        long limit = limit(way);
        return limit == 0 ? Money.MOST : Math.max(0, limit - carried(way));
    }

    /// Why an opportunity must not be acted on: more would be carried than may be. Empty when it carries nothing, or that is within the limit.
    public String beyond(Opportunity opportunity) {
        Plan plan = plan(opportunity);
        long limit = plan == null ? 0 : limit(plan.way);
        if (plan == null || limit == 0) {
            return "";
        }
        long carried = carried(plan.way);
        long added = plan.added();
        return carried + added <= limit || added == 0
                ? ""
                : "of the " + plain(limit) + " " + plan.way.asset + " that may be carried "
                        + plain(carried) + " is, and " + plain(added) + " would be added";
    }

    /// The same, asked by whoever would act on it: counted once for each opportunity that is not acted on already.
    public boolean refuses(Opportunity opportunity) {
        if (beyond(opportunity).isEmpty()) {
            return false;
        }
        Plan plan = plan(opportunity);
        if (plan != null && !plans.containsKey(opportunity.id())) {
            place(plan.way).refused.add(opportunity.id());
        }
        return true;
    }

    /// It is acted on: what it plans to carry counts.
    public void taken(Opportunity opportunity) {
        Plan plan = plan(opportunity);
        if (plan != null && plans.putIfAbsent(opportunity.id(), plan) == null) {
            changes++;
            place(plan.way).most = Math.max(place(plan.way).most, carried(plan.way));
        }
    }

    /// It is done with: so much was spent of the asset that it is counted in, and so much of the other received.
    public void settled(long id, long spent, long received) {
        Plan plan = plans.remove(id);
        if (plan == null) {
            return;
        }
        changes++;
        Place place = place(plan.way);
        place.amount = Math.min(Money.MOST, place.amount + Math.max(0, received));
        place.spent = Math.min(Money.MOST, place.spent + Math.max(0, spent));
        bringBack(place, plan.way.back());
        place.most = Math.max(place.most, carried(plan.way));
    }

    /// What was spent for a place is what stood in another, as far as nobody under way counts on that.
    private void bringBack(Place place, Way from) {
        Place other = place(from);
        long paid = Math.min(place.spent, free(from));
        if (paid > 0) {
            place.amount = rest(place.amount, place.spent, paid);
            place.spent -= paid;
            other.spent -= rest(other.spent, other.amount, other.amount - paid);
            other.amount -= paid;
        }
    }

    /// All that is or was carried, in the order of the assets.
    public List<Position> positions() {
        var all = new ArrayList<Position>();
        places.forEach((way, place) -> {
            if (place.most > 0 || !place.refused.isEmpty()) {
                all.add(new Position(way.asset, way.against, limit(way), carried(way), place.most,
                        place.refused.size()));
            }
        });
        return all;
    }

    private Place place(Way way) {
        return places.computeIfAbsent(way, _ -> new Place());
    }

    private long carried(Way way) {
        Place place = places.get(way);
        long sum = place == null ? 0 : place.amount;
        for (Plan plan : plans.values()) {
            sum = plan.way.equals(way) ? Math.min(Money.MOST, sum + plan.added()) : sum;
        }
        return sum;
    }

    /// What is there and can be brought back by one more.
    private long free(Way way) {
        Place place = places.get(way);
        long left = place == null ? 0 : place.amount;
        for (Plan plan : plans.values()) {
            left -= plan.way.equals(way.back()) ? plan.paid : 0;
        }
        return Math.max(0, left);
    }

    /// The share of an amount that is left when so much of the whole is gone, rounded up.
    private static long rest(long amount, long whole, long gone) {
        if (gone == 0 || gone >= whole) {
            return gone == 0 ? amount : 0;
        }
        var wide = new Wide().addProduct(amount, whole - gone);
        return wide.divide(whole) == 0 ? wide.clamped() : wide.clamped() + 1;
    }

    private long limit(Way way) {
        for (ChainSettings.Conversion one : declared) {
            if (one.between(way.asset, way.against)) {
                return one.limit() > Money.MOST / Decimals.power(Money.SCALE)
                        ? 0
                        : one.limit() * Decimals.power(Money.SCALE);
            }
        }
        return 0;
    }

    /// What an opportunity carries; null when it carries nothing.
    private @Nullable Plan plan(Opportunity opportunity) {
        if (opportunity.kind() != Kind.CONVERSION) {
            return null;
        }
        Step carry = null;
        long spent = 0;
        for (Step step : opportunity.steps()) {
            boolean counted = step.asset().equals(opportunity.asset());
            if (step.what() == Step.What.CARRY && !counted) {
                carry = step;
            }
            spent += step.what() == Step.What.BUY && counted ? -step.amount() : 0;
        }
        if (carry == null) {
            return null;
        }
        var way = new Way(carry.asset(), opportunity.asset());
        return new Plan(way, spent, money(carry), Math.min(spent, free(way.back())));
    }

    /// Rounded up.
    private static long money(Step carry) {
        long amount = -carry.amount();
        if (carry.scale() <= Money.SCALE) {
            return Math.min(Money.MOST, new Wide()
                    .addProduct(amount, Decimals.power(Money.SCALE - carry.scale())).clamped());
        }
        return Math.ceilDiv(amount, Decimals.power(carry.scale() - Money.SCALE));
    }

    private static String plain(long amount) {
        return Decimals.format(amount, Money.SCALE);
    }
}
