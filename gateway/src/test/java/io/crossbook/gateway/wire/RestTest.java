package io.crossbook.gateway.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Answer.Phase;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.loop.Clock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each request ends in one answer that says how far it got, whatever the other side does.
class RestTest {

    private static final int LIMIT = 100_000;
    private static final RestTiming SHORT = new RestTiming(10_000, 30_000, 30_000, LIMIT, 300, 300,
            1_500);

    private static final WireMockServer SERVER = new WireMockServer(
            wireMockConfig().bindAddress("127.0.0.1").dynamicPort());
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Rest rest = rest(SHORT, Quota.ofDialect("binance"));

    private Rest rest(RestTiming timing, Quota quota) {
        return new Rest(vertx, Clock.system(), _ -> quota, timing, registry);
    }

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void end() {
        SERVER.stop();
    }

    @AfterEach
    void stop() {
        rest.close();
        TestExchange.await(vertx.close());
        SERVER.resetAll();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + SERVER.port() + path;
    }

    private CompletableFuture<Answer> asks(String path) {
        return rest.ask("test", Request.get(Request.About.SNAPSHOT, 1, url(path), 1));
    }

    private static Answer await(CompletableFuture<Answer> asked) {
        return asked.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private Answer ask(ResponseDefinitionBuilder response) {
        SERVER.stubFor(any(anyUrl()).willReturn(response));
        return await(asks("/depth"));
    }

    @Test
    void a_whole_answer_comes_back_as_it_was_sent() {
        SERVER.stubFor(get(urlEqualTo("/api/v3/depth?symbol=BTCUSDT&limit=10"))
                .withHeader("Accept", equalTo("application/json"))
                .willReturn(okJson("{\"lastUpdateId\":7}")));
        Answer answer = await(asks("/api/v3/depth?symbol=BTCUSDT&limit=10"));
        assertTrue(answer.ok());
        assertEquals("{\"lastUpdateId\":7}", answer.body().toString());
        assertEquals("", answer.why());
    }

    @Test
    void a_body_is_sent_with_a_post() {
        SERVER.stubFor(
                post(anyUrl()).withRequestBody(equalTo("{\"ask\":1}")).willReturn(okJson("{}")));
        var request = new Request(Request.About.METADATA, -1, "POST", url("/q"), "{\"ask\":1}", 1,
                0);
        assertTrue(await(rest.ask("test", request)).ok());
    }

    @Test
    void nobody_there_means_not_sent() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Answer answer = await(rest.ask("test",
                Request.get(Request.About.TIME, -1, "http://127.0.0.1:" + port + "/", 1)));
        assertEquals(Phase.NOT_SENT, answer.phase());
        assertTrue(answer.why().startsWith("not reached: "), answer::why);
    }

    @Test
    void an_address_in_the_clear_beyond_this_machine_is_not_spoken_to() {
        Answer answer = await(rest.ask("test",
                Request.get(Request.About.TIME, -1, "http://api.example.com/time", 1)));
        assertEquals(Phase.NOT_SENT, answer.phase());
        assertTrue(answer.why().contains("must begin with https://"), answer::why);
    }

    @Test
    void a_connection_that_breaks_before_or_in_the_answer_leaves_it_open_what_happened() {
        for (Fault fault : Fault.values()) {
            Answer answer = ask(aResponse().withFault(fault));
            assertEquals(Phase.SENT, answer.phase(), fault + ": " + answer);
            assertFalse(answer.ok());
            assertFalse(answer.why().isEmpty());
        }
    }

    @Test
    void an_answer_cut_short_is_no_answer() {
        for (String head : List.of("Content-Length: 500", "Transfer-Encoding: chunked", "X: y")) {
            NetServer cutter = vertx.createNetServer()
                    .connectHandler(socket -> socket.handler(_ -> {
                        socket.write("HTTP/1.1 200 OK\r\n" + head + "\r\n\r\n7\r\n{\"bids\"\r\n");
                        socket.close();
                    }));
            int port = TestExchange.await(cutter.listen(0, "127.0.0.1")).actualPort();
            Answer answer = await(rest.ask("test",
                    Request.get(Request.About.TIME, -1, "http://127.0.0.1:" + port + "/", 1)));
            assertEquals(Phase.SENT, answer.phase(), head + ": " + answer);
            assertFalse(answer.why().isEmpty());
        }
    }

    @Test
    void a_slow_answer_is_given_up_in_time() {
        rest.close();
        rest = rest(new RestTiming(60_000, 1_000, 60_000, LIMIT, 300, 300, 1_500),
                Quota.ofDialect("binance"));
        // On a connection that stands the second is all the answer's.
        Awaitility.await().until(() -> ask(okJson("{}")).ok());
        Answer answer = ask(okJson("{}").withChunkedDribbleDelay(5, 60_000));
        assertEquals(Phase.SENT, answer.phase());
        assertEquals("no whole answer within 1000 ms", answer.why());
    }

    @Test
    void a_page_is_not_taken_for_data() {
        Answer answer = ask(aResponse().withStatus(200).withHeader("Content-Type", "text/html")
                .withBody("<html>Please log in</html>"));
        assertEquals(Phase.SENT, answer.phase());
        assertFalse(answer.ok());
        assertEquals("an answer of type text/html", answer.why());
    }

