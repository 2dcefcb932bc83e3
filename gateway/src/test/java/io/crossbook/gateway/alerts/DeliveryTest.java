package io.crossbook.gateway.alerts;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/// Whatever a receiver answers, or does not: told once, retried while there is hope, given up with a word, and no secret in any log.
final class DeliveryTest {

    private static final WireMockServer SERVER = new WireMockServer(
            wireMockConfig().bindAddress("127.0.0.1").dynamicPort());
    private static final String PATH = "/secretpath-T0K3N";
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(800);

    private final PassingTime time = new PassingTime();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LongAdder dropped = new LongAdder();
    private final Http http = new Http(1 << 20);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /// Each kind, and how it says yes.
    enum Kind {
        TELEGRAM("{\"ok\":true,\"result\":{}}"), DISCORD(""), SLACK("ok"), WEBHOOK("{}");

        private final String yes;

        Kind(String yes) {
            this.yes = yes;
        }

        Receiver receiver() {
            URI address = URI.create("http://127.0.0.1:" + SERVER.port() + PATH);
            return switch (this) {
                case TELEGRAM -> new Receiver.Telegram("desk", Severity.INFO, address, "-100123");
                case DISCORD -> new Receiver.Discord("desk", Severity.INFO, address);
                case SLACK -> new Receiver.Slack("desk", Severity.INFO, address);
                case WEBHOOK -> new Receiver.Webhook("desk", Severity.INFO, address);
            };
        }

        ResponseDefinitionBuilder accepts() {
            return aResponse().withStatus(this == DISCORD ? 204 : 200).withBody(yes);
        }
    }

    @BeforeAll
    static void serve() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void listen() {
        SERVER.resetAll();
        log.start();
        ((Logger) LoggerFactory.getLogger("crossbook.alerts")).addAppender(log);
    }

    @AfterEach
    void nothing_secret_was_logged() {
        ((Logger) LoggerFactory.getLogger("crossbook.alerts")).detachAppender(log);
        http.close();
        log.list.forEach(event -> {
            assertFalse(event.getFormattedMessage().contains("T0K3N"), event.getFormattedMessage());
            assertTrue(event.getThrowableProxy() == null, "a stack may quote an address");
        });
    }

    private Delivery delivery(Kind kind, Duration within) {
        return new Delivery(kind.receiver(), http, time, within, 6_000, dropped, registry);
    }

    private static Alert alert(Cause cause, String text) {
        return new Alert(cause, "attempt 7", text, Alert.State.FIRING, 1_795_000_000_000L,
                1_795_000_000_000L);
    }

    private boolean tells(Kind kind, Duration within) throws InterruptedException {
        Delivery delivery = delivery(kind, within);
        delivery.offer(alert(Cause.PARKED, "0.1 BTC <left> & over @everyone"));
        return delivery.round();
    }

