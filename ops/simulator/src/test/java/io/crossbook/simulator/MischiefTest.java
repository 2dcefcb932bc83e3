package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every kind of mischief, seen by a client on a real socket, on a clock that the test moves.
class MischiefTest {

    private static final String SUBSCRIBE = "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\","
            + "\"symbol\":[\"BTC/USDT\"]},\"req_id\":1}";

    private final Vertx vertx = Vertx.vertx();
    private final Simulator simulator = TestClient.await(Simulator.start(vertx,
            Settings.DEFAULT.withManualClock().withoutDislocations()));

    @AfterEach
    void close() {
        simulator.close();
        TestClient.await(vertx.close());
    }

    private void advance(long millis) {
        TestClient.await(simulator.advance(millis));
    }

    private void inflict(Fault fault) {
        TestClient.await(simulator.inflict(fault));
    }

    private TestClient kraken() {
        return new TestClient(vertx, simulator.ws(Exchange.KRAKEN) + "/v2");
    }

    private static TestClient subscribed(TestClient client) {
        client.say(SUBSCRIBE);
        client.containing("\"snapshot\",\"data\"");
        return client;
    }

    /// Everything that was sent before now has been read after this.
    private static List<String> drained(TestClient client) {
        client.say("{\"method\":\"ping\",\"req_id\":99}");
        client.containing("\"req_id\":99");
        return client.seen().stream().filter(frame -> frame.contains("\"checksum\"")).toList();
    }

