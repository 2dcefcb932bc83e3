package io.crossbook.gateway.wire;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Specification;
import io.crossbook.exchanges.binance.BinanceDialect;
import io.crossbook.exchanges.bybit.BybitDialect;
import io.crossbook.exchanges.kraken.KrakenDialect;
import io.crossbook.gateway.Told;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.engine.Watchers;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Decider;
import io.crossbook.gateway.loop.Loop;
import io.crossbook.gateway.loop.Recorder;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Simulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Sockets, loop and engine together, against the practice exchanges.
class WholePathTest {

    private static final Instrument BTC = Instrument.spot("BTC", "USDT");
    private static final BookLimits PATIENT = new BookLimits(60_000_000_000L, 60_000_000_000L,
            60_000_000_000L);

    private final Vertx others = Vertx.vertx();
    private final Simulator simulator = TestExchange.await(Simulator.start(others,
            io.crossbook.simulator.Settings.DEFAULT.withSeed(7)));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Rest rest = new Rest(others, Clock.system(), _ -> Quota.ofDialect("binance"),
            RestTiming.DEFAULT, registry);
    private final Loop loop = new Loop(Clock.system(), Recorder.NONE, registry);
    private final Wires wires = new Wires(loop, rest, _ -> Quota.ofDialect("binance"),
            Rig.SHORT, registry);
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final Map<String, Entry> entries = Map.of("binance", entry(Exchange.BINANCE, ""),
            "kraken", entry(Exchange.KRAKEN, "/v2"), "bybit", entry(Exchange.BYBIT, ""));
    private final Told told = new Told();
    private final Engine engine = new Engine(WholePathTest::dialect, settings(), wires,
            new Watchers(told, new Watcher() {
                @Override
                public void broken(ListingBook book, BookBreak.Kind kind, String why, long now) {
                    troubles.add(book.listing() + " " + kind + ": " + why);
                }

                @Override
                public void fault(String exchange, Fault fault, long now) {
                    troubles.add(exchange + " " + fault);
                }
            }));

    private Entry entry(Exchange exchange, String path) {
        return new Entry(exchange.id(), simulator.ws(exchange) + path, simulator.rest(exchange), 0,
                true,
                true, Map.of(), Map.of());
    }

    private static Dialect dialect(String name, Entry entry) {
        return switch (name) {
            case "binance" -> new BinanceDialect(entry);
            case "kraken" -> new KrakenDialect(entry);
            default -> new BybitDialect(entry);
        };
    }

    private Settings settings() {
        var exchanges = entries.values().stream()
                .map(entry -> new Settings.Exchange(entry, entry.name(), true, List.of(BTC),
                        PATIENT,
                        1_000_000, 1_000_000))
                .toList();
        return new Settings(exchanges, DetectorSettings.DEFAULT, 0, List.of(), List.of());
    }

    @AfterEach
    void close() {
        loop.close();
        rest.close();
        simulator.close();
        TestExchange.await(others.close());
        told.addsUp();
    }

    /// What the exchange lists of our instrument, read over REST as the daemon does.
    private Listing listing(int id, Entry entry) {
        Dialect dialect = dialect(entry.name(), entry);
        for (Request request : dialect.metadata()) {
            Answer answer = rest.ask(entry.name(), request).orTimeout(60, TimeUnit.SECONDS).join();
            for (Specification found : dialect.specifications(request, answer)) {
                if (found.instrument().equals(BTC)) {
                    return new Listing(id, entry.name(), found.symbol(), BTC, found.rules());
                }
            }
        }
        // Kraken's metadata comes from the wire.
        return new Listing(id, entry.name(), dialect.symbol(BTC), BTC,
                Rules.UNKNOWN);
    }

    private void start() {
        loop.start(new Decider() {
            @Override
            public void accept(long now, Input input) {
                engine.accept(now, input);
            }

            @Override
            public long nextDeadline() {
                return engine.nextDeadline();
            }
        });
        var listed = new ArrayList<Input>();
        listed.add(new Input.Configured(settings()));
        int id = 0;
        for (Entry entry : entries.values()) {
            listed.add(new Input.Listed(entry.name(), List.of(listing(id++, entry))));
        }
        listed.forEach(input -> assertTrue(loop.inbox().offer(input)));
    }

    private <T> T onLoop(Supplier<T> question) {
        var answer = new CompletableFuture<T>();
        loop.run(() -> answer.complete(question.get()));
        return answer.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private List<Health> healths() {
        return onLoop(() -> engine.books().all().stream().map(ListingBook::health).toList());
    }

    private void awaitThreeLiveBooks() {
        await().untilAsserted(() -> assertEquals(
                List.of(Health.LIVE, Health.LIVE, Health.LIVE), healths(), troubles::toString));
    }

    @Test
    void three_practice_exchanges_become_three_live_books_and_come_back_after_a_cut() {
        start();
        awaitThreeLiveBooks();
        assertEquals(List.of(), troubles);
        long before = loop.inputs();

        // Cuts every connection, as a restart of the exchanges does.
        for (int connection = 1; connection <= 3; connection++) {
            int number = connection;
            onLoop(() -> {
                wires.close(number, "cut by the test");
                return number;
            });
        }
        assertTrue(healths().stream().noneMatch(Health.LIVE::equals), healths()::toString);
        awaitThreeLiveBooks();
        assertTrue(loop.inputs() > before);
        assertTrue(loop.latency().total().getTotalCount() > 0);
    }
}
