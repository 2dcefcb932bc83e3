package io.crossbook.gateway;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.BookBreak;
import io.crossbook.books.BookSkip;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Health;
import io.crossbook.books.ListingBook;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Fault;
import io.crossbook.execution.report.Markouts;
import io.crossbook.execution.report.Statement;
import io.crossbook.gateway.control.Trading;
import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.gateway.engine.Standing;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.tape.TapeWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Counts what the engine saw, for Prometheus: names begin with `crossbook_`, labels are bounded (exchange, kind).
///
/// On the engine's thread; what happens per message costs a map look-up by a constant key and an add.
public final class Meters implements Watcher {

    private static final long SECOND = 1_000_000_000L;
    private static final int BPS_DIGITS = 4;
    private static final String LIVE = "crossbook.books.live";
    private static final String EXCHANGE = "exchange";

    private final MeterRegistry registry;
    private final Map<String, PerExchange> exchanges = new HashMap<>();
    private final Counter tops;

    private final Map<String, Recent> markouts = new HashMap<>();
    private final Map<String, Level> parts = new HashMap<>();
    private final AtomicInteger halted;
    private final AtomicInteger reluctant;
    private final AtomicInteger working;
    private final AtomicInteger parked;

    private record PerExchange(Counter updates, Counter quotes, Counter trades, Counter skipped,
            AtomicInteger live,
            AtomicInteger connections) {}

    /// Registers as it goes.
    public Meters(MeterRegistry registry) {
        this.registry = registry;
        tops = registry.counter("crossbook.tops.moved");
        halted = registry.gauge("crossbook.halted", new AtomicInteger());
        reluctant = registry.gauge("crossbook.reluctant", new AtomicInteger());
        working = attempts("working");
        parked = attempts("parked");
    }

    /// What becomes of the records: of a tape, where there is one, and of the journal, where somebody trades.
    static void records(MeterRegistry registry, @Nullable TapeWriter tape,
            @Nullable Trading trading) {
        if (tape != null) {
            Gauge.builder("crossbook.tape.recording", tape,
                    writer -> writer.stats().recording() ? 1 : 0).register(registry);
            FunctionCounter.builder("crossbook.tape.inputs", tape,
                    writer -> writer.stats().inputs()).register(registry);
            FunctionCounter.builder("crossbook.tape.lost", tape, writer -> {
                TapeWriter.Stats stats = writer.stats();
                return (double) stats.dropped() + stats.unwritten();
            }).register(registry);
        }
        if (trading != null) {
            Gauge.builder("crossbook.journal.waiting", trading, Trading::waiting)
                    .register(registry);
            Gauge.builder("crossbook.journal.failed", trading, trades -> trades.failed() ? 1 : 0)
                    .register(registry);
        }
    }

    private AtomicInteger attempts(String state) {
        return registry.gauge("crossbook.attempts", Tags.of("state", state), new AtomicInteger());
    }

    /// The exchanges as they are configured and switched now, on the engine's thread. One that was never reached has no live book, and nobody else has ordered there yet:
    /// both is told from the start, for a rule sees no series that does not exist, and no first step of one. Nobody misses the books of one that is off.
    void exchanges(List<ExchangeState> all) {
        var enabled = new HashSet<String>();
        for (ExchangeState each : all) {
            of(each.name());
            counter("crossbook.orders.foreign", each.name());
            if (each.enabled()) {
                enabled.add(each.name());
            }
        }
        exchanges.forEach((name, known) -> show(name, known.live, enabled.contains(name)));
    }

    private void show(String exchange, AtomicInteger live, boolean shown) {
        Gauge gauge = registry.find(LIVE).tag(EXCHANGE, exchange).gauge();
        if (gauge == null && shown) {
            registry.gauge(LIVE, Tags.of(EXCHANGE, exchange), live);
        } else if (gauge != null && !shown) {
            registry.remove(gauge);
        }
    }

    private PerExchange of(String exchange) {
        PerExchange known = exchanges.get(exchange);
        return known == null ? make(exchange) : known;
    }

    private PerExchange make(String exchange) {
        var live = registry.gauge(LIVE, Tags.of(EXCHANGE, exchange),
                new AtomicInteger());
        var connections = registry.gauge("crossbook.connections",
                Tags.of(EXCHANGE, exchange), new AtomicInteger());
        var made = new PerExchange(counter("crossbook.book.updates", exchange),
                counter("crossbook.quotes", exchange),
                counter("crossbook.trades", exchange), counter("crossbook.book.skipped", exchange),
                live, connections);
        exchanges.put(exchange, made);
        return made;
    }

    private Counter counter(String name, String exchange) {
        return registry.counter(name, EXCHANGE, exchange);
    }

