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
/// for it, brings it back: that is less carried, and no more of the other. Amounts are [Money]. One thread.
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

    private record Plan(Way way, long spent, long received) {}

    private static final class Place {
        private long amount;
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

    /// Why an opportunity must not be acted on: more would be carried than may be. Empty when it carries nothing, or that is within the limit.
    public String beyond(Opportunity opportunity) {
        Plan plan = plan(opportunity);
        long limit = plan == null ? 0 : limit(plan.way);
        if (plan == null || limit == 0) {
            return "";
        }
        long carried = carried(plan.way);
        long added = added(plan, carried(plan.way.back()));
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
        var done = new Plan(plan.way, Math.max(0, spent), Math.max(0, received));
        Place back = place(plan.way.back());
        Place place = place(plan.way);
        place.amount = Math.min(Money.MOST, place.amount + added(done, back.amount));
        back.amount -= Math.min(back.amount, done.spent);
        place.most = Math.max(place.most, carried(plan.way));
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
            sum = plan.way.equals(way) ? Math.min(Money.MOST, sum + plan.received) : sum;
        }
        return sum;
    }

    /// What is received for what `back` does not pay for, rounded up.
    private static long added(Plan plan, long back) {
        if (back == 0) {
            return plan.received;
        }
        if (back >= plan.spent) {
            return 0;
        }
        var wide = new Wide().addProduct(plan.received, plan.spent - back);
        return wide.divide(plan.spent) == 0 ? wide.clamped() : wide.clamped() + 1;
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
    private static @Nullable Plan plan(Opportunity opportunity) {
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
        return carry == null
                ? null
                : new Plan(new Way(carry.asset(), opportunity.asset()), spent, money(carry));
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
