package io.crossbook.gateway.engine;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderIntent.TimeInForce;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.risk.Let;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.wire.Keyring;
import io.crossbook.gateway.wire.Latch;
import io.crossbook.gateway.wire.Quota;
import io.crossbook.gateway.wire.Rest;
import io.crossbook.gateway.wire.RestTiming;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever an exchange's REST does to an order that has left: nobody can tell what became of it, so it is asked after, and it is never sent again and
/// never anywhere else.
final class RestEdgesTest implements Effects, Watcher, Courier.Recipient {

    private static final WireMockServer SERVER = new WireMockServer(
            wireMockConfig().bindAddress("127.0.0.1").dynamicPort());
    /// For the answer that comes too late, on a connection that stands.
    private static final long SHORT_MILLIS = 1_500;

    /// An exchange, the path of its orders, and what it says to all questions: there is no such order.
    enum Place {
        BINANCE("/api/v3/order", 400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}"), //
        KRAKEN("/0/private/AddOrder", 200,
                "{\"error\":[],\"result\":{\"open\":{},\"closed\":{},\"count\":0}}"), //
        BYBIT("/v5/order/create", 200,
                "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"list\":[],\"nextPageCursor\":\"\"},"
                        + "\"time\":1}");

        final String path;
        final int status;
        final String unknown;

        Place(String path, int status, String unknown) {
            this.path = path;
            this.status = status;
            this.unknown = unknown;
        }

        String exchange() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What happens to an order that the exchange has read.
    enum Edge {
        SLOW, RESET, EMPTY, GARBAGE, CHUNKS_CUT, MALFORMED, NOTHING, A_PAGE, ANOTHERS, INTERNAL, BAD_GATEWAY, UNAVAILABLE, TIMEOUT, UNKNOWN_ERROR, FOUND, TEMPORARY, PERMANENT;

        ResponseDefinitionBuilder answer() {
            return switch (this) {
                case SLOW -> okJson("{}").withFixedDelay(60_000);
                case RESET -> broken(
                        Fault.CONNECTION_RESET_BY_PEER);
                case EMPTY -> broken(Fault.EMPTY_RESPONSE);
                case GARBAGE -> broken(
                        Fault.RANDOM_DATA_THEN_CLOSE);
                case CHUNKS_CUT -> broken(
                        Fault.MALFORMED_RESPONSE_CHUNK);
                case MALFORMED -> okJson("{\"orderId\":12");
                case NOTHING -> okJson("");
                case A_PAGE -> aResponse().withStatus(200).withHeader("Content-Type", "text/html")
                        .withBody("<html>Just a moment...</html>");
                case ANOTHERS -> okJson("{\"orderId\":1,\"clientOrderId\":\"another\","
                        + "\"error\":[],\"retCode\":0,\"retMsg\":\"OK\",\"result\":{}}");
                case INTERNAL -> status(500);
                case BAD_GATEWAY -> status(502);
                case UNAVAILABLE -> status(503);
                case TIMEOUT -> status(504);
                case UNKNOWN_ERROR -> status(520);
                case FOUND -> elsewhere(302);
                case TEMPORARY -> elsewhere(307);
                case PERMANENT -> elsewhere(308);
            };
        }

        private static ResponseDefinitionBuilder broken(
                Fault fault) {
            return aResponse().withFault(fault);
        }

        private static ResponseDefinitionBuilder status(int status) {
            return aResponse().withStatus(status).withHeader("Content-Type", "application/json")
                    .withBody("{}");
        }