    /// One after the other; the last one stays.
    private static void answers(ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            SERVER.stubFor(any(anyUrl()).inScenario("it").whenScenarioStateIs(state(i))
                    .willSetStateTo(state(Math.min(i + 1, answers.length - 1)))
                    .willReturn(answers[i]));
        }
    }

    private static String state(int answer) {
        return answer == 0 ? Scenario.STARTED : "after " + answer;
    }

    private static List<JsonNode> bodies() {
        return SERVER.findAll(postRequestedFor(urlPathEqualTo(PATH))).stream()
                .map(request -> Receiver.json(request.getBodyAsString())).toList();
    }

    private double sent(String outcome) {
        return registry.get("crossbook.alerts.sent").tag("outcome", outcome).counter().count();
    }

    @ParameterizedTest
    @EnumSource
    void who_takes_it_is_told_once_in_its_own_words(Kind kind) throws InterruptedException {
        answers(kind.accepts());
        assertTrue(tells(kind, WITHIN));

        JsonNode body = bodies().getFirst();
        String text = switch (kind) {
            case TELEGRAM, SLACK, WEBHOOK -> body.path("text").asText();
            case DISCORD -> body.path("content").asText();
        };
        assertEquals(kind == Kind.SLACK
                ? "CRITICAL parked attempt 7: 0.1 BTC &lt;left&gt; &amp; over @everyone (docs/runbook.md#alert-parked)"
                : "CRITICAL parked attempt 7: 0.1 BTC <left> & over @everyone (docs/runbook.md#alert-parked)",
                text);
        assertEquals(kind == Kind.TELEGRAM ? "-100123" : "", body.path("chat_id").asText());
        assertEquals(kind == Kind.DISCORD, body.path("allowed_mentions").path("parse").isArray());
        assertEquals(kind == Kind.WEBHOOK ? "parked" : "",
                body.path("alerts").path(0).path("cause").asText());
        assertEquals(1, bodies().size());
        assertEquals(List.of(), time.slept());
    }

    @ParameterizedTest
    @EnumSource
    void who_asks_for_patience_gets_it(Kind kind) throws InterruptedException {
        answers(aResponse().withStatus(429).withHeader("Retry-After", "17"), kind.accepts());
        assertTrue(tells(kind, WITHIN));
        assertEquals(List.of(17_000L), time.slept());
    }

    @ParameterizedTest
    @EnumSource
    void patience_is_also_asked_for_in_the_body(Kind kind) throws InterruptedException {
        answers(aResponse().withStatus(429)
                .withBody(kind == Kind.TELEGRAM
                        ? "{\"ok\":false,\"parameters\":{\"retry_after\":23}}"
                        : "{\"retry_after\":22.5}"),
                kind.accepts());
        assertTrue(tells(kind, WITHIN));
        assertEquals(List.of(kind == Kind.TELEGRAM ? 23_000L : 22_500L), time.slept());
    }

    @ParameterizedTest
    @EnumSource
    void who_is_broken_is_tried_again_ever_later_and_then_given_up(Kind kind)
            throws InterruptedException {
        answers(aResponse().withStatus(503));
        assertFalse(tells(kind, WITHIN));
        assertEquals(List.of(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L),
                time.slept());
        assertEquals(Delivery.TRIES, bodies().size());
        assertEquals(1, sent("given_up"));
        assertTrue(log.list.getFirst().getFormattedMessage()
                .startsWith("desk could not be told: HTTP 503; not told: 1 alerts"),
                log.list.toString());
    }

    @ParameterizedTest
    @EnumSource
    void what_is_critical_is_told_when_the_line_is_back_and_says_of_when_it_is(Kind kind)
            throws InterruptedException {
        var down = new ResponseDefinitionBuilder[2 * Delivery.TRIES + 1];
        Arrays.fill(down, aResponse().withStatus(503));
        down[2 * Delivery.TRIES] = kind.accepts();
        answers(down);
        Delivery delivery = delivery(kind, WITHIN);
        delivery.offer(alert(Cause.PARKED, "left over"));
        delivery.offer(alert(Cause.FEED_LAG, "1 of 40 books"));
        assertFalse(delivery.round());
        long gone = time.millis();
        delivery.offer(new Alert(Cause.PARKED, "attempt 7", "left over", Alert.State.RESOLVED,
                1_795_000_000_000L, gone));
        assertFalse(delivery.round());
        assertEquals(60_000L, time.slept().get(Delivery.TRIES - 1), "it is tried every minute");
        assertTrue(delivery.round());

        String text = bodies().stream().map(JsonNode::toString).filter(each -> each
                .contains("RESOLVED")).reduce((_, last) -> last).orElseThrow();
        assertTrue(text.contains("(told late, of 2026-11-18T11:06:40Z) left over"), text);
        assertTrue(text.indexOf("CRITICAL parked") < text.indexOf("RESOLVED"), text);
        assertFalse(text.contains("books"), "what is no more than a warning is not kept: " + text);
        assertEquals(2, sent("given_up"));
        assertEquals(1, sent("delivered"));

        delivery.offer(alert(Cause.PARKED, "another"));
        assertTrue(delivery.round());
        assertTrue(bodies().stream().map(JsonNode::toString).anyMatch(
                each -> each.contains("another") && !each.contains("told late")), "and once");
    }

    @Test
    void what_nobody_could_be_told_for_a_day_is_not_kept_any_longer() throws InterruptedException {
        answers(aResponse().withStatus(503));
        Delivery delivery = delivery(Kind.WEBHOOK, WITHIN);
        delivery.offer(alert(Cause.HALTED, "enough"));
        delivery.round();
        time.sleep(86_400_000);
        delivery.round();
        answers(Kind.WEBHOOK.accepts());
        delivery.offer(alert(Cause.HALTED, "again"));
        assertTrue(delivery.round());
        assertTrue(bodies().stream().map(JsonNode::toString).anyMatch(
                each -> each.contains("again") && !each.contains("enough")));
    }

    @ParameterizedTest
    @EnumSource
    void who_is_slow_or_cuts_the_line_is_tried_again(Kind kind) throws InterruptedException {
        answers(kind.accepts().withFixedDelay(60_000),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE), kind.accepts());
        Delivery delivery = delivery(kind, SHORT);
        delivery.offer(alert(Cause.PARKED, "left over"));
        // On a machine that is busy the last try may be too slow as well: one of eight will do.
        assertTrue(delivery.round());
        assertTrue(time.slept().size() >= 3, time.slept().toString());
    }

    @ParameterizedTest
    @EnumSource
    void a_redirect_is_refused_and_nothing_goes_elsewhere(Kind kind) throws InterruptedException {
        answers(aResponse().withStatus(302).withHeader("Location",
                "http://127.0.0.1:" + SERVER.port() + "/elsewhere"));
        assertFalse(tells(kind, WITHIN));
        assertEquals(1, SERVER.getAllServeEvents().size());
        assertTrue(log.list.getFirst().getFormattedMessage().contains("a redirect"),
                log.list.toString());
    }

    @ParameterizedTest
    @EnumSource
    void a_page_for_people_is_no_yes(Kind kind) throws InterruptedException {
        answers(aResponse().withStatus(200).withHeader("Content-Type", "text/html")
                .withBody("<html>Please log in</html>"));
        assertFalse(tells(kind, WITHIN));
        assertEquals(Delivery.TRIES, bodies().size());
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_address_or_token_is_not_tried_again(Kind kind) throws InterruptedException {
        answers(aResponse().withStatus(404).withBody("{\"ok\":false}"));
        assertFalse(tells(kind, WITHIN));
        assertEquals(1, bodies().size());
    }

    @Test
    void what_comes_meanwhile_goes_in_one_message_with_the_worst_first()
            throws InterruptedException {
        answers(Kind.WEBHOOK.accepts());
        Delivery delivery = delivery(Kind.WEBHOOK, WITHIN);
        delivery.offer(alert(Cause.FEED_LAG, "first"));
        assertTrue(delivery.round());
        for (int i = 0; i < 30; i++) {
            delivery.offer(alert(Cause.FEED_LAG, "lag " + i));
        }
        delivery.offer(alert(Cause.HALTED, "enough"));
        assertTrue(delivery.round());

        assertEquals(List.of(6_000L), time.slept(), "messages are spaced");
        JsonNode second = bodies().stream().filter(body -> body.path("more").asInt() > 0)
                .findFirst().orElseThrow();
        assertEquals("halted", second.path("alerts").path(0).path("cause").asText());
        assertEquals(11, second.path("more").asInt());
        assertTrue(second.path("text").asText().endsWith("and 11 more: GET /v1/alerts"));
    }

    @Test
    void who_offers_never_waits_and_what_finds_no_place_is_counted() {
        Delivery delivery = delivery(Kind.WEBHOOK, WITHIN); // nobody runs it
        for (int i = 0; i < Delivery.PLACES + 50; i++) {
            delivery.offer(alert(Cause.HALTED, "enough"));
        }
        assertEquals(50, dropped.sum());
    }

    @Test
    void who_wants_to_hear_of_the_worst_only_hears_nothing_else() {
        var picky = new Delivery(new Receiver.Slack("boss", Severity.CRITICAL,
                URI.create("http://127.0.0.1:1/")), http, time, WITHIN, 0, dropped, registry);
        Stream.generate(() -> alert(Cause.FEED_LAG, "lag")).limit(1_000).forEach(picky::offer);
        assertEquals(0, dropped.sum(), "none of them took a place");
    }

    @Test
    void a_heart_beats_only_while_the_engine_answers() throws InterruptedException {
        answers(aResponse().withStatus(200), aResponse().withStatus(500));
        var heart = new Heartbeat(URI.create("http://127.0.0.1:" + SERVER.port() + PATH), http,
                WITHIN, registry);
        heart.beat(true);
        heart.beat(false);
        heart.beat(true);
        for (String outcome : List.of("delivered", "withheld", "failed")) {
            assertEquals(1, registry.get("crossbook.alerts.heartbeats").tag("outcome", outcome)
                    .counter().count(), outcome);
        }
        assertEquals(2, SERVER.getAllServeEvents().size());
    }
}
