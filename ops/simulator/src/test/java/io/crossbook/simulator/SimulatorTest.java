package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Over real sockets, on a clock that stands still between calls of advance.
class SimulatorTest {

    private final Vertx vertx = Vertx.vertx();
    private final Simulator simulator = TestClient.await(Simulator.start(vertx,
            Settings.DEFAULT.withManualClock().withSeed(5)));

    @AfterEach
    void close() {
        simulator.close();
        TestClient.await(vertx.close());
    }

    private void advance(long millis) {
        TestClient.await(simulator.advance(millis));
    }

    private Book truth(Exchange exchange, String instrument) {
        return TestClient.await(simulator.ask(
                market -> market.published(market.listing(exchange, Instrument.of(instrument)))));
    }

    private Listing listing(Exchange exchange, String instrument) {
        return TestClient.await(
                simulator.ask(market -> market.listing(exchange, Instrument.of(instrument))));
    }

    @Test
    void a_binance_client_rebuilds_the_book() {
        try (TestClient client = new TestClient(vertx,
                simulator.ws(Exchange.BINANCE) + "/stream")) {
            client.say("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@depth@100ms\"],\"id\":1}");
            assertEquals("{\"result\":null,\"id\":1}", client.containing("\"id\":1"));
            advance(300);
            TestClient.Rest snapshot = TestClient.get(vertx,
                    simulator.rest(Exchange.BINANCE) + "/api/v3/depth?symbol=BTCUSDT&limit=1000");
            assertEquals("50", snapshot.weight());
            advance(10_000);
            client.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":2}");
            client.containing("\"id\":2");

            SlowClient books = new SlowClient(1_000);
            books.snapshot("BTCUSDT", snapshot.body());
            client.seen().forEach(books::frame);
            assertTrue(books.applied() > 80, "applied " + books.applied());
            assertEquals(SlowClient.text(listing(Exchange.BINANCE, "BTC/USDT"),
                    truth(Exchange.BINANCE, "BTC/USDT")), books.text("BTCUSDT"));
        }
    }

    @Test
    void a_raw_binance_stream_has_no_wrapper() {
        try (TestClient client = new TestClient(vertx,
                simulator.ws(Exchange.BINANCE) + "/ws/ethusdt@bookTicker")) {
            client.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
            assertEquals("{\"result\":[\"ethusdt@bookTicker\"],\"id\":1}",
                    client.containing("\"id\":1"));
            advance(2_000);
            assertTrue(client.containing("\"s\":\"ETHUSDT\"").startsWith("{\"u\":"));
        }
    }

    @Test
    void kraken_v2_and_v1_clients_rebuild_the_book() {
        String ws = simulator.ws(Exchange.KRAKEN);
        try (TestClient two = new TestClient(vertx, ws + "/v2");
                TestClient one = new TestClient(vertx, ws)) {
            two.say("{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USDT\"],"
                    + "\"depth\":25},\"req_id\":7}");
            one.say("{\"event\":\"subscribe\",\"pair\":[\"XBT/USDT\"],"
                    + "\"subscription\":{\"name\":\"book\",\"depth\":10}}");
            two.containing("\"snapshot\",\"data\"");
            one.containing("\"as\":");
            advance(10_000);
            two.say("{\"method\":\"ping\",\"req_id\":8}");
            one.say("{\"event\":\"ping\",\"reqid\":8}");
            two.containing("\"pong\"");
            one.containing("\"pong\"");

            SlowClient second = new SlowClient(25);
            two.seen().forEach(second::frame);
            SlowClient first = new SlowClient(10);
            one.seen().forEach(first::frame);
            Listing listing = listing(Exchange.KRAKEN, "BTC/USDT");
            Book truth = truth(Exchange.KRAKEN, "BTC/USDT");
            assertTrue(second.applied() > 20, "applied " + second.applied());
            assertEquals(SlowClient.text(listing, truth.top(25)), second.text("BTC/USDT"));
            assertEquals(SlowClient.text(listing, truth.top(10)), first.text("XBT/USDT"));
            assertTrue(two.seen().getFirst().contains("\"channel\":\"status\""));
            assertTrue(one.seen().getFirst().contains("\"event\":\"systemStatus\""));
        }
    }

    /// XChange forgets a channel by its number and fails where an acknowledgement has none.
    @Test
    void kraken_v1_names_the_channel_when_it_is_left() {
        try (TestClient client = new TestClient(vertx, simulator.ws(Exchange.KRAKEN))) {
            client.say("{\"event\":\"subscribe\",\"pair\":[\"XBT/USDT\"],"
                    + "\"subscription\":{\"name\":\"book\",\"depth\":25}}");
            String number = client.containing("\"subscribed\"").replaceAll("\\D*(\\d+).*", "$1");
            client.say("{\"event\":\"unsubscribe\",\"pair\":[\"XBT/USDT\"],"
                    + "\"subscription\":{\"name\":\"book\"}}");
            assertTrue(client.containing("\"unsubscribed\"")
                    .contains("\"channelID\":" + number + ","));
            client.say("{\"event\":\"unsubscribe\",\"pair\":[\"XBT/USDT\"],"
                    + "\"subscription\":{\"name\":\"book\"}}");
            client.containing("Subscription Not Found");
        }
    }

    @Test
    void a_bybit_client_rebuilds_the_book() {
        try (TestClient client = new TestClient(vertx,
                simulator.ws(Exchange.BYBIT) + "/v5/public/spot")) {
            client.say(
                    "{\"op\":\"subscribe\",\"args\":[\"orderbook.50.ETHUSDT\"],\"req_id\":\"a\"}");
            client.containing("\"snapshot\"");
            advance(10_000);
            client.say("{\"op\":\"ping\",\"req_id\":\"b\"}");
            client.containing("\"pong\"");

            SlowClient books = new SlowClient(50);
            client.seen().forEach(books::frame);
            assertTrue(books.applied() > 50, "applied " + books.applied());
            assertEquals(SlowClient.text(listing(Exchange.BYBIT, "ETH/USDT"),
                    truth(Exchange.BYBIT, "ETH/USDT").top(50)), books.text("ETHUSDT"));
        }
    }

    @Test
    void every_exchange_refuses_in_its_own_words() {
        try (TestClient binance = new TestClient(vertx, simulator.ws(Exchange.BINANCE) + "/ws");
                TestClient kraken = new TestClient(vertx, simulator.ws(Exchange.KRAKEN) + "/v2");
                TestClient bybit = new TestClient(vertx,
                        simulator.ws(Exchange.BYBIT) + "/v5/public/spot")) {
            binance.say("{\"method\":\"FETCH\",\"id\":3}");
            binance.containing("unknown variant `FETCH`");
            binance.say("nonsense");
            binance.containing("\"code\":3");
            kraken.say("{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\","
                    + "\"symbol\":[\"XBT/USD\"]}}");
            kraken.containing("Currency pair not supported XBT/USD");
            kraken.say("{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\","
                    + "\"symbol\":[\"BTC/USDT\"],\"depth\":11}}");
            kraken.containing("depth not supported");
            bybit.say("{\"op\":\"subscribe\",\"args\":[\"orderbook.3.BTCUSDT\"]}");
            bybit.containing("error:handler not found,topic:orderbook.3.BTCUSDT");
            bybit.say("{\"op\":\"subscribe\",\"args\":[\"orderbook.50.NOPE\"]}");
            bybit.containing("Invalid symbol :[orderbook.50.NOPE]");
        }
    }

    @Test
    void rest_metadata_is_json_and_lists_every_instrument() {
        List<String> urls = List.of(simulator.rest(Exchange.BINANCE) + "/api/v3/exchangeInfo",
                simulator.rest(Exchange.BINANCE) + "/api/v3/ticker/bookTicker",
                simulator.rest(Exchange.BINANCE) + "/api/v3/ticker/24hr",
                simulator.rest(Exchange.KRAKEN) + "/0/public/AssetPairs",
                simulator.rest(Exchange.KRAKEN) + "/0/public/Ticker",
                simulator.rest(Exchange.BYBIT) + "/v5/market/instruments-info?category=spot",
                simulator.rest(Exchange.BYBIT) + "/v5/market/instruments-info?category=linear",
                simulator.rest(Exchange.BYBIT) + "/v5/market/tickers?category=spot");
        advance(5_000);
        for (String url : urls) {
            TestClient.Rest answer = TestClient.get(vertx, url);
            assertEquals(200, answer.status(), url);
            SlowClient.parse(answer.body());
            for (Instrument instrument : Listings.instruments()) {
                boolean kraken = url.contains("/0/");
                String symbol = kraken
                        ? KrakenNames.pair(instrument)
                        : instrument.base() + instrument.quote();
                assertTrue(answer.body().contains("\"" + symbol + "\""),
                        () -> url + " lacks " + symbol);
            }
        }
    }

    @Test
    void the_smaller_rest_answers_are_json_too() {
        advance(20_000);
        for (String url : List.of("/api/v3/ping", "/api/v3/time",
                "/api/v3/trades?symbol=BTCUSDT&limit=5",
                "/api/v3/aggTrades?symbol=BTCUSDT&limit=5", "/api/v3/exchangeInfo?symbol=BTCUSDT",
                "/api/v3/exchangeInfo?symbols=%5B%22BTCUSDT%22,%22ETHUSDT%22%5D",
                "/api/v3/ticker/price?symbol=BTCUSDT")) {
            assertTrue(SlowClient.parse(
                    TestClient.get(vertx, simulator.rest(Exchange.BINANCE) + url).body())
                    .findPath("code").isMissingNode(), url);
        }
        for (String url : List.of("Time", "SystemStatus", "Assets", "Depth?pair=XBTUSDT&count=5",
                "Trades?pair=XBTUSDT", "Ticker?pair=XBTUSDT,ETHUSDT", "AssetPairs?pair=XETHXXBT")) {
            assertEquals("[]", SlowClient.parse(
                    TestClient.get(vertx, simulator.rest(Exchange.KRAKEN) + "/0/public/" + url)
                            .body())
                    .path("error").toString(), url);
        }
        for (String url : List.of("time", "orderbook?category=spot&symbol=BTCUSDT&limit=50",
                "recent-trade?category=spot&symbol=BTCUSDT&limit=5",
                "instruments-info?category=linear&limit=4&cursor=page%253D4")) {
            assertEquals(0, SlowClient.parse(
                    TestClient.get(vertx, simulator.rest(Exchange.BYBIT) + "/v5/market/" + url)
                            .body())
                    .path("retCode").asInt(-1), url);
        }
    }
}