    private List<Mischief.Stroke> strokes() {
        return TestClient.await(simulator.mischief(Mischief::strokes));
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP", "SWAP", "CORRUPT_LEVEL", "CORRUPT_SEQUENCE"})
    void damage_breaks_the_checksum_of_a_careless_client(Fault.Kind kind) {
        try (TestClient client = subscribed(kraken())) {
            inflict(Fault.of(kind).on(Exchange.KRAKEN).at("BTC/USDT").chance(300));
            advance(20_000);
            SlowClient books = new SlowClient(10);
            List<String> frames = drained(client);
            assertFalse(strokes().isEmpty());
            assertEquals(kind, strokes().getFirst().kind());
            assertThrows(AssertionError.class, () -> frames.forEach(books::frame));
        }
    }

    @Test
    void a_duplicate_is_the_same_frame_twice() {
        try (TestClient client = subscribed(kraken())) {
            inflict(Fault.of(Fault.Kind.DUPLICATE).times(1));
            advance(3_000);
            List<String> frames = drained(client);
            long twice = 0;
            for (int i = 1; i < frames.size(); i++) {
                twice += frames.get(i).equals(frames.get(i - 1)) ? 1 : 0;
            }
            assertEquals(1, twice);
        }
    }

    @Test
    void a_corrupt_byte_changes_one_character() {
        String frame = "{\"channel\":\"book\"}";
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(2);
        for (int i = 0; i < 200; i++) {
            String other = Corruption.anyByte(frame, random);
            assertNotEquals(frame, other);
            assertEquals(frame.length(), other.length());
        }
    }

    @Test
    void a_delayed_listing_keeps_its_cadence_and_the_others_are_in_time() {
        try (TestClient client = subscribed(kraken())) {
            client.say(
                    "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"]}}");
            client.containing("\"symbol\":\"ETH/USDT\",\"bids\"");
            inflict(Fault.of(Fault.Kind.DELAY).at("BTC/USDT").millis(3_000));
            advance(2_900);
            List<String> early = drained(client);
            assertEquals(1, early.stream().filter(frame -> frame.contains("BTC/USDT")).count());
            assertTrue(early.stream().filter(frame -> frame.contains("ETH/USDT")).count() > 5);
            advance(6_000);
            List<String> later = drained(client);
            SlowClient books = new SlowClient(10);
            later.forEach(books::frame);
            assertTrue(later.stream().filter(frame -> frame.contains("BTC/USDT")).count() > 10);
        }
    }

    @Test
    void a_silent_subscription_leaves_the_socket_alive() {
        try (TestClient client = subscribed(kraken())) {
            inflict(Fault.of(Fault.Kind.SILENCE).at("BTC/USDT"));
            advance(10_000);
            assertEquals(1, drained(client).size());
            assertTrue(client.seen().stream().anyMatch(frame -> frame.contains("heartbeat")));
        }
    }

    @Test
    void a_half_open_socket_answers_nothing_and_does_not_close() {
        try (TestClient client = subscribed(kraken()); TestClient other = subscribed(kraken())) {
            inflict(Fault.of(Fault.Kind.HALF_OPEN).on(Exchange.KRAKEN).times(1));
            client.say("{\"method\":\"ping\",\"req_id\":99}");
            boolean ponged = client.ping(200);
            advance(5_000);
            drained(other);
            assertFalse(ponged, "a control ping was answered");
            assertEquals(List.of(), client.unread());
        }
    }

    @Test
    void connections_are_closed_and_turned_away() {
        try (TestClient client = subscribed(kraken())) {
            inflict(Fault.of(Fault.Kind.CLOSE).on(Exchange.KRAKEN).times(1));
            client.until(TestClient.CLOSED::equals);
        }
        Fault refuse = Fault.of(Fault.Kind.REFUSE_CONNECTION).on(Exchange.KRAKEN);
        inflict(refuse);
        assertThrows(io.vertx.core.http.UpgradeRejectedException.class, this::kraken);
        TestClient.await(simulator.mischief(mischief -> {
            mischief.relent(refuse);
            return true;
        }));
        kraken().close();
    }

    @Test
    void a_shut_port_refuses_connections_until_it_is_opened_again() {
        TestClient.await(simulator.shut(Exchange.KRAKEN));
        assertThrows(Exception.class, this::kraken);
        TestClient.await(simulator.reopen(Exchange.KRAKEN));
        subscribed(kraken()).close();
    }

    @Test
    void subscriptions_are_refused_or_not_heard() {
        inflict(Fault.of(Fault.Kind.REFUSE_SUBSCRIPTION).times(3));
        try (TestClient kraken = kraken();
                TestClient bybit = new TestClient(vertx,
                        simulator.ws(Exchange.BYBIT) + "/v5/public/spot");
                TestClient binance = new TestClient(vertx,
                        simulator.ws(Exchange.BINANCE) + "/ws")) {
            kraken.say(SUBSCRIBE);
            kraken.containing("\"success\":false");
            bybit.say(
                    "{\"op\":\"subscribe\",\"args\":[\"orderbook.50.BTCUSDT\"],\"req_id\":\"a\"}");
            bybit.containing("\"success\":false");
            binance.say("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@depth\"],\"id\":1}");
            binance.containing("\"error\"");

            inflict(Fault.of(Fault.Kind.IGNORE_SUBSCRIPTION).at("BTC/USDT"));
            kraken.say(SUBSCRIBE);
            advance(20_000);
            assertEquals(List.of(), drained(kraken));
            assertFalse(
                    kraken.seen().stream().anyMatch(frame -> frame.contains("\"success\":true")));
        }
    }

    @Test
    void rest_is_slow_fails_breaks_off_and_talks_nonsense() throws Exception {
        String url = simulator.rest(Exchange.BINANCE) + "/api/v3/depth?symbol=BTCUSDT&limit=100";
        inflict(Fault.of(Fault.Kind.SLOW_REST).times(1).millis(5_000));
        CompletableFuture<TestClient.Rest> slow = CompletableFuture
                .supplyAsync(() -> TestClient.get(vertx, url));
        TestClient.await(() -> !strokes().isEmpty());
        advance(4_999);
        assertEquals("x", slow.completeOnTimeout(new TestClient.Rest(0, "", "", "x"), 50,
                TimeUnit.MILLISECONDS).get().body());
        advance(1);

        inflict(Fault.of(Fault.Kind.FAILING_REST).times(1));
        assertEquals(502, TestClient.get(vertx, url).status());
        inflict(Fault.of(Fault.Kind.CUT_REST).times(1));
        assertThrows(Exception.class, () -> TestClient.get(vertx, url));
        inflict(Fault.of(Fault.Kind.MALFORMED_REST).times(1));
        String nonsense = TestClient.get(vertx, url).body();
        assertThrows(AssertionError.class, () -> SlowClient.parse(nonsense));
        assertEquals(200, TestClient.get(vertx, url).status());
    }

    @Test
    void too_many_requests_are_refused_in_every_tongue() {
        inflict(Fault.of(Fault.Kind.TOO_MANY_REQUESTS).times(3).millis(7_000));
        TestClient.Rest binance = TestClient.get(vertx,
                simulator.rest(Exchange.BINANCE) + "/api/v3/time");
        assertEquals(429, binance.status());
        assertEquals("7", binance.retryAfter());
        assertTrue(TestClient.get(vertx, simulator.rest(Exchange.KRAKEN) + "/0/public/Time").body()
                .contains("EGeneral:Too many requests"));
        assertEquals(403,
                TestClient.get(vertx, simulator.rest(Exchange.BYBIT) + "/v5/market/time").status());
        inflict(Fault.of(Fault.Kind.BANNED).times(1).millis(60_000));
        assertEquals(418,
                TestClient.get(vertx, simulator.rest(Exchange.BINANCE) + "/api/v3/time").status());
    }

    @Test
    void maintenance_is_announced_and_ends() {
        try (TestClient client = subscribed(kraken())) {
            long now = TestClient.await(simulator.ask(Market::now));
            inflict(Fault.of(Fault.Kind.MAINTENANCE).on(Exchange.KRAKEN).between(now,
                    now + 60_000));
            client.containing("\"system\":\"maintenance\"");
            client.until(TestClient.CLOSED::equals);
            assertThrows(io.vertx.core.http.UpgradeRejectedException.class, this::kraken);
            assertTrue(
                    TestClient.get(vertx, simulator.rest(Exchange.KRAKEN) + "/0/public/Time").body()
                            .contains("EService:Unavailable"));
            advance(60_001);
            subscribed(kraken()).close();
        }
    }
}
