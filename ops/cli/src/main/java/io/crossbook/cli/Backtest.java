package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.arbitrage.Carried;
import io.crossbook.arbitrage.FillRecord;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Stock;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.execution.paper.Flows;
import io.crossbook.execution.paper.PaperDesk;
import io.crossbook.execution.paper.PaperTerms;
import io.crossbook.execution.report.Markouts;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Chronicle;
import io.crossbook.gateway.engine.Desk;
import io.crossbook.gateway.engine.Earnings;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Execution;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Past;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Trader;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.tape.Checkpoint;
import io.crossbook.gateway.tape.Pace;
import io.crossbook.gateway.tape.Replay;
import io.crossbook.gateway.tape.Tape;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Plays tapes to the production engine under a configuration: the coordinator takes what it can, as in a daemon, and a desk on paper what it cannot.
///
/// Every run on the tape has an engine and a desk of its own; what they did is kept together.
final class Backtest implements WhatIf.Companion, Watcher {

    /// By what it goes: what may be believed and what it costs, who trades within which limits, how orders fill, and what is acted on beside the coordinator.
    record Plan(Settings settings, Execution execution, PaperTerms terms, Taking taking) {

        /// As configured; in mode paper, whatever the file says of where orders go.
        static Plan of(Configuration configuration, PaperTerms terms, Taking taking) {
            return new Plan(configuration.settings(), configuration.execution(), terms, taking);
        }

        /// The same with this latency everywhere.
        Plan withLatency(long nanos) {
            return new Plan(settings, execution, terms.withLatency(nanos), taking);
        }

        /// The same where accounts hold this of which the configuration says nothing.
        Plan holding(Map<String, Map<String, Long>> told) {
            return new Plan(settings.holding(told), execution, terms, taking);
        }

        private Execution onPaper() {
            return execution.onPaper(terms);
        }
    }

    /// What came of it. `declined` counts how often something was told of and not worth its risk. `nanos` is how long the replay took here, `busyNanos` how long of that its thread had a core: they differ from run to
    /// run, and stand in no report.
    record Result(Replay.Outcome outcome, ScanSummary found, List<Taken> attempts,
            ObjectNode coordinator, List<Flows> flows, List<Marked> carried,
            List<Orders> fills, Map<String, BigDecimal> mostInFlight, long declined, long nanos,
            long busyNanos) {

        /// How many times faster than the market it went.
        double speed() {
            return (double) marketNanos() / Math.max(1, nanos);
        }

        /// The same, counting only the time in which its thread had a core.
        double busySpeed() {
            return (double) marketNanos() / Math.max(1, busyNanos);
        }

        /// How long the market was recorded.
        long marketNanos() {
            return outcome.lastStamp() - outcome.firstStamp();
        }
    }

    /// What is carried at the end, and its worth at the middle of a book between the two, in what was paid for it; null where none was live.
    record Marked(Carried.Position position, @Nullable BigDecimal worth) {}

    /// What the orders for one side of a listing got in one run on the tape, from 1.
    record Orders(int run, Listing listing, FillRecord.Kept kept) {}

    /// What is acted on: all that is found, or what is worth its risk. Recordings know neither an exchange's rules nor a
    /// balance, so these speak against nothing here.
    enum Taking {
        ALL, WORTH
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Plan plan;
    private long declined;
    private final ScanSummary found = new ScanSummary();
    private final List<Taken> attempts = new ArrayList<>();
    private final CoordinatorReport coordinated = new CoordinatorReport();
    private final List<Flows> flows = new ArrayList<>();
    private final List<Marked> carried = new ArrayList<>();
    private final List<Orders> fills = new ArrayList<>();
    private int runs;
    private final Map<String, BigDecimal> mostInFlight = new TreeMap<>();
    private final List<String> beside = new ArrayList<>();
    private @Nullable Engine engine;
    private @Nullable PaperDesk desk;
    private Coordination coordination;

    private Backtest(Plan plan) {
        this.plan = plan;
        coordination = new Coordination(plan.onPaper(), plan.settings());
    }

    static Result run(Tapes tapes, Plan plan) throws IOException {
        try (Tape tape = tapes.open()) {
            return run(tape, plan.holding(tapes.held()));
        }
    }

    static Result run(Tape tape, Plan plan) {
        var backtest = new Backtest(plan);
        long began = System.nanoTime();
        long busy = THREADS.getCurrentThreadCpuTime();
        var replay = new Replay(tape, Replay.Mode.WHAT_IF, Pace.FULL);
        Replay.Outcome outcome = replay.play(new WhatIf(replay,
                PaperTrading.knowing(plan.settings(), plan.terms()), backtest, backtest));
        backtest.ends(outcome.lastStamp());
        return new Result(outcome, backtest.found, backtest.attempts,
                backtest.coordinated.json(), backtest.flows, backtest.carried, backtest.fills,
                backtest.mostInFlight, backtest.declined, System.nanoTime() - began,
                THREADS.getCurrentThreadCpuTime() - busy);
    }

    @Override
    public void from(Checkpoint checkpoint) {
        if (engine != null) {
            ends(engine.now());
        }
        coordination = new Coordination(plan.onPaper(), plan.settings());
    }

    @Override
    public Chronicle journal() {
        return coordination;
    }

    @Override
    public void begins(Engine fresh) {
        engine = fresh;
        runs++;
        beside.clear();
        coordination.in(fresh);
        desk = new PaperDesk(plan.terms(), fresh.paper(), new Held(fresh.desk(), coordination));
    }

    @Override
    public Trader beside(Trader coordinator) {
        coordination.acts(coordinator);
        return this;
    }