        private static ResponseDefinitionBuilder elsewhere(int status) {
            return status(status).withHeader("Location", SERVER.baseUrl() + "/elsewhere");
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final Clock clock = Clock.system();
    private final Keyring keyring = new Keyring(Mode.PRACTICE, new Latch(), clock, _ -> {});
    private Rest rest = rest(60_000);
    private final Requests requests = new Requests(this);
    private final LinkedBlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
    private final List<OrderEvent> events = new ArrayList<>();

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void end() {
        SERVER.stop();
    }

    private Rest rest(long answerMillis) {
        return new Rest(vertx, clock, Quota::ofDialect,
                new RestTiming(60_000, answerMillis, 60_000, 1 << 20, 300, 300, 1_500), keyring,
                new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        rest.close();
        SERVER.resetAll();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Courier courier(Place place, String address) {
        String name = place.exchange();
        var entry = new Entry(name, "ws://127.0.0.1:9", address, 0, true, true, Map.of(), Map.of());
        var dialect = Dialects.of(name, entry);
        var exchange = new Exchange(new Settings.Exchange(entry, name, true,
                List.of(LISTED.instrument()), BookLimits.DEFAULT, 1_000_000, 1_000_000), dialect);
        exchange.listings.add(listing(place));
        var signer = Objects.requireNonNull(dialect.orders(exchange.listings)).signer();
        keyring.add(name, signer, new ApiKey(signer.kind(), "canary-key",
                "Y2FuYXJ5LXNlY3JldC1vZi1ub2JvZHk="));
        var courier = new Courier(Map.of(name, Patience.ENFORCED), false, _ -> exchange, requests, this,
                this, new Timers(), clock::now, this);
        courier.renew();
        return courier;
    }

    private static final Listing LISTED = new Listing(0, "any", "BTCUSD",
            Instrument.spot("BTC", "USD"),
            new Rules(2, 5, 1, 1, 1, 0, 1, Rules.Status.TRADING));

    private static Listing listing(Place place) {
        return new Listing(0, place.exchange(), place == Place.KRAKEN ? "BTC/USD" : "BTCUSD",
                LISTED.instrument(), LISTED.rules());
    }

    private OrderIntent order(Place place) {
        return new OrderIntent(new OrderId(1, 1, OrderId.Role.LEG, 0, 0), listing(place), true,
                new BigDecimal("0.5"), new BigDecimal("100.25"), TimeInForce.IMMEDIATE_OR_CANCEL,
                clock.now() + 60_000_000_000L, 0, false);
    }

    /// Reads answers until something more became known.
    private OrderEvent next() throws InterruptedException {
        int known = events.size();
        while (events.size() == known) {
            Runnable answer = answers.poll(60, TimeUnit.SECONDS);
            assertTrue(answer != null, "nothing came");
            answer.run();
        }
        assertEquals(known + 1, events.size(), events::toString);
        return events.getLast();
    }

    static Stream<Arguments> edges() {
        return Stream.of(Place.values()).flatMap(place -> Stream.of(Edge.values())
                .map(edge -> Arguments.of(place, edge)));
    }

    @ParameterizedTest
    @MethodSource("edges")
    void what_has_left_is_asked_after_and_never_sent_again(Place place, Edge edge)
            throws InterruptedException {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(place.status)
                .withHeader("Content-Type", "application/json").withBody(place.unknown)));
        SERVER.stubFor(WireMock.post(urlPathEqualTo(place.path)).willReturn(edge.answer()));
        Courier courier = courier(place, SERVER.baseUrl());
        OrderIntent order = order(place);

        if (edge == Edge.SLOW) {
            rest.close();
            rest = rest(SHORT_MILLIS);
            Awaitility.await().until(() -> rest.ask(place.exchange(),
                    Request.get(Request.About.TIME, -1, SERVER.url("/warm"), 1)).join()
                    .phase() == Answer.Phase.ANSWERED);
        }
        courier.place(Let.through(order));
        assertEquals(OrderEvent.Ambiguous.class, next().getClass(), events::toString);
        if (edge == Edge.SLOW) {
            rest.close();
            rest = rest(60_000);
        }
        courier.ask(place.exchange(), order.listing().symbol(), order.id());
        assertEquals(OrderEvent.NotFound.class, next().getClass(), events::toString);

        assertTrue(events.stream().allMatch(event -> event.id().equals(order.id())));
        assertTrue(events.stream().noneMatch(event -> event.toString().contains("canary")));
        SERVER.verify(1, postRequestedFor(urlPathEqualTo(place.path)));
        SERVER.verify(0, anyRequestedFor(urlPathMatching("/elsewhere.*")));
    }

    /// Nothing of it has left: that is certain, and no question.
    @ParameterizedTest
    @EnumSource(Place.class)
    void where_nobody_listens_it_was_not_sent(Place place) throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1,
                InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        courier(place, "http://127.0.0.1:" + port).place(Let.through(order(place)));
        assertEquals(OrderEvent.NotSent.class, next().getClass(), events::toString);
    }

    @Override
    public void order(OrderEvent event) {
        events.add(event);
    }

    @Override
    public void account(AccountFact fact) {
        throw new AssertionError(fact);
    }

    @Override
    public void halt(String why) {
        throw new AssertionError(why);
    }

    @Override
    public void request(long id, String exchange, Request request) {
        rest.ask(exchange, request,
                answer -> answers.add(() -> requests.answered(id, answer)));
    }

    @Override
    public void open(Link link) {
        // Nobody is there: orders go over REST.
    }

    @Override
    public void drop(String link) {
        throw new AssertionError(link);
    }

    @Override
    public void send(int connection, String frame) {
        throw new AssertionError(frame);
    }

    @Override
    public void close(int connection, String why) {
        throw new AssertionError(why);
    }

    @Override
    public void post(long id, int connection, Request frame) {
        throw new AssertionError(frame);
    }

    @Override
    public void rearmed(long pull) {
        throw new AssertionError("rearmed");
    }
}
