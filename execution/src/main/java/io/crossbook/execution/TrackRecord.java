package io.crossbook.execution;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// How it went: orders sent and what was said of them, by exchange; what attempts brought, by pair and by day.
///
/// A part of the fold over the journal. A pair is the set of listings that an attempt trades on. Times are epoch nanoseconds, days UTC.
public final class TrackRecord {

    private static final long MINUTE = 60_000_000_000L;
    private static final long WORDS = 10 * MINUTE;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final int MOST_RESULTS = 200;

    private final Map<String, Deque<Long>> sent = new TreeMap<>();
    private final Map<String, Deque<Word>> words = new TreeMap<>();
    private final Set<OrderId> silent = new HashSet<>();
    private final Map<String, Pair> pairs = new TreeMap<>();
    private final Departures departures = new Departures();
    private final Set<Long> reconciled = new HashSet<>();
    private final Map<Long, Map<String, BigDecimal>> closings = new HashMap<>();
    private final Map<String, BigDecimal> today = new TreeMap<>();
    private long day;

    /// The first that was told of an order.
    private record Word(long at, boolean error) {}

    /// What an attempt of which something traded was to bring, and brought.
    private record Result(long attempt, BigDecimal planned, BigDecimal realised) {}

    private static final class Pair {
        final List<Result> results = new ArrayList<>();
        long badNanos;
    }

    /// Orders of which something was told, and of how many it was an error.
    public record Words(int orders, int errors) {}

    /// What so many attempts were to bring together, and brought, in the asset that they count in.
    public record Sum(int attempts, BigDecimal planned, BigDecimal realised) {}

    /// What the listings of a plan are called together.
    public static String pair(Attempt.Plan plan) {
        var listings = new TreeSet<String>();
        plan.legs().forEach(leg -> listings.add(leg.listing().toString()));
        return String.join(" + ", listings);
    }

    /// How many orders have left for an exchange within the last minute.
    public long sent(String exchange, long now) {
        Deque<Long> times = sent.get(exchange);
        long within = 0;
        if (times != null) {
            for (long at : times) {
                within += at > now - MINUTE ? 1 : 0;
            }
        }
        return within;
    }

    /// What was told of its orders within the last ten minutes.
    public Words words(String exchange, long now) {
        int orders = 0;
        int errors = 0;
        Deque<Word> told = words.get(exchange);
        for (Word word : told == null ? List.<Word>of() : told) {
            boolean counts = word.at > now - WORDS;
            orders += counts ? 1 : 0;
            errors += counts && word.error ? 1 : 0;
        }
        return new Words(orders, errors);
    }

    /// What the attempts that were closed on this day brought, by asset.
    public Map<String, BigDecimal> today(long now) {
        return Math.floorDiv(now, DAY) == day
                ? Collections.unmodifiableMap(today)
                : Map.of();
    }

    /// How many of a pair lost in a row, up to the last.
    public long losingStreak(String pair) {
        List<Result> results = results(pair);
        int won = results.size();
        while (won > 0 && results.get(won - 1).realised.signum() < 0) {
            won--;
        }
        return (long) results.size() - won;
    }

    /// The last so many of a pair of which it is known what they were to bring, or as many as there are.
    public Sum last(String pair, long most) {
        int attempts = 0;
        BigDecimal planned = BigDecimal.ZERO;
        BigDecimal realised = BigDecimal.ZERO;
        for (Result each : results(pair).reversed()) {
            if (attempts < most && each.planned.signum() > 0) {
                attempts++;
                planned = planned.add(each.planned);
                realised = realised.add(each.realised);
            }
        }
        return new Sum(attempts, planned, realised);
    }

    /// When an attempt of a pair last ended badly: lost something, needed the ladder, or was parked; 0 for never.
    public long badNanos(String pair) {
        Pair known = pairs.get(pair);
        return known == null ? 0 : known.badNanos;
    }

    /// How many attempts of which something traded there were after which every account was as the ledger has it.
    public int reconciled() {
        return reconciled.size();
    }

    /// Whether that was shown of this one.
    public boolean reconciled(Attempt attempt) {
        return reconciled.contains(attempt.id());
    }

    /// Whether it is the first time that this was shown of an attempt.
    boolean reconciled(long attempt) {
        return reconciled.add(attempt);
    }

    /// How legs fared by how they left.
    public Departures departures() {
        return departures;
    }

    private List<Result> results(String pair) {
        Pair known = pairs.get(pair);
        return known == null ? List.of() : known.results;
    }

    void handed(OrderIntent intent, long now) {
        Deque<Long> times = sent.computeIfAbsent(intent.listing().exchange(),
                _ -> new ArrayDeque<>());
        times.add(now);
        while (times.getFirst() <= now - MINUTE) {
            times.removeFirst();
        }
        silent.add(intent.id());
    }

