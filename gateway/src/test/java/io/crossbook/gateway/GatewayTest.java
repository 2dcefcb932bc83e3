package io.crossbook.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Instrument;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import io.crossbook.exchanges.Entry;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.config.GatewaySettings;
import io.crossbook.gateway.config.TapeKeeping;
import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.tape.Secrets;
import io.crossbook.gateway.tape.TapeAlarms;
import io.crossbook.gateway.tape.TapeSettings;
import io.crossbook.gateway.tape.TapeWriter;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Simulator;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole daemon against practice exchanges, over real sockets.
final class GatewayTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<Instrument> INSTRUMENTS = List.of(Instrument.spot("BTC", "USDT"),
            Instrument.spot("ETH", "USDT"));

    private final Vertx vertx = Vertx.vertx();
    private final Simulator simulator = Simulator
            .start(vertx, io.crossbook.simulator.Settings.DEFAULT.withSeed(7)).await();

    private final Told told = new Told();

    @AfterEach
    void close() {
        simulator.close();
        vertx.close();
        told.addsUp();
    }

    private Settings.Exchange exchange(Exchange exchange, boolean enabled, int depth,
            List<Instrument> instruments) {
        return new Settings.Exchange(
                new Entry(exchange.id(),
                        simulator.ws(exchange) + (exchange == Exchange.KRAKEN ? "/v2" : ""),
                        simulator.rest(exchange), depth, true, true, Map.of(), Map.of()),
                exchange.id(), enabled, instruments, BookLimits.DEFAULT, 1_000_000, 1_000_000);
    }

    private Configuration configuration(int port, Settings.Exchange... exchanges) {
        return new Configuration(
                new Settings(List.of(exchanges), DetectorSettings.DEFAULT, 0, List.of(), List.of()),
                new GatewaySettings("127.0.0.1", port, 10, 10, 1 << 20, List.of()),
                new TapeKeeping(false, Path.of(""), 1, 2, 1, false));
    }

    private Gateway start(Configuration configuration) throws Exception {
        return Gateway.start(configuration, null, told).get(60, TimeUnit.SECONDS);
    }

    private static ExchangeState state(Gateway gateway, String exchange) {
        return gateway.exchanges().orTimeout(60, TimeUnit.SECONDS).join().stream()
                .filter(state -> state.name().equals(exchange)).findFirst().orElseThrow();
    }

    private static void awaitLive(Gateway gateway, String exchange, int books) {
        await().atMost(PATIENCE).until(() -> state(gateway, exchange).live() == books);
    }

    @Test
    void an_exchange_that_is_switched_on_at_run_time_gets_its_rules_and_links_and_off_loses_them()
            throws Exception {
        try (Gateway gateway = start(configuration(0,
                exchange(Exchange.BINANCE, true, 0, INSTRUMENTS),
                exchange(Exchange.BYBIT, false, 50, INSTRUMENTS)))) {
            awaitLive(gateway, "binance", 2);
            assertEquals(List.of(), state(gateway, "bybit").listings());

            assertTrue(gateway.wish(new Input.Wish.Enable("bybit", true)));
            awaitLive(gateway, "bybit", 2);
            assertEquals(List.of("BTCUSDT true", "ETHUSDT true"), state(gateway, "bybit")
                    .listings().stream()
                    .map(listing -> listing.symbol() + " " + (listing.rules().tick() > 0))
                    .toList());

            assertTrue(gateway.wish(new Input.Wish.Enable("bybit", false)));
            await().atMost(PATIENCE).until(() -> state(gateway, "bybit").live() == 0);
            assertEquals(0, state(gateway, "bybit").connections());
            assertEquals(2, state(gateway, "binance").live());

            assertTrue(gateway.wish(new Input.Wish.Enable("bybit", true)));
            awaitLive(gateway, "bybit", 2);
        }
    }

    @Test
    void a_book_whose_best_nears_the_end_of_its_snapshot_is_renewed_without_a_break()
            throws Exception {
        var renewals = new AtomicInteger();
        var breaks = new AtomicInteger();
        var watcher = new Watcher() {
            @Override
            public void book(ListingBook book, BookUpdate update, long now) {
                renewals.addAndGet(update.snapshot() && book.changes() > 1 ? 1 : 0);
            }

            @Override
            public void broken(ListingBook book, BookBreak.Kind kind, String why, long now) {
                breaks.incrementAndGet();
            }
        };
        var shallow = new Settings.Exchange(
                new Entry("binance", simulator.ws(Exchange.BINANCE),
                        simulator.rest(Exchange.BINANCE), 0, true, true, Map.of(),
                        Map.of("snapshotLimit", "5")),
                "binance", true, INSTRUMENTS, BookLimits.DEFAULT, 1_000_000, 1_000_000);
        try (Gateway gateway = Gateway.start(configuration(0, shallow), null, watcher).get(20,
                TimeUnit.SECONDS)) {
            await().atMost(PATIENCE).until(() -> renewals.get() >= 3);

            assertEquals(0, breaks.get());
            assertEquals(2, state(gateway, "binance").live());
        }
    }

    @Test
    void a_readers_mistake_does_not_end_the_engine() throws Exception {
        try (Gateway gateway = start(configuration(0,
                exchange(Exchange.BINANCE, true, 0, INSTRUMENTS)))) {
            gateway.onEngine(_ -> {
                throw new IllegalStateException("a reader's mistake");
            });

            awaitLive(gateway, "binance", 2);
            assertFalse(gateway.ended().isDone());
        }
    }

    @Test
    void another_configuration_takes_force_while_it_runs() throws Exception {
        Settings.Exchange binance = exchange(Exchange.BINANCE, true, 0, INSTRUMENTS);
        try (Gateway gateway = start(configuration(0, binance,
                exchange(Exchange.KRAKEN, true, 100, INSTRUMENTS.subList(0, 1))))) {
            awaitLive(gateway, "kraken", 1);

            gateway.configure(configuration(0, exchange(Exchange.KRAKEN, true, 10, INSTRUMENTS),
                    exchange(Exchange.BYBIT, true, 50, INSTRUMENTS)).settings())
                    .get(60, TimeUnit.SECONDS);
            assertEquals(2, gateway.exchanges().join().size());

            awaitLive(gateway, "kraken", 2);
            awaitLive(gateway, "bybit", 2);
            var deepest = new CompletableFuture<Integer>();
            gateway.onEngine(engine -> deepest.complete(engine.books().all().stream()
                    .filter(book -> book.listing().exchange().equals("kraken"))
                    .mapToInt(book -> book.levels().levels(Side.BID)).max().orElse(0)));
            assertEquals(10, deepest.get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void what_is_wished_right_after_a_configuration_finds_it_in_force() throws Exception {
        try (Gateway gateway = start(configuration(0,
                exchange(Exchange.BINANCE, true, 0, INSTRUMENTS)))) {
            gateway.configure(configuration(0, exchange(Exchange.BYBIT, false, 50, INSTRUMENTS))
                    .settings());
            gateway.wish(new Input.Wish.Enable("bybit", true));

            await().atMost(PATIENCE).until(() -> gateway.exchanges().join().size() == 1
                    && gateway.exchanges().join().getFirst().live() == 2);
        }
    }

    @Test
    void a_daemon_that_cannot_serve_leaves_neither_thread_nor_socket_nor_tape(@TempDir Path folder)
            throws Exception {
        var before = new HashSet<>(threads());
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Nobody listens there: the practice exchange would begin threads of its own.
            var nowhere = new Settings.Exchange(
                    new Entry("binance", "ws://127.0.0.1:1", "http://127.0.0.1:1", 0, true, true,
                            Map.of(), Map.of()),
                    "binance", true, INSTRUMENTS, BookLimits.DEFAULT, 1_000_000, 1_000_000);
            Configuration configuration = configuration(taken.getLocalPort(), nowhere);
            var started = Gateway.start(configuration, tape(folder), new Watcher() {
            });

            var failure = assertThrows(ExecutionException.class,
                    () -> started.get(60, TimeUnit.SECONDS));
            assertTrue(String.valueOf(failure.getCause()).contains("Address already in use"),
                    failure.toString());
        }
        tape(folder).close(); // the folder is free
        await().atMost(PATIENCE).until(() -> before.containsAll(threads()));
    }

    @Test
    void no_opportunity_may_be_taken_while_the_tape_is_stopped_and_shall_stop_trading(
            @TempDir Path folder) throws Exception {
        var full = new TapeSettings(folder, 1 << 20, 3_600_000_000_000L, 0, 0, 200_000_000L,
                1 << 20, true, Long.MAX_VALUE, TapeSettings.OnDiskFull.STOP_TRADING);
        Configuration configuration = configuration(0,
                exchange(Exchange.BINANCE, true, 0, INSTRUMENTS));
        try (Gateway gateway = Gateway.start(configuration,
                TapeWriter.open(full, "test", new Secrets(), TapeAlarms.NONE), new Watcher() {
                })
                .get(60, TimeUnit.SECONDS)) {
            await().atMost(PATIENCE).until(() -> withheld(gateway)
                    .startsWith("the tape has stopped (less than"));
            // Replays are of what is recorded, not of what the configuration would record.
            try (HttpClient http = HttpClient.newHttpClient()) {
                String answer = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + gateway.port() + "/replay?options=%7B%22exchange%22:%22binance%22%7D"))
                        .build(), HttpResponse.BodyHandlers.ofString()).body();
                assertTrue(answer.contains("nothing was recorded in " + folder), answer);
            }
        }
    }

    private static String withheld(Gateway gateway) {
        var why = new CompletableFuture<String>();
        gateway.onEngine(engine -> why.complete(engine.desk().withheld()));
        return why.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static TapeWriter tape(Path folder) throws Exception {
        return TapeWriter.open(TapeSettings.in(folder), "test", new Secrets(), new TapeAlarms() {
        });
    }

    private static Collection<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(
                thread -> thread.getName().startsWith("vert.x-") || thread.getName().equals("tape"))
                .toList();
    }
}