    @Test
    void an_error_of_the_exchange_is_an_answer() {
        Answer answer = ask(aResponse().withStatus(503).withBody("busy"));
        assertEquals(Phase.ANSWERED, answer.phase());
        assertEquals(503, answer.status());
        assertEquals("busy", answer.body().toString());
        assertEquals("HTTP 503 Service Unavailable", answer.why());
        assertEquals(0, answer.retryAfterMillis());
    }

    @Test
    void a_redirect_is_not_followed() {
        SERVER.stubFor(get(urlEqualTo("/elsewhere")).willReturn(okJson("{}")));
        SERVER.stubFor(get(urlEqualTo("/depth"))
                .willReturn(aResponse().withStatus(302).withHeader("Location", url("/elsewhere"))));
        Answer answer = await(asks("/depth"));
        assertEquals(302, answer.status());
        assertFalse(answer.ok());
        SERVER.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void an_answer_beyond_the_limit_is_cut_off() {
        Answer answer = ask(okJson("x".repeat(LIMIT + 1)));
        assertEquals(Phase.SENT, answer.phase());
        assertEquals("an answer of more than " + LIMIT + " bytes", answer.why());
        assertTrue(ask(okJson("x".repeat(LIMIT))).ok());
    }

    @Test
    void after_a_429_nothing_is_sent_until_the_exchange_allows_it() {
        SERVER.stubFor(get(urlEqualTo("/first"))
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "1")));
        SERVER.stubFor(get(urlEqualTo("/second")).willReturn(okJson("{}")));
        long begun = System.nanoTime();
        Answer first = await(asks("/first"));
        assertEquals(429, first.status());
        assertEquals(1_000, first.retryAfterMillis());

        assertTrue(await(asks("/second")).ok());
        long waitedMillis = (System.nanoTime() - begun) / 1_000_000;
        assertTrue(waitedMillis >= 1_000, () -> "second answered after " + waitedMillis + " ms");
        assertEquals(1,
                registry.get("crossbook.rest.waits").tag("reason", "held").counter().count());
    }

    @Test
    void a_429_counts_even_when_its_body_is_cut() {
        NetServer cutter = vertx.createNetServer().connectHandler(socket -> socket.handler(_ -> {
            socket.write(
                    "HTTP/1.1 429 Slow down\r\nRetry-After: 60\r\nContent-Length: 500\r\n\r\n{");
            socket.close();
        }));
        int port = TestExchange.await(cutter.listen(0, "127.0.0.1")).actualPort();
        Answer cut = await(rest.ask("test",
                Request.get(Request.About.TIME, -1, "http://127.0.0.1:" + port + "/", 1)));
        assertEquals(Phase.SENT, cut.phase());

        SERVER.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        var next = asks("/next");
        Awaitility.await().until(() -> registry.find("crossbook.rest.waits").counter() != null);
        rest.abandon("test");
        assertEquals(Phase.NOT_SENT, await(next).phase());
    }

    @Test
    void what_waits_longer_than_it_may_is_given_up_unsent() {
        rest.close();
        rest = rest(new RestTiming(2_000, 5_000, 200, LIMIT, 60_000, 60_000, 60_000),
                Quota.ofDialect("binance"));
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(418)));
        assertEquals(60_000, await(asks("/banned")).retryAfterMillis());

        Answer answer = await(asks("/next"));
        assertEquals(Phase.NOT_SENT, answer.phase());
        assertEquals("not sent: no turn within 200 ms", answer.why());
        assertTrue(answer.retryAfterMillis() > 50_000, answer::toString);
        SERVER.verify(0, getRequestedFor(urlEqualTo("/next")));
    }

    @Test
    void the_budget_holds_requests_back() {
        rest.close();
        rest = rest(SHORT, new Quota(1, 1_000, 10, 400, 8));
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        long begun = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            assertTrue(await(rest.ask("test", Request.get(Request.About.SNAPSHOT, 1, url("/"), 10)))
                    .ok());
        }
        long tookMillis = (System.nanoTime() - begun) / 1_000_000;
        assertTrue(tookMillis >= 800, () -> "three whole budgets within " + tookMillis + " ms");
    }

    @Test
    void no_more_than_allowed_are_under_way_at_once() {
        rest.close();
        rest = rest(SHORT, new Quota(1, 1_000, 1_000, 1_000, 1));
        SERVER.stubFor(get(urlEqualTo("/never")).willReturn(okJson("{}").withFixedDelay(60_000)));
        SERVER.stubFor(get(urlEqualTo("/next")).willReturn(okJson("{}")));
        var first = asks("/never");
        var second = asks("/next");
        Awaitility.await().until(() -> registry.find("crossbook.rest.sent").counter() != null);
        assertFalse(second.isDone());
        rest.abandon("test");
        assertEquals(Phase.NOT_SENT, await(second).phase());
        assertEquals("the exchange was switched off", await(first).why());
    }

    @Test
    void a_delayed_request_waits_and_an_abandoned_one_ends_at_once() {
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("{}").withFixedDelay(60_000)));
        var delayed = rest.ask("test",
                Request.get(Request.About.SNAPSHOT, 1, url("/late"), 1).after(60_000));
        var sent = asks("/sent");
        Awaitility.await().until(() -> registry.find("crossbook.rest.sent").counter() != null);
        rest.abandon("test");
        assertEquals(Phase.NOT_SENT, await(delayed).phase());
        assertEquals("the exchange was switched off", await(sent).why());
    }
}