    /// It should have been told of by now.
    void silent(OrderIntent intent, long now) {
        word(intent, true, now);
    }

    void told(OrderIntent intent, OrderEvent event, long now) {
        switch (event) {
            case OrderEvent.Refused _,OrderEvent.NotSent _,OrderEvent.Ambiguous _ -> word(intent,
                    true, now);
            case OrderEvent.Ended(_, var end, _, _) -> word(intent, end == OrderEvent.End.REJECTED,
                    now);
            case OrderEvent.Accepted _,OrderEvent.Traded _,OrderEvent.Standing _ -> word(intent,
                    false, now);
            case OrderEvent.NotFound _,OrderEvent.CancelRefused _ -> {
            }
        }
    }

    private void word(OrderIntent intent, boolean error, long now) {
        if (silent.remove(intent.id())) {
            Deque<Word> told = words.computeIfAbsent(intent.listing().exchange(),
                    _ -> new ArrayDeque<>());
            told.add(new Word(now, error));
            while (told.getFirst().at <= now - WORDS) {
                told.removeFirst();
            }
        }
    }

    /// An attempt was closed, perhaps once more because something was told of it late.
    void closed(Attempt attempt, Map<String, BigDecimal> net, long now) {
        if (Math.floorDiv(now, DAY) != day) {
            day = Math.floorDiv(now, DAY);
            today.clear();
        }
        Map<String, BigDecimal> before = closings.getOrDefault(attempt.id(), Map.of());
        before.forEach((asset, amount) -> today.merge(asset, amount.negate(), BigDecimal::add));
        net.forEach((asset, amount) -> today.merge(asset, amount, BigDecimal::add));
        closings.put(attempt.id(), net);
        Pair pair = pairs.computeIfAbsent(pair(attempt.plan()), _ -> new Pair());
        BigDecimal realised = worth(attempt.plan(), net);
        departures.closed(attempt, realised);
        boolean rebalances = attempt.plan().rebalances();
        BigDecimal lost = rebalances
                ? realised.subtract(attempt.plan().planned().min(BigDecimal.ZERO))
                : realised; // what it was to cost is no bad end
        if (lost.signum() < 0 || attempt.rungs() > 0
                || attempt.state() == AttemptState.PARKED) {
            pair.badNanos = now;
        }
        // Streaks and capture ask how well edges are judged: one that was taken for another reason says nothing of that.
        if (!rebalances
                && attempt.orders().stream().anyMatch(order -> order.filled().signum() > 0)) {
            result(pair.results,
                    new Result(attempt.id(), attempt.plan().planned(), realised));
        }
    }

    private static void result(List<Result> results, Result fresh) {
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).attempt == fresh.attempt) {
                results.set(i, fresh);
                return;
            }
        }
        results.add(fresh);
        if (results.size() > MOST_RESULTS) {
            results.removeFirst();
        }
    }

    /// So much of each asset in the asset that a plan is counted in; what is left over counts at the limit at which it was to be traded, and what
    /// is to be carried at what it was to be worth.
    public static BigDecimal worth(Attempt.Plan plan, Map<String, BigDecimal> net) {
        String asset = plan.asset();
        BigDecimal realised = net.getOrDefault(asset, BigDecimal.ZERO);
        for (String other : Attempt.between(plan)) {
            for (OrderIntent leg : plan.legs()) {
                var instrument = leg.listing().instrument();
                if (instrument.base().equals(other) && instrument.quote().equals(asset)) {
                    realised = realised.add(net.getOrDefault(other, BigDecimal.ZERO)
                            .multiply(leg.limit()).divide(BigDecimal
                                    .valueOf(leg.listing().rules().multiplier())));
                    break;
                }
            }
        }
        for (Map.Entry<String, BigDecimal> each : plan.carries().entrySet()) {
            realised = realised.add(net.getOrDefault(each.getKey(), BigDecimal.ZERO)
                    .multiply(each.getValue()));
        }
        return realised;
    }

    /// A human has looked: streaks, capture and cool-downs begin anew. What the day has lost is lost.
    void rearmed() {
        pairs.clear();
    }

    /// Everything that it knows, as text.
    @Override
    public String toString() {
        var text = new StringBuilder("day " + day + " brought " + today + ", sent " + sent
                + ", told " + words + '\n');
        pairs.forEach((name, pair) -> text.append(name).append(": ").append(pair.results)
                .append(", bad ").append(pair.badNanos).append('\n'));
        return text.append(departures).append("reconciled ").append(reconciled.size())
                .append('\n').toString();
    }
}
