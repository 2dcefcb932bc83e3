package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeServerTest {

    private static final Instrument BTC_USDT = Instrument.of("BTC/USDT");

    private final Vertx vertx = Vertx.vertx();
    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        TestClient.await(vertx.close());
    }

    private Path tape(SessionPlan plan) {
        Path file = folder.resolve(plan.variant() + ".jsonl.gz");
        Session.generate(plan).write(file);
        return file;
    }

    private TapeServer serve(TapeServing settings) {
        return TestClient.await(TapeServer.start(vertx, settings));
    }

    private static TapeServing fast(Path... tapes) {
        return TapeServing.of(List.of(tapes)).withSpeed(0).withWaits(5_000, 20, 20);
    }

    /// What was recorded as received and contains this.
    private static List<String> recorded(Path tape, String part) {
        return Corpus.lines(tape).stream().filter(line -> line.path("dir").asText().equals("recv"))
                .map(line -> line.path("frame").asText()).filter(frame -> frame.contains(part))
                .toList();
    }

    private static List<String> heard(TestClient client, String part) {
        return client.seen().stream().filter(frame -> frame.contains(part)).toList();
    }

    @Test
    void kraken_frames_come_back_byte_for_byte() {
        Path tape = tape(
                SessionPlan.books(SessionPlan.Variant.KRAKEN_V2, 3, 200, BTC_USDT).withTrades());
        List<String> wanted = recorded(tape, "\"channel\":\"book\",\"type\"");
        try (TapeServer server = serve(fast(tape));
                TestClient client = new TestClient(vertx, server.ws(Exchange.KRAKEN) + "/v2")) {
            client.say(
                    "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ADA/EUR\"]}}");
            client.containing("Currency pair not supported ADA/EUR");
            client.say(
                    "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USDT\"],"
                            + "\"depth\":25}}");
            client.containing("depth not supported");
            client.say(
                    "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USDT\"],"
                            + "\"depth\":10},\"req_id\":4}");
            client.containing("\"req_id\":4");
            client.until(wanted.getLast()::equals);

            assertEquals(wanted, heard(client, "\"channel\":\"book\",\"type\""));
            assertTrue(heard(client, "\"channel\":\"trade\"").isEmpty(),
                    "nobody subscribed to trades");
            String pairs = TestClient
                    .get(vertx, server.rest(Exchange.KRAKEN) + "/0/public/AssetPairs").body();
            JsonNode pair = SlowClient.parse(pairs).path("result").path("XBTUSDT");
            assertEquals(1, pair.path("pair_decimals").asInt());
            assertEquals(8, pair.path("lot_decimals").asInt());
        }
    }

    @Test
    void kraken_v1_frames_come_back_byte_for_byte() {
        Path tape = tape(SessionPlan.books(SessionPlan.Variant.KRAKEN_V1, 3, 200, BTC_USDT));
        List<String> wanted = recorded(tape, "\"book-10\",\"XBT");
        try (TapeServer server = serve(fast(tape));
                TestClient client = new TestClient(vertx, server.ws(Exchange.KRAKEN))) {
            client.say("{\"event\":\"subscribe\",\"pair\":[\"XBT/USDT\"],"
                    + "\"subscription\":{\"name\":\"book\",\"depth\":10}}");
            assertTrue(client.containing("subscriptionStatus").contains("\"channelID\":16,"));
            client.until(wanted.getLast()::equals);

            assertEquals(wanted, heard(client, "\"book-10\",\"XBT"));
        }
    }

    @Test
    void bybit_frames_come_back_byte_for_byte() {
        Path tape = tape(SessionPlan.books(SessionPlan.Variant.BYBIT, 3, 200, BTC_USDT));
        List<String> wanted = recorded(tape, "orderbook.50.BTCUSDT\",\"ts\"");
        try (TapeServer server = serve(fast(tape));
                TestClient client = new TestClient(vertx,
                        server.ws(Exchange.BYBIT) + "/v5/public/spot")) {
            client.say("{\"op\":\"subscribe\",\"args\":[\"orderbook.50.BTCUSDT\"]}");
            client.until(wanted.getLast()::equals);

            assertEquals(wanted, heard(client, "orderbook.50.BTCUSDT\",\"ts\""));
            assertEquals("0.1", SlowClient.parse(TestClient.get(vertx, server.rest(Exchange.BYBIT)
                    + "/v5/market/instruments-info?category=spot").body()).findPath("tickSize")
                    .asText());
        }
    }

    @Test
    void a_binance_client_joins_as_the_recorder_did() {
        Path tape = tape(SessionPlan.books(SessionPlan.Variant.BINANCE, 3, 60, BTC_USDT));
        try (TapeServer server = serve(fast(tape));
                TestClient client = new TestClient(vertx,
                        server.ws(Exchange.BINANCE) + "/stream")) {
            client.say("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@depth\"],\"id\":1}");
            client.containing("\"result\":null");
            String body = TestClient
                    .get(vertx,
                            server.rest(Exchange.BINANCE)
                                    + "/api/v3/depth?symbol=BTCUSDT&limit=5000")
                    .body();
            List<String> wanted = recorded(tape, "depthUpdate");
            client.until(wanted.getLast()::equals);

            JsonNode snapshot = Corpus.lines(tape).stream()
                    .filter(line -> line.path("dir").asText().equals("rest")).findFirst()
                    .orElseThrow();
            assertEquals(snapshot.path("frame").asText(), body);
            assertEquals(wanted, heard(client, "depthUpdate"));
        }
    }

    /// The server waits between the frame before and the frame after the recorded snapshot.
    @Test
    void the_snapshot_is_handed_over_between_the_frames_between_which_it_was_recorded() {
        Path tape = tape(SessionPlan.books(SessionPlan.Variant.BINANCE, 3, 60, BTC_USDT));
        List<JsonNode> lines = Corpus.lines(tape);
        int before = 0;
        for (JsonNode line : lines) {
            if (line.path("dir").asText().equals("rest")) {
                break;
            }
            before += line.path("frame").asText().contains("depthUpdate") ? 1 : 0;
        }
        try (TapeServer server = serve(
                TapeServing.of(List.of(tape)).withSpeed(0).withWaits(60_000, 20, 200));
                TestClient client = new TestClient(vertx, server.ws(Exchange.BINANCE) + "/ws")) {
            client.say("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@depth@100ms\"],\"id\":1}");
            for (int i = 0; i < before; i++) {
                assertTrue(client.containing("depthUpdate").startsWith("{\"e\""),
                        "raw frames are unwrapped");
            }
            client.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":2}");
            client.containing("\"id\":2");
            int answered = client.seen().size();
            assertEquals(before, heard(client, "depthUpdate").size());
            TestClient.get(vertx, server.rest(Exchange.BINANCE) + "/api/v3/depth?symbol=BTCUSDT");
            client.containing("depthUpdate");
            assertEquals(answered + 1, client.seen().size());
        }
    }

    @Test
    void two_tapes_start_together_and_keep_their_order() {
        Path spot = tape(SessionPlan.books(SessionPlan.Variant.KRAKEN_V2, 3, 100, BTC_USDT));
        Path other = tape(SessionPlan.books(SessionPlan.Variant.BYBIT, 3, 100, BTC_USDT));
        try (TapeServer server = serve(TapeServing.of(List.of(spot, other)).withManualClock()
                .withWaits(3_600_000, 100, 100));
                TestClient kraken = new TestClient(vertx, server.ws(Exchange.KRAKEN) + "/v2");
                TestClient bybit = new TestClient(vertx,
                        server.ws(Exchange.BYBIT) + "/v5/public/spot")) {
            kraken.say(
                    "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USDT\"]}}");
            kraken.containing("\"success\":true");
            TestClient.await(server.advance(60_000));
            bybit.say("{\"op\":\"subscribe\",\"args\":[\"orderbook.50.BTCUSDT\"]}");
            bybit.containing("\"success\":true");
            kraken.say("{\"method\":\"ping\"}");
            kraken.containing("pong");
            assertTrue(heard(kraken, "\"checksum\"").isEmpty(), "the other has not subscribed yet");

            TestClient.await(server.advance(1_100));
            kraken.say("{\"method\":\"ping\"}");
            bybit.say("{\"op\":\"ping\"}");
            kraken.containing("pong");
            bybit.containing("pong");

            // One second of recorded time, from both alike.
            long begin = Math.min(TapeFile.read(spot).getFirst().nanos(),
                    TapeFile.read(other).getFirst().nanos());
            assertEquals(firstSecond(spot, begin), heard(kraken, "\"checksum\""));
            assertEquals(firstSecond(other, begin), heard(bybit, "\"topic\":\"orderbook"));
            assertFalse(heard(bybit, "\"topic\"").isEmpty());
            assertFalse(heard(kraken, "\"checksum\"").isEmpty());
        }
    }

    private static List<String> firstSecond(Path tape, long begin) {
        return TapeFile.read(tape).stream().filter(record -> record.kind() == TapeRecord.Kind.DATA)
                .filter(record -> (record.nanos() - begin) / 1_000_000 <= 1_000)
                .map(TapeRecord::frame)
                .toList();
    }

    @Test
    void a_client_that_does_not_read_stops_the_tape() throws IOException {
        // 40 MB, which is more than the sockets' buffers hold.
        Path tape = folder.resolve("long.jsonl.gz");
        String padding = "x".repeat(4_000);
        int frames = 10_000;
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(tape)),
                StandardCharsets.UTF_8)) {
            for (int i = 0; i < frames; i++) {
                out.write("{\"ts\":" + (1_000 + i)
                        + ".5,\"venue\":\"BYBIT\",\"conn\":\"a\",\"dir\":\"recv\","
                        + "\"url\":\"\",\"frame\":\"{\\\"topic\\\":\\\"tickers.A\\\",\\\"n\\\":\\\""
                        + padding + i
                        + "\\\"}\"}\n");
            }
        }
        try (TapeServer server = serve(fast(tape));
                TestClient client = new TestClient(vertx,
                        server.ws(Exchange.BYBIT) + "/v5/public/spot")) {
            client.pause();
            client.say("{\"op\":\"subscribe\",\"args\":[\"tickers.A\"]}");
            TestClient.await(() -> TestClient.await(server.holding()));
            assertFalse(server.finished().isComplete(), "nobody has read that much");
            client.resume();
            client.containing("x" + (frames - 1) + "\"");

            TestClient.await(server.finished());
            assertEquals(frames, heard(client, "\"n\"").size());
        }
    }

    @Test
    void after_the_last_frame_the_socket_closes_only_if_asked() {
        Path tape = tape(SessionPlan.books(SessionPlan.Variant.BYBIT, 3, 20, BTC_USDT));
        try (TapeServer server = serve(fast(tape).thenClosing());
                TestClient client = new TestClient(vertx,
                        server.ws(Exchange.BYBIT) + "/v5/public/spot")) {
            client.say("{\"op\":\"subscribe\",\"args\":[\"orderbook.50.BTCUSDT\"]}");
            client.until(TestClient.CLOSED::equals);
        }
    }

    @Test
    void a_tape_of_an_exchange_that_is_not_spoken_is_refused_by_name() {
        Path tape = Corpus.market("okx/2022-05-13_v5_books_crc.jsonl.gz");
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> TapeFile.read(tape));
        assertTrue(String.valueOf(refused.getMessage()).contains("does not speak OKX"));
    }
}
