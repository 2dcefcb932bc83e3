package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The long recorded sessions, served together as fast as they are read.
class TapeCorpusTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        TestClient.await(vertx.close());
    }

    @Test
    void spot_and_futures_recorded_together_are_rebuilt_from_the_sockets() {
        Path spot = Corpus.market("binance/2024-08-08_spot_BTCUSDT_depth100ms_bbo_trade.jsonl.gz");
        Path futures = Corpus.market(
                "binance_futures/2024-08-08_usdm_BTCUSDT_depth0ms_bbo_trade.jsonl.gz");
        try (TapeServer server = TestClient.await(TapeServer.start(vertx,
                TapeServing.of(List.of(spot, futures)).withSpeed(0).withWaits(10_000, 50, 20)));
                TestClient one = new TestClient(vertx, server.ws(Exchange.BINANCE) + "/stream");
                TestClient two = new TestClient(vertx,
                        server.ws(Exchange.BINANCE_FUTURES) + "/public/stream")) {
            one.say("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@depth@100ms\"],\"id\":1}");
            two.say("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@depth@100ms\"],\"id\":1}");
            // Both are asked for at once: each tape holds its answer until its place.
            CompletableFuture<TestClient.Rest> first = ask(
                    server.rest(Exchange.BINANCE) + "/api/v3/depth");
            CompletableFuture<TestClient.Rest> second = ask(
                    server.rest(Exchange.BINANCE_FUTURES) + "/fapi/v1/depth");
            check(spot, one, first, 3_451 - 2);
            check(futures, two, second, 6_551 - 4);
        }
    }

    private CompletableFuture<TestClient.Rest> ask(String url) {
        return CompletableFuture.supplyAsync(
                () -> TestClient.get(vertx, url + "?symbol=BTCUSDT&limit=1000"));
    }

    private static void check(Path tape, TestClient client,
            CompletableFuture<TestClient.Rest> answer,
            int applied) {
        List<String> wanted = TapeFile.read(tape).stream()
                .filter(record -> record.key().contains("@depth"))
                .map(TapeRecord::frame).toList();
        client.until(wanted.getLast()::equals);
        assertEquals(wanted,
                client.seen().stream().filter(frame -> frame.contains("@depth")).toList());

        SlowClient books = new SlowClient(5_000);
        books.snapshot("BTCUSDT", answer.join().body());
        client.seen().forEach(books::frame);
        assertEquals(applied, books.applied());
    }
}
