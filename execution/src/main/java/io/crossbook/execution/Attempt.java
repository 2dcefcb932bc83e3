package io.crossbook.execution;

import io.crossbook.books.Instrument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One to four legs that belong together, and all the orders that were sent for them since.
///
/// What goes through it and must not stay, the base of two legs or what lies between the trades of a cycle, is its residue: from fills only, net of
/// fees taken in it. Changed by the fold over the journal only.
public final class Attempt {

    private static final int MOST_LEGS = 4;

    private Plan plan;
    private SortedSet<String> between;
    private final List<Order> orders = new ArrayList<>();
    private final Map<String, BigDecimal> cleared = new TreeMap<>();
    private AttemptState state = AttemptState.PROPOSED;
    private int rungs;
    private boolean closed;

    Attempt(Plan plan) {
        this.plan = plan;
        between = between(plan);
    }

    /// What it set out to do: the id of the attempt and of its opportunity, the asset that it is counted in, its legs, the most that may be lost
    /// by ending it, and what it is to bring, both in that asset; `planned` is 0 where nobody has said. `opportunity` is 0 for one that was made up
    /// of orders that were found. One that `rebalances` does nothing but bring home what leans, and may be planned to cost something. `carries` has the assets that it
    /// leaves where they are, to be carried back later: what one of each is worth in the asset that it is counted in, as planned.
    public record Plan(long attempt, long opportunity, String asset, List<OrderIntent> legs,
            BigDecimal lossBudget, BigDecimal planned, boolean rebalances,
            Map<String, BigDecimal> carries) {

        /// One that is to bring something, and leaves nothing to be carried.
        public Plan(long attempt, long opportunity, String asset, List<OrderIntent> legs,
                BigDecimal lossBudget, BigDecimal planned) {
            this(attempt, opportunity, asset, legs, lossBudget, planned, false, Map.of());
        }

        public Plan {
            legs = List.copyOf(legs);
            carries = Collections.unmodifiableMap(new TreeMap<>(carries));
            if (legs.isEmpty() || legs.size() > MOST_LEGS || lossBudget.signum() < 0) {
                throw new IllegalArgumentException("no attempt: " + attempt + " with "
                        + legs.size() + " legs, may lose " + lossBudget);
            }
            for (OrderIntent leg : legs) {
                Instrument.Kind kind = leg.listing().instrument().kind();
                if (leg.id().attempt() != attempt || kind != Instrument.Kind.SPOT) {
                    throw new IllegalArgumentException(
                            leg + " is no spot leg of attempt " + attempt);
                }
            }
        }
    }

    /// What is traded into and out of, besides what it is counted in; and the base of a leg whose other legs nobody knows.
    public static SortedSet<String> between(Plan plan) {
        var got = new TreeSet<String>();
        var given = new TreeSet<String>();
        for (OrderIntent leg : plan.legs()) {
            Instrument instrument = leg.listing().instrument();
            (leg.buys() ? got : given).add(instrument.base());
            (leg.buys() ? given : got).add(instrument.quote());
        }
        got.retainAll(given);
        plan.legs().forEach(leg -> got.add(leg.listing().instrument().base()));
        got.remove(plan.asset());
        return Collections.unmodifiableSortedSet(got);
    }

    /// What it set out to do.
    public Plan plan() {
        return plan;
    }

    /// Dense, from 1.
    public long id() {
        return plan.attempt();
    }

    /// Where it stands.
    public AttemptState state() {
        return state;
    }

    /// Whether it is under way, or parked and waits for a human: nothing is to begin that it would meet.
    public boolean occupies() {
        return state == AttemptState.PARKED || !state.over();
    }

    /// All of its orders, legs first.
    public List<Order> orders() {
        return Collections.unmodifiableList(orders);
    }

    /// Which rung of the ladder was tried or passed over last; 0 for none.
    public int rungs() {
        return rungs;
    }

    /// Whether what it brought was written down, and nothing was told since.
    public boolean closed() {
        return closed;
    }

    /// The assets that must not stay.
    public SortedSet<String> between() {
        return between;
    }

    /// Whether all that was sent for it is resolved; what was intended and never left is not.
    public boolean resolved() {
        for (Order order : orders) {
            if (!order.resolved()) {
                return false;
            }
        }
        return true;
    }

