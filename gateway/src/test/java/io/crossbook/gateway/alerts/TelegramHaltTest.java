package io.crossbook.gateway.alerts;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may halt by Telegram, and that nothing else can be done there.
final class TelegramHaltTest {

    private static final WireMockServer SERVER = new WireMockServer(
            wireMockConfig().bindAddress("127.0.0.1").dynamicPort());
    private static final String BOT = "/bot123456:AAsecretTokenOfABotThatNobodyHas";
    private static final String OURS = "4711";

    private final PassingTime time = new PassingTime();
    private final Http http = new Http(1 << 20);
    private final List<String> halts = new ArrayList<>();
    private final TelegramHalt telegram = new TelegramHalt(
            "http://127.0.0.1:" + SERVER.port() + BOT, Set.of(OURS), http, time, 1, why -> {
                halts.add(why);
                return CompletableFuture.completedFuture("halted (pull " + halts.size() + ")");
            });
    private int update = 100;

    @BeforeAll
    static void serve() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void fresh() {
        SERVER.resetAll();
        SERVER.stubFor(
                post(urlPathEqualTo(BOT + "/sendMessage")).willReturn(okJson("{\"ok\":true}")));
    }

    @AfterEach
    void close() {
        http.close();
    }

    private void hears(String... messages) throws InterruptedException {
        SERVER.stubFor(get(urlPathEqualTo(BOT + "/getUpdates")).willReturn(
                updates(List.of(messages))));
        telegram.round();
    }

    private String message(String chat, String text, long ageSeconds) {
        return "{\"update_id\":" + update++ + ",\"message\":{\"chat\":{\"id\":" + chat
                + "},\"date\":" + (time.millis() / 1_000 - ageSeconds) + ",\"text\":\"" + text
                + "\"}}";
    }

    private static List<String> said() {
        return SERVER.findAll(postRequestedFor(urlPathEqualTo(BOT + "/sendMessage"))).stream()
                .map(each -> Receiver.json(each.getBodyAsString()))
                .map(body -> body.path("chat_id").asText() + ": " + body.path("text").asText())
                .toList();
    }

    @Test
    void an_allowed_chat_halts_with_its_reason_and_is_answered() throws InterruptedException {
        hears(message(OURS, "/halt odd fills at beta", 3));
        assertEquals(List.of("Telegram: odd fills at beta"), halts);
        assertEquals(List.of(OURS + ": halted (pull 1)"), said());

        hears(message(OURS, "/halt", 0), message(OURS, "/halt@crossbook_bot now", 0));
        assertEquals(List.of("Telegram: odd fills at beta", "Telegram", "Telegram: now"), halts);
    }

    @Test
    void a_stranger_is_not_heard_and_not_answered() throws InterruptedException {
        hears(message("666", "/halt", 0), message("-" + OURS, "/halt", 0),
                message(OURS + "1", "/halt", 0));
        assertEquals(List.of(), halts);
        assertEquals(List.of(), said());
    }

    @Test
    void nothing_else_can_be_done_there() throws InterruptedException {
        hears(message(OURS, "/resume", 0), message(OURS, "/haltt", 0), message(OURS, "halt", 0),
                message(OURS, "/unwind 1", 0), message(OURS, "please /halt", 0),
                message(OURS, "", 0), "{\"update_id\":200,\"edited_message\":{\"text\":\"/halt\"}}",
                "{\"update_id\":201}", "{}");
        assertEquals(List.of(), halts);
        assertEquals(List.of(), said());
    }

    @Test
    void sixty_of_the_longest_messages_of_a_stranger_do_not_make_it_deaf()
            throws InterruptedException {
        var messages = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            messages.add(message("666", "\\u0416".repeat(4_000), 0));
        }
        messages.add(message(OURS, "/halt odd fills", 0));
        SERVER.stubFor(get(urlPathEqualTo(BOT + "/getUpdates")).atPriority(9)
                .willReturn(updates(messages)));
        for (int i = 0; i < messages.size(); i += 10) {
            SERVER.stubFor(get(urlPathEqualTo(BOT + "/getUpdates"))
                    .withQueryParam("limit", equalTo("10"))
                    .withQueryParam("offset", equalTo(i == 0 ? "0" : Integer.toString(100 + i)))
                    .willReturn(updates(messages.subList(i, Math.min(i + 10, messages.size())))));
        }
        for (int i = 0; i < 7; i++) {
            telegram.round();
        }
        assertEquals(List.of("Telegram: odd fills"), halts);
        assertEquals(List.of(), time.slept(), "nothing failed");
    }

    private static ResponseDefinitionBuilder updates(List<String> messages) {
        return okJson("{\"ok\":true,\"result\":[" + String.join(",", messages) + "]}");
    }

    @Test
    void what_is_old_is_told_to_be_sent_again() throws InterruptedException {
        hears(message(OURS, "/halt", 599), message(OURS, "/halt", 3_600));
        assertEquals(1, halts.size());
        assertTrue(said().contains(
                OURS + ": NOT halted: this was sent 60 minutes ago. Send it again."),
                said().toString());
    }

    @Test
    void a_message_is_acted_on_once() throws InterruptedException {
        hears(message(OURS, "/halt", 0));
        hears();
        assertEquals(1, SERVER.findAll(getRequestedFor(anyUrl())).stream()
                .filter(each -> each.getUrl().contains("offset=101&")).count());
    }

    @Test
    void while_telegram_fails_it_waits_ever_longer_and_then_hears_again()
            throws InterruptedException {
        for (int status : new int[]{500, 409, 429, 200}) {
            SERVER.stubFor(get(urlPathEqualTo(BOT + "/getUpdates")).willReturn(status == 200
                    ? aResponse().withStatus(200).withBody("<html>log in</html>")
                    : aResponse().withStatus(status).withHeader("Retry-After", "30")));
            telegram.round();
        }
        assertEquals(List.of(30_000L, 60_000L, 60_000L, 60_000L), time.slept());
        hears(message(OURS, "/halt", 0));
        assertEquals(1, halts.size());
        assertEquals(6, SERVER.findAll(anyRequestedFor(anyUrl())).size());
    }
}
