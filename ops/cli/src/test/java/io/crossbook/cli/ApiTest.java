package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.gateway.web.Contract;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything that a trading daemon can be asked over HTTP, while it trades: as it is described, the same as the commands say, and page by page the whole.
final class ApiTest {

    /// They answer with something else than JSON, or want to be told what.
    private static final List<String> OTHERS = List.of("/", "/metrics", "/v1/events",
            "/replay", "/replay-normalized");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable PracticeGround ground;
    private String url = "";
    private @Nullable Contract contract;

    @AfterEach
    void close() throws Exception {
        http.shutdownNow();
        if (ground != null) {
            ground.close();
        }
    }

    private HttpResponse<String> ask(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> described(String path) throws Exception {
        HttpResponse<String> answer = ask(path);
        if (contract != null) {
            contract.answered("get", path, answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""), answer.body());
        }
        return answer;
    }

    /// What is said once there is something to say: on a machine that is busy an engine answers late and books are stale now and then, which is 503.
    private JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = await().atMost(PATIENCE).until(() -> described(path),
                each -> each.statusCode() != 503);
        assertEquals(200, answer.statusCode(), path + ": " + answer.body());
        return MAPPER.readTree(answer.body());
    }

    /// All rows of a list, some at a time.
    private List<JsonNode> all(String path, String rows, int limit) throws Exception {
        var found = new ArrayList<JsonNode>();
        String next = "";
        do {
            JsonNode page = get(path + "?limit=" + limit
                    + (next.isEmpty() ? "" : "&cursor=" + next));
            assertTrue(page.path(rows).size() <= limit, path);
            page.path(rows).forEach(found::add);
            next = page.path("next").asText("");
        } while (!next.isEmpty() && !next.equals("null"));
        return found;
    }

    private static List<String> ids(List<JsonNode> rows, String... names) {
        return rows.stream().map(row -> {
            var id = new StringBuilder();
            for (String name : names) {
                id.append(row.path(name).asText()).append(' ');
            }
            return id.toString();
        }).toList();
    }

    private void the_pages_have_every_path() throws Exception {
        Path docs = Path.of(System.getProperty("crossbook.root", "../..")).resolve("docs");
        String pages = Files.readString(docs.resolve("api.md"))
                + Files.readString(docs.resolve("feed.md"));
        get("/v1/openapi.json").path("paths").properties().forEach(path -> path.getValue()
                .fieldNames().forEachRemaining(method -> assertTrue(pages.contains(
                        (method.equals("post") ? "POST " : "") + path.getKey()),
                        method + " " + path.getKey())));
    }

    @Test
    void all_that_can_be_asked_is_as_described_and_as_the_commands_say() throws Exception {
        PracticeGround practice = PracticeGround.eager(folder);
        practice.set("silentMillis", "60000"); // on a machine that is busy with other builds too
        ground = practice;
        try (Daemon daemon = practice.daemon(null)) {
            url = "http://127.0.0.1:" + daemon.gateway().port();
            contract = new Contract(ask("/v1/openapi.json").body(),
                    ask("/v1/asyncapi.json").body());
            the_pages_have_every_path();
            while_it_trades(contract);
            practice.ask("halt", "why", "the test has seen enough");
            // Pages of what no longer moves are the whole.
            await().atMost(PATIENCE).until(() -> get("/v1/attempts").path("working").asInt() == 0);
            JsonNode attempts = MAPPER.readTree(practice.ask("attempts", "last", 200).toString());
            List<JsonNode> paged = all("/v1/attempts", "attempts", 3);
            assertEquals(MAPPER.readTree(attempts.path("attempts").toString()),
                    MAPPER.valueToTree(paged));
            List<JsonNode> orders = all("/v1/orders", "orders", 3);
            List<JsonNode> fills = all("/v1/fills", "fills", 3);
            assertEquals(orders.stream().mapToInt(each -> each.path("fills").asInt()).sum(),
                    fills.size());
            assertEquals(fills.size(), new HashSet<>(ids(fills, "exchange", "symbol", "tradeId"))
                    .size());
            assertEquals(paged.stream().mapToInt(each -> each.path("orders").asInt()).sum(),
                    orders.size());
            List<JsonNode> transfers = all("/v1/transfers", "items", 2);
            assertEquals(transfers, all("/v1/transfers", "items", 500));
            assertFalse(transfers.isEmpty());
            story(paged.getFirst(), orders);
            assertTrue(get("/v1/halts").path("halts").path(0).path("why").asText()
                    .endsWith("the test has seen enough"));
            assertEquals(503, ask("/v1/ready").statusCode());
        }
    }

    private void while_it_trades(Contract described) throws Exception {
        try (var heard = HeardStream.of(http, url,
                "{\"subscribe\":[\"top\",\"trade\",\"opportunity\",\"attempt\",\"order\",\"signal\",\"health\","
                        + "{\"topic\":\"book\",\"exchange\":\"binance\",\"symbol\":\"BTCUSDT\",\"depth\":5}]}")) {
            asked_while_it_trades(described);
            for (String topic : List.of("top", "trade", "opportunity", "attempt", "order", "health",
                    "book")) {
                await(topic).atMost(PATIENCE).until(() -> heard.heard(topic));
            }
            for (String text : heard.texts) {
                described.sent("/v1/stream", text);
            }
        }
    }

    private void asked_while_it_trades(Contract described) throws Exception {
        await().atMost(PATIENCE).until(() -> ask("/v1/ready").statusCode() == 200);
        await().atMost(PATIENCE).until(() -> get("/v1/fills").path("fills").size() >= 8);
        for (String operation : described.operations()) {
            String path = operation.replaceFirst("^get ", "");
            if (!operation.startsWith("post") && !path.contains("{")
                    && !OTHERS.contains(path)) {
                get(path);
            }
        }
        assertTrue(get("/v1/configuration").toString().contains("BINANCE"));
        assertEquals("practice", get("/v1/configuration").path("mode").asText());
        assertFalse(get("/v1/fees").path("listings").isEmpty());
        assertEquals(404, ask("/v1/attempts/999999").statusCode());
    }

    private void story(JsonNode attempt, List<JsonNode> orders) throws Exception {
        long id = attempt.path("attempt").asLong();
        JsonNode story = get("/v1/attempts/" + id);
        assertEquals(attempt, story.path("summary"));
        assertEquals(orders.stream().filter(each -> each.path("attempt").asLong() == id).toList(),
                story.path("orders").valueStream().toList());
        assertEquals("planned", story.path("entries").path(0).path("what").asText());
        assertFalse(story.path("markouts").isMissingNode());
    }
}
