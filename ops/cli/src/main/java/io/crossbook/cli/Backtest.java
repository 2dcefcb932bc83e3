package io.crossbook.cli;

import io.crossbook.arbitrage.Fees;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.execution.paper.Attempt;
import io.crossbook.execution.paper.Flows;
import io.crossbook.execution.paper.PaperDesk;
import io.crossbook.execution.paper.PaperMarket;
import io.crossbook.execution.paper.PaperTerms;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Plays tapes to the production engine under a configuration, with somebody who takes on paper what may be taken.
///
/// Every run on the tape has an engine and a desk of its own; what they did is kept together.
final class Backtest implements WhatIf.Companion, Watcher {

    /// What came of it. `declined` counts how often something was told of and not worth its risk. `nanos` is how long the replay took here, `busyNanos` how long of that its thread had a core: they differ from run to
    /// run, and stand in no report.
    record Result(Replay.Outcome outcome, ScanSummary found, List<Attempt> attempts,
            Map<Attempt, BigDecimal> revaluations, List<Flows> flows,
            Map<String, BigDecimal> mostInFlight, long declined, long nanos, long busyNanos) {

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

    /// What is acted on: all that is found, or what is worth its risk. Recordings know neither an exchange's rules nor a
    /// balance, so these speak against nothing here.
    enum Taking {
        ALL, WORTH
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final PaperTerms terms;
    private final Taking taking;
    private long declined;
    private final ScanSummary found = new ScanSummary();
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<Attempt, BigDecimal> revaluations = new HashMap<>();
    private final List<Flows> flows = new ArrayList<>();
    private final Map<String, BigDecimal> mostInFlight = new TreeMap<>();
    private @Nullable Engine engine;
    private @Nullable PaperDesk desk;

    private Backtest(PaperTerms terms, Taking taking) {
        this.terms = terms;
        this.taking = taking;
    }

    static Result run(Tapes tapes, Settings settings, PaperTerms terms, Taking taking)
            throws IOException {
        var backtest = new Backtest(terms, taking);
        try (Tape tape = tapes.open()) {
            long began = System.nanoTime();
            long busy = THREADS.getCurrentThreadCpuTime();
            var replay = new Replay(tape, Replay.Mode.WHAT_IF, Pace.FULL);
            var player = new WhatIf(replay, settings, backtest, backtest);
            Replay.Outcome outcome = replay.play(player);
            backtest.ends(outcome.lastStamp());
            return new Result(outcome, backtest.found, backtest.attempts, backtest.revaluations,
                    backtest.flows, backtest.mostInFlight,
                    backtest.declined, System.nanoTime() - began,
                    THREADS.getCurrentThreadCpuTime() - busy);
        }
    }

    @Override
    public void begins(Engine fresh) {
        if (engine != null) {
            ends(engine.now());
        }
        engine = fresh;
        desk = new PaperDesk(terms,
                new PaperMarket(fresh.books(), inForce(fresh), fresh.desk()::traded),
                (exchange, changes, now) -> fresh.desk().moved(exchange, money(changes), now));
    }

    /// Rounded against us.
    private static Map<String, Long> money(Map<String, BigDecimal> changes) {
        var rounded = new TreeMap<String, Long>();
        changes.forEach((asset, change) -> rounded.put(asset,
                change.setScale(Money.SCALE, RoundingMode.FLOOR).unscaledValue()
                        .min(BigInteger.valueOf(Long.MAX_VALUE))
                        .max(BigInteger.valueOf(Long.MIN_VALUE)).longValueExact()));
        return rounded;
    }

    /// What an account held while the tape was recorded says nothing of what trading on paper has left of the beginning.
    @Override
    public boolean hears(Input input) {
        return !(input instanceof Input.Account(Input.Word.Held held)) || engine == null
                || !engine.desk().stock().knows(held.exchange());
    }

    /// What taking costs as the engine's settings then say: none are in force yet when it begins.
    private static Fees inForce(Engine engine) {
        return new Fees() {
            @Override
            public long taker(Listing listing) {
                return engine.desk().fees().taker(listing);
            }

            @Override
            public boolean inReceived(Listing listing) {
                return engine.desk().fees().inReceived(listing);
            }

            @Override
            public String coin(Listing listing) {
                return engine.desk().fees().coin(listing);
            }

            @Override
            public long coinPerTrade(Listing listing) {
                return engine.desk().fees().coinPerTrade(listing);
            }
        };
    }

    private void ends(long now) {
        PaperDesk ended = desk;
        Engine over = engine;
        if (ended == null || over == null) {
            return;
        }
        ended.end(now);
        found.count(over.desk());
        for (Attempt attempt : ended.attempts()) {
            attempts.add(attempt);
            revaluations.put(attempt, ended.revaluation(attempt));
        }
        flows.add(ended.flows());
        ended.mostInFlight()
                .forEach((asset, most) -> mostInFlight.merge(asset, most, BigDecimal::max));
    }

    @Override
    public long nextDue() {
        return desk == null ? Long.MAX_VALUE : desk.nextDue();
    }

    @Override
    public void until(long now) {
        if (desk != null) {
            desk.until(now);
        }
    }

    @Override
    public boolean takes(Opportunity opportunity, long now) {
        if (desk == null || engine == null || !engine.desk().withheld().isEmpty()) {
            return false;
        }
        if (taking == Taking.WORTH && !engine.desk().worth(opportunity)) {
            declined++;
            return false;
        }
        return desk.offered(opportunity, now);
    }

    @Override
    public void book(ListingBook book, BookUpdate update, long now) {
        found.book(book, update, now);
        if (desk != null) {
            desk.updated(book);
        }
    }

    @Override
    public void opportunity(Opportunity opportunity, long now) {
        found.opportunity(opportunity, now);
    }
}
