package io.crossbook.cli;

import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.report.Markouts;
import io.crossbook.gateway.engine.Chronicle;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Execution;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Numbering;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Trader;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The coordinator in one run of a backtest: begun as in a daemon of mode `paper`, over a journal in memory that keeps what it is told after [#COMMIT_NANOS].
///
/// What a recording lacks is taken to be as good as can be, and said in the report: the lease is ours for ever, and a clock that the tape never
/// tells is as ours.
final class Coordination implements Chronicle {

    /// From the offer of an entry until it is durable.
    static final long COMMIT_NANOS = 100_000;

    private static final String RULES = "rules";
    private static final long NEVER = Long.MAX_VALUE;

    private record Commit(long last, long dueNanos) {}

    private final Execution execution;
    private final Map<String, Map<String, Long>> held;
    private final Numbering numbering = new Numbering();
    private final Deque<Commit> waiting = new ArrayDeque<>();
    private final Map<Long, Opportunity> opportunities = new HashMap<>();
    private final Map<Long, Long> begunNanos = new HashMap<>();
    private final Map<Long, Long> endedNanos = new HashMap<>();
    private final Map<Long, List<Taken.Markout>> markouts = new HashMap<>();
    private final Map<String, Long> denied = new TreeMap<>();
    private final Map<String, Long> abandoned = new TreeMap<>();
    private final TreeSet<String> clocks = new TreeSet<>();
    private String idle;
    private @Nullable Engine engine;
    private @Nullable Trader coordinator;

    /// `execution` as configured; it acts in mode paper whatever that says, unless nobody shall trade at all.
    Coordination(Execution execution, Settings settings) {
        this.execution = execution;
        held = settings.inventory().start();
        idle = !execution.trades()
                ? "mode"
                : execution.patience().keySet().stream().noneMatch(held::containsKey)
                        ? "holdings"
                        : RULES;
    }

    /// A run begins, with this engine, which keeps its journal here.
    void in(Engine fresh) {
        engine = fresh;
    }

    /// Whoever acts in the engine from now on.
    void acts(Trader executor) {
        coordinator = executor;
    }

    /// Begins once there is something to trade with and by.
    void comes(long now) {
        if (coordinator != null || !idle.isEmpty() || now == 0 || engine().inputs() == 0) {
            return;
        }
        Engine of = engine();
        of.accept(now, new Input.Trading(new Input.News.Began(execution, "backtest",
                "paper:backtest", 0, "")));
        of.accept(now, new Input.Trading(new Input.News.Lease(NEVER)));
        for (String exchange : execution.patience().keySet()) {
            if (clocks.add(exchange)) {
                of.accept(now, new Input.ServerTime(exchange, now, now, now));
            }
        }
    }

    /// An input of the tape that it may learn from.
    void hears(Input input) {
        if (input instanceof Input.ServerTime time) {
            clocks.remove(time.exchange());
        } else if (input instanceof Input.Listed listed && idle.equals(RULES)
                && counted(listed.exchange())
                && listed.listings().stream().anyMatch(Coordination::ruled)) {
            idle = "";
        }
    }

    private boolean counted(String exchange) {
        return execution.patience().containsKey(exchange) && held.containsKey(exchange);
    }

    private static boolean ruled(Listing listing) {
        Rules rules = listing.rules();
        return rules.status() != Rules.Status.UNKNOWN && rules.sizeScale() >= 0
                && rules.priceScale() >= 0;
    }

    /// Why an opportunity cannot be the coordinator's, in a word; empty when it can.
    String passes(Opportunity opportunity) {
        if (opportunity.steps().stream().anyMatch(step -> step.what() == Step.What.CARRY)) {
            return "carried";
        }
        if (opportunity.legs().stream().anyMatch(
                leg -> leg.listing().instrument().kind() != Instrument.Kind.SPOT)) {
            return "perpetual";
        }
        if (coordinator == null) {
            return idle.isEmpty() ? "begin" : idle;
        }
        for (Leg leg : opportunity.legs()) {
            if (!ruled(leg.listing())) {
                return RULES;
            }
            if (!execution.patience().containsKey(leg.listing().exchange())) {
                return "exchange";
            }
            if (!held.containsKey(leg.listing().exchange())) {
                return "holdings";
            }
        }
        return "";
    }

    /// Whether it takes an opportunity now; one that is not executable it does not.
    boolean takes(Opportunity opportunity, long now) {
        Trader trader = coordinator;
        ExecutionState state = engine().execution();
        if (trader == null || state == null || !trader.takes(opportunity, now)) {
            return false;
        }
        opportunities.put(state.nextAttempt() - 1, opportunity);
        return true;
    }

    void ended(Opportunity opportunity, long now) {
        if (coordinator != null) {
            coordinator.ended(opportunity, now);
        }
    }

    /// Whether our own ledger says what an exchange holds.
    boolean counts(String exchange) {
        return coordinator != null && execution.patience().containsKey(exchange);
    }

    /// When entries are durable, or a timer of the engine is due; [Long#MAX_VALUE] while nobody trades.
    long nextDue() {
        if (coordinator == null) {
            return NEVER;
        }
        Commit first = waiting.peekFirst();
        long next = Math.min(first == null ? NEVER : first.dueNanos, engine().nextDeadline());
        return Math.max(next, engine().now());
    }

    /// Tells what is durable by then.
    void until(long now) {
        long number = 0;
        while (!waiting.isEmpty() && waiting.getFirst().dueNanos <= now) {
            number = waiting.removeFirst().last;
        }
        if (number > 0) {
            engine().accept(now, new Input.Trading(new Input.News.Durable(number)));
        }
    }

    @Override
    public void past(long entries, String check, Consumer<Entry> to) {
        numbering.past(entries, check, to);
    }

    @Override
    public long append(List<Entry> commit) {
        long number = numbering.append(commit);
        waiting.add(new Commit(number, engine().now() + COMMIT_NANOS));
        commit.forEach(this::count);
        return number;
    }

    /// A fill of a leg was compared with the market. What is done to undo a leg says nothing of what was found.
    void marked(Markouts.Markout markout) {
        if (markout.fill().order().role() == OrderId.Role.LEG) {
            var bps = new TreeMap<Long, @Nullable BigDecimal>();
            for (int i = 0; i < Markouts.NANOS.size(); i++) {
                bps.put(Markouts.NANOS.get(i), markout.bps().get(i));
            }
            markouts.computeIfAbsent(markout.fill().order().attempt(), _ -> new ArrayList<>())
                    .add(new Taken.Markout((markout.buys() ? "buy " : "sell ")
                            + ScannedPair.name(markout.listing()), bps));
        }
    }

    private void count(Entry entry) {
        switch (entry) {
            case Entry.Denied(_, var denial, _) -> denied.merge(denial.code(), 1L, Long::sum);
            case Entry.Reserved(var plan, var at) -> begunNanos.put(plan.attempt(), at);
            case Entry.Closed(var attempt, _, _, _, var at) -> endedNanos.put(attempt, at);
            case Entry.Acted(_, var act, var why, _) -> {
                if (act == OrderNews.ABANDONED) {
                    // A denial begins with its code; else an earlier leg did not get all.
                    abandoned.merge(why.matches("[a-z_]+: .*")
                            ? why.substring(0, why.indexOf(':'))
                            : "leg", 1L, Long::sum);
                }
            }
            case Entry.Booted _,Entry.Intended _,Entry.Skipped _,Entry.Told _,Entry.Asked _,Entry.Swept _,Entry.Adopted _,Entry.Turned _,Entry.Cleared _,Entry.Reconciled _,Entry.Posted _,Entry.Halted _,Entry.Paused _,Entry.Rearmed _ ->
                {
                }
        }
    }

    private Engine engine() {
        if (engine == null) {
            throw new IllegalStateException("no run has begun");
        }
        return engine;
    }

    // ---- what came of it

    /// Why nobody began; empty when somebody did.
    String idle() {
        return idle;
    }

    /// All that it knows at the end; null when it never began.
    @Nullable
    ExecutionState state() {
        return engine().execution();
    }

    /// The opportunity of an attempt, as it was taken.
    Opportunity opportunity(Attempt attempt) {
        Opportunity taken = opportunities.get(attempt.id());
        if (taken == null) {
            throw new IllegalStateException(attempt + " was never taken");
        }
        return taken;
    }

    /// How the market went on after the fills of its legs.
    List<Taken.Markout> markouts(Attempt attempt) {
        return markouts.getOrDefault(attempt.id(), List.of());
    }

    long begunNanos(Attempt attempt) {
        return begunNanos.getOrDefault(attempt.id(), 0L);
    }

    /// When it was closed last; 0 where it was not.
    long endedNanos(Attempt attempt) {
        return endedNanos.getOrDefault(attempt.id(), 0L);
    }

    /// How many opportunities each check denied, each once.
    Map<String, Long> denied() {
        return denied;
    }

    /// How many orders were given up before they left, by what spoke against them.
    Map<String, Long> abandoned() {
        return abandoned;
    }

    /// The exchanges whose clocks the tape does not tell.
    List<String> clocks() {
        return List.copyOf(clocks);
    }

    /// What each exchange held at the beginning, as configured.
    Map<String, Map<String, Long>> held() {
        return held;
    }
}
