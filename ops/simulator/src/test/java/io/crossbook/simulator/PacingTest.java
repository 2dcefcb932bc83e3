package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How often the exchanges speak of themselves, and what they put up with.
class PacingTest {

    private final Vertx vertx = Vertx.vertx();
    private final Simulator simulator = TestClient.await(Simulator.start(vertx,
            Settings.DEFAULT.withManualClock().withoutDislocations()
                    .withExchanges(List.of(Exchange.BINANCE, Exchange.KRAKEN, Exchange.BYBIT,
                            Exchange.BINANCE_FUTURES))
                    .withPacing(Pacing.DOCUMENTED.withBinanceLife(60_000).withBinanceWeight(100))));

    @AfterEach
    void close() {
        simulator.close();
        TestClient.await(vertx.close());
    }

    private void advance(long millis) {
        TestClient.await(simulator.advance(millis));
    }

    @Test
    void a_binance_connection_is_cut_at_the_end_of_its_life() {
        try (TestClient client = new TestClient(vertx,
                simulator.ws(Exchange.BINANCE) + "/ws/btcusdt@trade")) {
            // One step at a time, so that the pongs find their way back between the pings.
            for (int i = 0; i < 6; i++) {
                advance(9_900);
                client.ping(60_000);
            }
            assertTrue(client.unread().stream().noneMatch(TestClient.CLOSED::equals));
            advance(1_000);
            client.until(TestClient.CLOSED::equals);
        }
    }

    @Test
    void a_sixth_message_within_a_second_cuts_a_binance_connection() {
        try (TestClient client = new TestClient(vertx, simulator.ws(Exchange.BINANCE) + "/ws")) {
            for (int i = 0; i < 6; i++) {
                client.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + i + "}");
            }
            client.until(TestClient.CLOSED::equals);
            assertEquals(5,
                    client.seen().stream().filter(frame -> frame.contains("result")).count());
        }
    }

    @Test
    void too_much_weight_is_429_then_418_until_the_ban_ends() {
        String url = simulator.rest(Exchange.BINANCE) + "/api/v3/depth?symbol=BTCUSDT&limit=1000";
        assertEquals("50", TestClient.get(vertx, url).weight());
        assertEquals("100", TestClient.get(vertx, url).weight());
        TestClient.Rest refused = TestClient.get(vertx, url);
        assertEquals(429, refused.status());
        assertEquals("60", refused.retryAfter());
        for (int i = 0; i < 5; i++) {
            TestClient.get(vertx, url);
        }
        assertEquals(418, TestClient.get(vertx, url).status());
        advance(120_000);
        assertEquals(200, TestClient.get(vertx, url).status());
    }

    @Test
    void bybit_repeats_level_one_after_three_quiet_seconds_with_the_same_u() {
        TestClient.await(simulator.ask(market -> market.inject(Injection.Kind.STALE,
                market.listing(Exchange.BYBIT, Instrument.of("BTC/USDT")), 60_000, 100)));
        try (TestClient client = new TestClient(vertx,
                simulator.ws(Exchange.BYBIT) + "/v5/public/spot")) {
            client.say("{\"op\":\"subscribe\",\"args\":[\"orderbook.1.BTCUSDT\"]}");
            JsonNode first = SlowClient.parse(client.containing("\"snapshot\""));
            advance(2_900);
            client.say("{\"op\":\"ping\"}");
            client.containing("pong");
            assertEquals(1,
                    client.seen().stream().filter(frame -> frame.contains("topic")).count());
            advance(200);
            JsonNode second = SlowClient.parse(client.containing("\"snapshot\""));
            assertEquals(first.path("data"), second.path("data"));
        }
    }

    @Test
    void kraken_beats_once_a_second_where_nothing_else_is_sent() {
        TestClient.await(simulator.ask(market -> market.inject(Injection.Kind.STALE,
                market.listing(Exchange.KRAKEN, Instrument.of("BTC/USDT")), 60_000, 100)));
        try (TestClient client = new TestClient(vertx, simulator.ws(Exchange.KRAKEN) + "/v2")) {
            client.say(
                    "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USDT\"]}}");
            client.containing("checksum");
            advance(10_000);
            client.say("{\"method\":\"ping\"}");
            client.containing("pong");
            long beats = client.seen().stream().filter(frame -> frame.contains("heartbeat"))
                    .count();
            assertTrue(beats >= 9 && beats <= 10, "beats " + beats);
        }
    }

    @Test
    void a_usdm_client_rebuilds_the_book_by_pu() {
        try (TestClient client = new TestClient(vertx,
                simulator.ws(Exchange.BINANCE_FUTURES)
                        + "/public/stream?streams=btcusdt@depth@100ms")) {
            client.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
            client.containing("\"id\":1");
            advance(300);
            String body = TestClient.get(vertx,
                    simulator.rest(Exchange.BINANCE_FUTURES)
                            + "/fapi/v1/depth?symbol=BTCUSDT&limit=1000")
                    .body();
            advance(5_000);
            client.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":2}");
            client.containing("\"id\":2");
            SlowClient books = new SlowClient(1_000);
            books.snapshot("BTCUSDT", body);
            client.seen().forEach(books::frame);
            assertTrue(books.applied() > 40, "applied " + books.applied());
            Listing listing = TestClient.await(simulator.ask(market -> market
                    .listing(Exchange.BINANCE_FUTURES, Instrument.of("BTC/USDT"))));
            assertEquals(SlowClient.text(listing,
                    TestClient.await(simulator.ask(market -> market.published(listing)))),
                    books.text("BTCUSDT"));
        }
    }
}