    /// What real orders got before says nothing of what is filled on paper: each run begins untried.
    @Override
    public Past remembered(Past past) {
        return past.untried();
    }

    /// What is held, and what orders got, as the engine counts it.
    private record Held(Desk desk, Coordination coordination) implements PaperDesk.Holdings {
        /// Where the coordinator trades, its ledger is what is held: what is taken beside it is taken from an account of its own.
        @Override
        public void moved(String exchange, Map<String, BigDecimal> changes, long now) {
            if (coordination.counts(exchange)) {
                return;
            }
            var rounded = new TreeMap<String, Long>();
            changes.forEach((asset, change) -> rounded.put(asset,
                    money(change, RoundingMode.FLOOR)));
            desk.moved(exchange, rounded, now);
        }

        @Override
        public void tried(Leg leg, boolean filled, long now) {
            desk.tried(leg.listing(), leg.side(), filled);
        }

        @Override
        public void carried(Opportunity opportunity, BigDecimal spent, BigDecimal received,
                long now) {
            desk.carried(opportunity.id(), money(spent, RoundingMode.FLOOR),
                    money(received, RoundingMode.CEILING), now);
        }

        private static long money(BigDecimal amount, RoundingMode against) {
            return amount.setScale(Money.SCALE, against).unscaledValue()
                    .min(BigInteger.valueOf(Long.MAX_VALUE))
                    .max(BigInteger.valueOf(Long.MIN_VALUE)).longValueExact();
        }
    }

    @Override
    public boolean hears(Input input) {
        coordination.hears(input);
        return engine == null || hears(input, engine.desk().stock());
    }

    /// What an account held while the tape was recorded says nothing of what trading on paper has left of the beginning: only the first word of an exchange of which nothing
    /// is known counts.
    static boolean hears(Input input, Stock stock) {
        return !(input instanceof Input.Account(Input.Word.Held held))
                || !stock.knows(held.exchange());
    }

    private void ends(long now) {
        PaperDesk ended = desk;
        Engine over = engine;
        if (ended == null || over == null) {
            return;
        }
        ended.end(now);
        found.count(over.desk());
        attempts.addAll(DeskTaken.of(ended, beside));
        Earnings earnings = over.earnings();
        if (earnings != null) {
            earnings.waiting().forEach(coordination::marked);
        }
        attempts.addAll(coordinated.ends(coordination, beside));
        flows.add(ended.flows());
        over.desk().carried().positions().forEach(
                position -> carried.add(new Marked(position, worth(position, over.books()))));
        over.books().all().forEach(book -> over.desk().fills().kept().stream()
                .filter(kept -> kept.of(book.listing()))
                .forEach(kept -> fills.add(new Orders(runs, book.listing(), kept))));
        ended.mostInFlight()
                .forEach((asset, most) -> mostInFlight.merge(asset, most, BigDecimal::max));
    }

    private static @Nullable BigDecimal worth(Carried.Position position, Books books) {
        BigDecimal amount = BigDecimal.valueOf(position.amount(), Money.SCALE);
        for (ListingBook book : books.all()) {
            Instrument instrument = book.listing().instrument();
            boolean sold = instrument
                    .equals(Instrument.spot(position.asset(), position.against()));
            boolean bought = instrument
                    .equals(Instrument.spot(position.against(), position.asset()));
            if ((sold || bought) && book.health() == Health.LIVE && book.bestBid() > 0
                    && book.bestAsk() > 0) {
                BigDecimal middle = BigDecimal.valueOf(book.bestBid())
                        .add(BigDecimal.valueOf(book.bestAsk()))
                        .scaleByPowerOfTen(-book.levels().priceScale())
                        .divide(BigDecimal.valueOf(2L * book.listing().rules().multiplier()));
                return sold
                        ? amount.multiply(middle).setScale(Money.SCALE, RoundingMode.HALF_EVEN)
                        : amount.divide(middle, Money.SCALE, RoundingMode.HALF_EVEN);
            }
        }
        return null;
    }

    @Override
    public void comes(long now) {
        coordination.comes(now);
    }

    @Override
    public long nextDue() {
        return desk == null ? Long.MAX_VALUE : Math.min(desk.nextDue(), coordination.nextDue());
    }

    @Override
    public void until(long now) {
        if (desk != null) {
            desk.until(now);
            coordination.until(now);
        }
    }

    @Override
    public boolean wants(Opportunity opportunity, long now) {
        if (desk == null || engine == null || !engine.desk().withheld().isEmpty()) {
            return false;
        }
        if (coordination.passes(opportunity).isEmpty()) {
            coordinated.told(opportunity);
            return opportunity.executable();
        }
        if (plan.taking() == Taking.WORTH && !engine.desk().worth(opportunity)) {
            declined++;
            return false;
        }
        return !desk.runs(opportunity);
    }

    @Override
    public boolean takes(Opportunity opportunity, long now) {
        String why = coordination.passes(opportunity);
        if (why.isEmpty()) {
            return coordination.takes(opportunity, now);
        }
        boolean taken = desk != null && desk.offered(opportunity, now);
        if (taken) {
            beside.add(why);
        }
        return taken;
    }

    @Override
    public void ended(Opportunity opportunity, long now) {
        coordination.ended(opportunity, now);
    }

    @Override
    public void book(ListingBook book, BookUpdate update, long now) {
        found.book(book, update, now);
        if (desk != null && engine != null && engine.execution() == null) {
            desk.updated(book); // else the engine's own executor has seen it
        }
    }

    @Override
    public void markout(Markouts.Markout markout, long now) {
        coordination.marked(markout);
    }

    @Override
    public void opportunity(Opportunity opportunity, long now) {
        found.opportunity(opportunity, now);
    }
}
