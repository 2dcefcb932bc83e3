package io.crossbook.gateway.engine;

import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Markets;
import io.crossbook.execution.report.Markouts;
import io.crossbook.execution.report.Statement;
import io.crossbook.execution.report.Takings;
import io.crossbook.execution.report.Totals;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What was earned, as it goes: fills compared with their books a while later, and why all accounts are worth more or less than at the beginning of the day, or of the run.
///
/// Hears every entry, looks when its timer is due, and decides nothing. On the engine's thread.
public final class Earnings {

    /// Fills are to be compared with the market.
    static final int MARKOUT = 11;

    private static final long NEVER = Long.MAX_VALUE;
    private static final long DAY = 86_400_000_000_000L;
    private static final int MOST_KEPT = 1_000;

    private final ExecutionState state;
    private final Markouts markouts;
    private final Function<String, @Nullable BigDecimal> prices;
    private final Timers timers;
    private final Watcher watcher;
    private final Deque<Markouts.Markout> marked = new ArrayDeque<>();
    /// Of the day, as `before`.
    private Takings takings;
    private Totals before;
    private Map<String, BigDecimal> pricesBefore = new TreeMap<>();
    private long sinceNanos;
    private long armed = NEVER;
    private long now;
    /// Whether anything was written since the last statement was told.
    private boolean changed;

    /// Over what the journal tells of before; `prices` says what one unit of an asset is worth now, null where nobody knows.
    Earnings(ExecutionState state, Markets markets,
            Function<String, @Nullable BigDecimal> prices, Parts parts) {
        markouts = new Markouts(state, markets, this::marked);
        this.state = state;
        this.prices = prices;
        takings = new Takings(state, prices);
        timers = parts.timers();
        watcher = parts.watcher();
        sinceNanos = parts.clock().getAsLong();
        before = takings.totals();
    }

    private void marked(Markouts.Markout markout) {
        marked.addLast(markout);
        if (marked.size() > MOST_KEPT) {
            marked.removeFirst();
        }
        watcher.markout(markout, now);
    }

    void heard(Entry entry) {
        markouts.heard(entry);
        takings.heard(entry);
        changed |= entry instanceof Entry.Told || entry instanceof Entry.Posted;
    }

    /// Sees to it that what waits is looked at.
    void expect() {
        long next = markouts.nextDeadline();
        if (next < armed) {
            armed = next;
            timers.at(next, MARKOUT, 0);
        }
    }

    /// The timer [#MARKOUT] is due.
    void look(long time) {
        now = time;
        if (armed <= time) {
            armed = NEVER;
            markouts.tick(time);
        }
        expect();
    }

    /// A second is over. At midnight (UTC) it begins anew; what had no price at the beginning gets its first one.
    void second(long time) {
        now = time;
        if (Math.floorDiv(time, DAY) != Math.floorDiv(sinceNanos, DAY)) {
            takings = new Takings(state, prices);
            before = takings.totals();
            pricesBefore = new TreeMap<>();
            sinceNanos = time;
            changed = true;
        }
        for (String asset : before.owned().keySet()) {
            price(pricesBefore, asset);
        }
        if (changed) {
            changed = false;
            watcher.earned(statement(), time);
        }
    }

    private void price(Map<String, BigDecimal> to, String asset) {
        if (!to.containsKey(asset)) {
            BigDecimal price = prices.apply(asset);
            if (price != null) {
                to.put(asset, price);
            }
        }
    }

    /// Since when statements count: the beginning of the day (UTC), or of the run where that is later.
    public long sinceNanos() {
        return sinceNanos;
    }

    /// Since then, at the prices of now; in USDT.
    public Statement statement() {
        Totals after = takings.totals();
        var known = new TreeMap<String, BigDecimal>();
        for (Map<String, BigDecimal> each : List.of(before.owned(), after.owned(),
                after.captured().amounts(), after.conversion().amounts(),
                after.unwind().amounts(), after.fees().amounts(), after.funding(),
                after.external(), after.unexplained())) {
            each.keySet().forEach(asset -> price(known, asset));
        }
        // What was not there needs no price of then.
        var then = new TreeMap<>(known);
        then.keySet().removeAll(before.owned().keySet());
        then.putAll(pricesBefore);
        return Statement.between(before, then, after, known);
    }

    /// What one unit of each asset that is owned is worth now, in USDT; those of which nobody knows are left out.
    public SortedMap<String, BigDecimal> prices() {
        var known = new TreeMap<String, BigDecimal>();
        takings.totals().owned().keySet().forEach(asset -> price(known, asset));
        return known;
    }

    /// What is known of the fills of an attempt, oldest first; of those that still wait, and the last thousand others.
    public List<Markouts.Markout> markouts(long attempt) {
        return Stream.concat(marked.stream(), waiting().stream())
                .filter(each -> each.fill().order().attempt() == attempt).toList();
    }

    /// Fills that are still to be looked at, as far as it is known.
    public List<Markouts.Markout> waiting() {
        return markouts.waiting();
    }
}
