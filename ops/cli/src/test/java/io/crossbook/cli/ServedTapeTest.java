package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import io.crossbook.exchanges.Entry;
import io.crossbook.gateway.Gateway;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.config.GatewaySettings;
import io.crossbook.gateway.config.TapeKeeping;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.TapeServer;
import io.crossbook.simulator.TapeServing;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Recorded sessions, served again over the exchanges' own protocol, give the daemon the tops of the offline rebuild.
final class ServedTapeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOP = 10;
    private static final long PATIENCE_SECONDS = 120;

    /// One session: where it is, which listing it is about, and how the daemon is to connect.
    private record Served(String name, Exchange exchange, String dialect, Instrument instrument) {

        Path tape(Path corpus) {
            return corpus.resolve("market").resolve(name + ".jsonl.gz");
        }

        Path expected(Path corpus, String end) {
            return corpus.resolve("expected").resolve(name.replace("/", "__") + end);
        }
    }

    private static final List<Served> SESSIONS = List.of(
            new Served("binance/2024-08-08_spot_BTCUSDT_depth100ms_bbo_trade", Exchange.BINANCE,
                    "binance", Instrument.spot("BTC", "USDT")),
            new Served("binance_futures/2024-08-08_usdm_BTCUSDT_depth0ms_bbo_trade",
                    Exchange.BINANCE_FUTURES, "binance-futures",
                    Instrument.perpetual("BTC", "USDT", "USDT")));

    @Test
    void spot_and_perpetual_served_together_give_every_best_bid_and_ask_of_the_rebuild()
            throws Exception {
        Path corpus = Corpus.folder();
        var seen = new Seen();
        Vertx vertx = Vertx.vertx();
        var tapes = SESSIONS.stream().map(session -> session.tape(corpus)).toList();
        // Time for a snapshot to come through while other tests run beside us.
        var settings = TapeServing.of(tapes).withSpeed(0).withWaits(30_000, 300, 1_000);
        try (TapeServer server = TapeServer.start(vertx, settings).await(60, TimeUnit.SECONDS);
                Gateway gateway = Gateway.start(configuration(server), null, seen).get(20,
                        TimeUnit.SECONDS)) {
            server.finished().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            for (Served session : SESSIONS) {
                JsonNode expected = symbol(session.expected(corpus, ".json"));
                await().untilAsserted(() -> assertEquals(
                        expected.get("final_update_id").asLong(),
                        state(gateway, session).updateId(), session.dialect()));
                assertEquals(expected.get("final_top10"), JSON.readTree(
                        state(gateway, session).top()), session.dialect());
            }
        } finally {
            vertx.close();
        }
        assertEquals(List.of(), seen.breaks);
        for (Served session : SESSIONS) {
            compare(rows(session.expected(corpus, ".bbo.jsonl.gz")), seen.rows(session.dialect()),
                    session.dialect());
        }
    }

    /// The rebuild shows a snapshot and what was held back for it as one row; the daemon tells each of them.
    private static void compare(List<String> expected, List<String> ours, String name) {
        int start = ours.size() - expected.size();
        assertTrue(start >= 0,
                name + ": " + ours.size() + " rows where " + expected.size() + " are due");
        assertTrue(start <= 10, name + ": " + start + " rows before the first of the rebuild");
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), ours.get(start + i), name + ", row " + i);
        }
        System.out.println("served " + name + ": " + expected.size() + " rows equal, " + start
                + " before them");
    }

    private static Configuration configuration(TapeServer server) {
        var patient = new BookLimits(3_600_000_000_000L, 3_600_000_000_000L, 250_000_000L);
        var exchanges = SESSIONS.stream()
                .map(session -> new Settings.Exchange(
                        new Entry(session.dialect(), server.ws(session.exchange()),
                                server.rest(session.exchange()), 0, true, true, Map.of(),
                                Map.of("snapshotLimit", "1000")),
                        session.dialect(), true, List.of(session.instrument()), patient, 0, 0))
                .toList();
        return new Configuration(
                new Settings(exchanges, DetectorSettings.DEFAULT, 0, List.of(), List.of()),
                new GatewaySettings("127.0.0.1", 0, 16, 100, 8 << 20, List.of()),
                new TapeKeeping(false, Path.of("unused"), 1 << 20, 4 << 20, 1, false));
    }

    /// Where a book stands, and its best levels as the corpus writes them.
    private record State(long updateId, String top) {}

    private static State state(Gateway gateway, Served session) throws Exception {
        var found = new CompletableFuture<State>();
        gateway.onEngine(engine -> found.complete(engine.books().all().stream()
                .filter(book -> book.listing().exchange().equals(session.dialect())).findFirst()
                .map(book -> new State(book.updateId(), top(book.levels())))
                .orElse(new State(0, "{}"))));
        return found.get(60, TimeUnit.SECONDS);
    }

    private static String top(OrderBook levels) {
        return "{\"bids\":" + top(levels, Side.BID) + ",\"asks\":" + top(levels, Side.ASK) + "}";
    }

    private static String top(OrderBook levels, Side side) {
        var rows = new ArrayList<String>();
        var cursor = new Cursor();
        levels.walk(side, cursor);
        while (rows.size() < TOP && cursor.next()) {
            rows.add("[\"" + Decimals.format(cursor.price(), levels.priceScale()) + "\",\""
                    + Decimals.format(cursor.size(), levels.sizeScale()) + "\"]");
        }
        return "[" + String.join(",", rows) + "]";
    }

    private static JsonNode symbol(Path summary) throws IOException {
        return JSON.readTree(summary.toFile()).get("symbols").get("BTCUSDT");
    }

    private static List<String> rows(Path file) throws IOException {
        return Rows.of(file).stream().map(row -> row.get(3).asText() + "|" + row.get(4).asText()
                + "|" + row.get(5).asText() + "|" + row.get(6).asText()).toList();
    }

    /// Notes every change of a best bid or ask, on the engine's thread.
    private static final class Seen implements Watcher {
        private final Map<String, List<String>> rows = new HashMap<>();
        private final List<String> breaks = new CopyOnWriteArrayList<>();

        Seen() {
            SESSIONS.forEach(session -> rows.put(session.dialect(), new ArrayList<>()));
        }

        List<String> rows(String exchange) {
            return Objects.requireNonNull(rows.get(exchange));
        }

        @Override
        public void book(ListingBook book, BookUpdate update, long now) {
            OrderBook levels = book.levels();
            String row = Decimals.format(levels.bestBid(), levels.priceScale()) + "|"
                    + Decimals.format(levels.bestBidSize(), levels.sizeScale()) + "|"
                    + Decimals.format(levels.bestAsk(), levels.priceScale()) + "|"
                    + Decimals.format(levels.bestAskSize(), levels.sizeScale());
            List<String> series = rows(book.listing().exchange());
            if (series.isEmpty() || !series.getLast().equals(row)) {
                series.add(row);
            }
        }

        @Override
        public void broken(ListingBook book, BookBreak.Kind kind, String why, long now) {
            if (kind != BookBreak.Kind.DISCONNECTED) {
                breaks.add(book.listing() + " " + kind + ": " + why);
            }
        }
    }
}