    /// Whether a human has written an order of it off: what comes to light of it is for a human too.
    public boolean writtenOff() {
        return orders.stream().anyMatch(Order::writtenOff);
    }

    /// What its fills brought and took, by asset, fees included.
    public Map<String, BigDecimal> net() {
        var net = new TreeMap<String, BigDecimal>();
        for (Order order : orders) {
            for (Fill fill : order.fills()) {
                Trade.net(order.intent(), fill)
                        .forEach((asset, amount) -> net.merge(asset, amount, BigDecimal::add));
            }
        }
        return net;
    }

    /// What was paid in fees, by asset.
    public Map<String, BigDecimal> fees() {
        var fees = new TreeMap<String, BigDecimal>();
        for (Order order : orders) {
            for (Fill fill : order.fills()) {
                fees.merge(fill.feeAsset(), fill.fee(), BigDecimal::add);
            }
        }
        return fees;
    }

    /// What a human has taken care of, by asset.
    public Map<String, BigDecimal> cleared() {
        return Collections.unmodifiableMap(cleared);
    }

    /// What is left over of that which must not stay, and no human has taken care of: positive is too much, negative too little. Assets of which
    /// nothing is left are not in it.
    public Map<String, BigDecimal> residue() {
        var left = new TreeMap<>(net());
        left.keySet().retainAll(between);
        cleared.forEach((asset, amount) -> left.merge(asset, amount.negate(), BigDecimal::add));
        left.values().removeIf(amount -> amount.signum() == 0);
        return left;
    }

    /// The same, whatever may still fill, by asset.
    public Map<String, Range> exposure() {
        var exposure = new TreeMap<String, Range>();
        residue().forEach((asset, amount) -> exposure.put(asset, Range.of(amount)));
        for (Order order : orders) {
            add(exposure, order.intent(), order.exposure());
        }
        exposure.keySet().retainAll(between);
        return exposure;
    }

    /// What a plan may leave over, whatever of it fills, by asset.
    public static Map<String, Range> exposure(Plan plan) {
        var exposure = new TreeMap<String, Range>();
        plan.legs().forEach(leg -> add(exposure, leg, Range.upTo(leg.size())));
        exposure.keySet().retainAll(between(plan));
        return exposure;
    }

    private static void add(Map<String, Range> exposure, OrderIntent intent, Range rest) {
        Range base = rest.times(BigDecimal.valueOf(intent.listing().rules().multiplier()));
        // At its limit: a better price moves less of what is paid; what is received more cannot be bounded and does no harm.
        Range quote = rest.times(intent.limit());
        Instrument instrument = intent.listing().instrument();
        exposure.merge(instrument.base(), intent.buys() ? base : base.negate(), Range::plus);
        exposure.merge(instrument.quote(), intent.buys() ? quote.negate() : quote, Range::plus);
    }

    void add(Order order) {
        orders.add(order);
        if (order.intent().rung() > 0) {
            rungs = Math.max(rungs, order.intent().rung());
        }
        closed = false;
    }

    /// More of what it set out to do has come to light.
    void turnsOut(Plan more) {
        plan = more;
        between = between(more);
    }

    /// A rung was passed over: those up to it are done with.
    boolean skipped(int rung) {
        boolean next = rung > rungs;
        rungs = Math.max(rungs, rung);
        return next;
    }

    /// How many orders of it there were: the next one's number.
    public int numbers() {
        return orders.size();
    }

    Next<AttemptState> on(AttemptNews news) {
        Next<AttemptState> next = state.on(news);
        state = next.state();
        return next;
    }

    /// Whether it could be.
    boolean clear(Map<String, BigDecimal> amounts) {
        boolean possible = on(AttemptNews.CLEARED).possible();
        if (possible) {
            amounts.forEach((asset, amount) -> cleared.merge(asset, amount, BigDecimal::add));
        }
        return possible;
    }

    void close() {
        closed = true;
    }

    void changed() {
        closed = false;
    }

    /// How people read it: `attempt 7: settled`.
    @Override
    public String toString() {
        return "attempt " + id() + ": " + state;
    }
}