    private void count(String name, String exchange, Enum<?> kind) {
        registry.counter(name, EXCHANGE, exchange, "kind", kind.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    @Override
    public void book(ListingBook book, BookUpdate update, long now) {
        of(book.listing().exchange()).updates.increment();
    }

    @Override
    public void quote(ListingBook book, QuoteUpdate quote, long now) {
        of(book.listing().exchange()).quotes.increment();
    }

    @Override
    public void trade(ListingBook book, TradeUpdate trade, long now) {
        of(book.listing().exchange()).trades.increment();
    }

    @Override
    public void skipped(ListingBook book, BookSkip.Reason reason, long now) {
        of(book.listing().exchange()).skipped.increment();
    }

    @Override
    public void broken(ListingBook book, BookBreak.Kind kind, String why, long now) {
        count("crossbook.book.breaks", book.listing().exchange(), kind);
    }

    @Override
    public void health(ListingBook book, Health before, Health after, long now) {
        AtomicInteger live = of(book.listing().exchange()).live;
        if (after == Health.LIVE) {
            live.incrementAndGet();
        } else if (before == Health.LIVE) {
            live.decrementAndGet();
        }
    }

    @Override
    public void top(int instrument, long now) {
        tops.increment();
    }

    @Override
    public void opportunity(Opportunity opportunity, long now) {
        registry.counter("crossbook.opportunities", "kind", opportunity.kind().toString(), "state",
                opportunity.state().toString()).increment();
    }

    @Override
    public void alarm(String words, long now) {
        registry.counter("crossbook.alarms").increment();
    }

    @Override
    public void refused(String why, long now) {
        registry.counter("crossbook.wishes.refused").increment();
    }

    @Override
    public void foreign(String exchange, String symbol, String order, long now) {
        counter("crossbook.orders.foreign", exchange).increment();
    }

    @Override
    public void denied(String check, long more, long now) {
        registry.counter("crossbook.denials", "check", check).increment((double) more);
    }

    @Override
    public void standing(Standing standing, long now) {
        halted.set(standing.halted().isEmpty() ? 0 : 1);
        reluctant.set(standing.reluctance().isEmpty() ? 0 : 1);
        working.set(standing.working());
        parked.set(standing.parked());
    }

    @Override
    public void markout(Markouts.Markout markout, long now) {
        for (int i = 0; i < Markouts.NANOS.size(); i++) {
            BigDecimal bps = markout.bps().get(i);
            if (bps != null) {
                String after = Markouts.NANOS.get(i) / SECOND + "s";
                markouts.computeIfAbsent(markout.fill().exchange() + " " + after,
                        _ -> registry.gauge("crossbook.markout", Tags.of(EXCHANGE,
                                markout.fill().exchange(), "after", after), new Recent(),
                                Recent::mean))
                        .add(bps.movePointLeft(BPS_DIGITS).doubleValue());
            }
        }
    }

    @Override
    public void earned(Statement statement, long now) {
        earned("captured", statement.captured());
        earned("conversion", statement.conversion());
        earned("unwind", statement.unwind());
        earned("fees", statement.fees());
        earned("funding", statement.funding());
        earned("external", statement.external());
        earned("unexplained", statement.unexplained());
        earned("revaluation", statement.revaluation());
    }

    private void earned(String part, BigDecimal usdt) {
        parts.computeIfAbsent(part, _ -> registry.gauge("crossbook.earned.usdt",
                Tags.of("part", part), new Level(), level -> level.value)).value = usdt
                        .doubleValue();
    }

    /// The mean of the last hundred.
    private static final class Recent {
        private static final int MOST = 100;
        private final Deque<Double> last = new ArrayDeque<>();

        private synchronized void add(double value) {
            last.addLast(value);
            if (last.size() > MOST) {
                last.removeFirst();
            }
        }

        private synchronized double mean() {
            return last.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }
    }

    private static final class Level {
        private volatile double value;
    }

    @Override
    public void fault(String exchange, Fault fault, long now) {
        count("crossbook.faults", exchange, fault.kind());
    }

    @Override
    public void audited(ListingBook book, String finding, long now) {
        registry.counter("crossbook.audits", EXCHANGE, book.listing().exchange(), "finding",
                finding.toLowerCase(Locale.ROOT)).increment();
    }

    @Override
    public void connection(String exchange, String link, int connection, boolean open, String why,
            long now) {
        AtomicInteger connections = of(exchange).connections;
        if (open) {
            connections.incrementAndGet();
        } else {
            connections.decrementAndGet();
        }
    }

    @Override
    public void unreachable(String exchange, String link, String why, long now) {
        registry.counter("crossbook.connections.failed", EXCHANGE, exchange).increment();
    }
}
