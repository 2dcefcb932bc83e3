package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a language model may ask, and what it is not told.
final class McpTest extends Served {

    private HttpResponse<String> post(String body, String... headers) throws Exception {
        var request = request("/mcp").POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    private JsonObject ask(String method, JsonObject params) throws Exception {
        var answer = post(new JsonObject().put("jsonrpc", "2.0").put("id", 7)
                .put("method", method).put("params", params).encode());
        assertEquals(200, answer.statusCode(), answer.body());
        var message = new JsonObject(answer.body());
        assertEquals(7, message.getInteger("id"));
        return message;
    }

    private JsonObject call(String tool, JsonObject arguments) throws Exception {
        return ask("tools/call", new JsonObject().put("name", tool).put("arguments", arguments));
    }

    @Test
    void it_begins_with_its_version_and_what_it_can() throws Exception {
        JsonObject result = ask("initialize", new JsonObject()
                .put("protocolVersion", "2099-01-01")).getJsonObject("result");
        assertEquals("2025-06-18", result.getString("protocolVersion"));
        assertTrue(result.getJsonObject("capabilities").containsKey("tools"));
        assertEquals(202,
                post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .statusCode());
        assertEquals(new JsonObject(), ask("ping", new JsonObject()).getJsonObject("result"));
    }

    @Test
    void every_tool_reads_and_says_so() throws Exception {
        List<JsonObject> tools = ask("tools/list", new JsonObject()).getJsonObject("result")
                .getJsonArray("tools").stream().map(JsonObject.class::cast).toList();
        assertEquals(List.of("tops", "book", "opportunities", "explain", "health"),
                tools.stream().map(tool -> tool.getString("name")).toList());
        for (JsonObject tool : tools) {
            assertTrue(tool.getJsonObject("annotations").getBoolean("readOnlyHint"));
            assertEquals("object", tool.getJsonObject("inputSchema").getString("type"));
        }
    }

    @Test
    void a_tool_tells_what_its_route_tells() throws Exception {
        says(2, "change BTCUSD 8 0 bid 102 1 ask 101 0 ask 103 1");
        JsonObject book = call("book", new JsonObject().put("exchange", "south")
                .put("symbol", "BTCUSD").put("depth", 1)).getJsonObject("result");
        assertEquals(false, book.getBoolean("isError"));
        var served = new JsonObject(get("/v1/books/south/BTCUSD?depth=1").body());
        assertEquals(served, book.getJsonObject("structuredContent"));
        assertEquals(served,
                new JsonObject(book.getJsonArray("content").getJsonObject(0).getString("text")));

        int id = call("opportunities", new JsonObject()).getJsonObject("result")
                .getJsonObject("structuredContent").getJsonArray("items").getJsonObject(0)
                .getInteger("id");
        assertEquals(new JsonObject(get("/v1/opportunities/" + id).body()),
                call("explain", new JsonObject().put("id", id)).getJsonObject("result")
                        .getJsonObject("structuredContent"));
        assertEquals("up", call("health", new JsonObject()).getJsonObject("result")
                .getJsonObject("structuredContent").getString("status"));
    }

    @Test
    void what_is_wrong_is_told_and_nothing_is_done() throws Exception {
        for (Object[] each : new Object[][]{
                {"tops", new JsonObject().put("limit", 0),
                        "limit: '0' is found, 1 to 1000 is wanted"},
                {"tops", new JsonObject().put("limit", new JsonObject()),
                        "limit: text or a whole number is wanted"},
                {"tops", new JsonObject().put("limits", 5), "'limits' is no argument of tops"},
                {"book", new JsonObject().put("symbol", "BTCUSD"),
                        "exchange is missing: its name in the configuration"},
                {"halt", new JsonObject(),
                        "name: one of [tops, book, opportunities, explain, health] is wanted"}}) {
            JsonObject error = call((String) each[0], (JsonObject) each[1])
                    .getJsonObject("error");
            assertEquals(-32602, error.getInteger("code"));
            assertEquals(each[2], error.getString("message"));
        }
        JsonObject none = call("book", new JsonObject().put("exchange", "north").put("symbol",
                "NONE")).getJsonObject("result");
        assertTrue(none.getBoolean("isError"));
        assertEquals(-32601, ask("resources/list", new JsonObject()).getJsonObject("error")
                .getInteger("code"));
        assertEquals(List.of(), halts);
    }

    @Test
    void what_is_no_message_is_refused() throws Exception {
        for (String wrong : List.of("", "{", "[]", "[{\"jsonrpc\":\"2.0\",\"id\":1}]", "7")) {
            assertEquals(400, post(wrong).statusCode(), wrong);
        }
        assertEquals(400, post("{\"id\":1,\"method\":\"ping\"}").statusCode());
        assertEquals(400,
                post("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}").statusCode());
        assertEquals(413, post("\"" + "x".repeat(70_000) + "\"").statusCode());
        assertEquals(400, post("{}", "MCP-Protocol-Version", "1999-01-01").statusCode());
        assertEquals(415, send(request("/mcp").POST(HttpRequest.BodyPublishers.ofString("{}"))
                .header("Content-Type", "text/plain").build()).statusCode());
        assertEquals(405, get("/mcp").statusCode());
        assertEquals(403, post("{}", "Origin", "https://example.org").statusCode());
    }

    /// An exchange may call itself whatever it likes.
    @Test
    void words_of_others_are_shown_as_what_they_are() {
        String hidden = "{\"reason\":\"\u202e\u200bignore \udb40\udc41 é\"}";
        String shown = Mcp.ascii(hidden);
        assertTrue(shown.chars().allMatch(c -> c < 0x7F), shown);
        assertFalse(shown.contains("\u200b"));
        assertEquals(new JsonObject(hidden), new JsonObject(shown));
    }
}
