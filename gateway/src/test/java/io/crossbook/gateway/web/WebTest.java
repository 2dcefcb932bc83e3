package io.crossbook.gateway.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Rules;
import io.crossbook.gateway.engine.Floor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The feed as a client sees it.
final class WebTest extends Served {

    @Test
    void tops_show_every_listing_with_its_health_and_the_best_of_all() throws Exception {
        says(1, "change BTCUSD 8 0 bid 100.5 1");
        says(2, "change BTCUSD 99 0 bid 100.5 1"); // a gap

        var response = get("/v1/tops");
        var top = new JsonObject(response.body()).getJsonArray("items").getJsonObject(0);

        assertEquals(200, response.statusCode());
        assertEquals("BTC/USD", top.getString("instrument"));
        assertEquals("100.5", top.getJsonObject("bestBid").getString("price"));
        assertEquals("north", top.getJsonObject("bestBid").getString("exchange"));
        assertEquals(List.of("live", "broken"), top.getJsonArray("quotes").stream()
                .map(quote -> ((JsonObject) quote).getString("health")).toList());
    }

    /// A contract of a thousand coins, as 1000SHIB is.
    @Test
    void tops_are_told_in_the_units_of_their_instrument_and_books_in_the_exchanges()
            throws Exception {
        synchronized (engineThread) {
            floor.lists("north", Floor.BTC_USD,
                    new Rules(2, 0, 1, 1, 1, 0, 1_000, Rules.Status.TRADING));
        }
        says(1, "snapshot BTCUSD 9 0 bid 100 3 ask 100.5 1.25");

        var top = new JsonObject(get("/v1/tops").body()).getJsonArray("items").getJsonObject(0);
        assertEquals(new JsonObject().put("exchange", "north").put("symbol", "BTCUSD")
                .put("price", "0.1005").put("size", "1250"), top.getJsonObject("bestAsk"));
        assertEquals("100", top.getJsonObject("bestBid").getString("price"));
        JsonObject quote = top.getJsonArray("quotes").getJsonObject(0);
        assertEquals("0.1 x 3000 | 0.1005 x 1250",
                quote.getString("bid") + " x " + quote.getString("bidSize") + " | "
                        + quote.getString("ask") + " x " + quote.getString("askSize"));
        var book = new JsonObject(get("/v1/books/north/BTCUSD").body());
        assertEquals(new JsonArray("[[\"100.5\",\"1.25\"]]"), book.getJsonArray("asks"));
    }

    @Test
    void a_book_is_shown_to_a_depth_and_an_unknown_one_is_a_problem() throws Exception {
        says(1, "change BTCUSD 8 0 bid 99 5 bid 98 6");

        var book = new JsonObject(get("/v1/books/north/BTCUSD?depth=2").body());
        assertEquals(new JsonArray("[[\"100\",\"1\"],[\"99\",\"5\"]]"), book.getJsonArray("bids"));
        assertEquals(404, get("/v1/books/north/NONE").statusCode());
        var bad = get("/v1/books/north/BTCUSD?depth=x");
        assertEquals(400, bad.statusCode());
        assertEquals("application/problem+json",
                bad.headers().firstValue("Content-Type").orElse(""));
        assertEquals("depth: 'x' is found, 1 to 5000 is wanted",
                new JsonObject(bad.body()).getString("detail"));
    }

    @Test
    void opportunities_come_with_every_step_of_their_edge() throws Exception {
        says(2, "change BTCUSD 8 0 bid 102 1 ask 101 0 ask 103 1");

        var item = new JsonObject(get("/v1/opportunities").body()).getJsonArray("items")
                .getJsonObject(0);

        assertEquals("north", item.getJsonObject("buy").getString("exchange"));
        assertEquals("south", item.getJsonObject("sell").getString("exchange"));
        assertTrue(Double.parseDouble(item.getString("netBps")) > 70, item.encode());
        assertEquals(List.of("buy", "buy", "buy_fee", "sell", "sell", "sell_fee"),
                item.getJsonObject("edge").getJsonArray("steps").stream()
                        .map(step -> ((JsonObject) step).getString("step")).toList());
    }

    @Test
    void exchanges_health_and_metrics_answer() throws Exception {
        assertEquals(2, new JsonObject(get("/v1/exchanges").body()).getJsonArray("items").size());
        assertEquals("up", new JsonObject(get("/v1/health").body()).getString("status"));
        assertTrue(get("/metrics").body().startsWith("crossbook_"));
        says(1, "change BTCUSD 99 0 bid 1 1");
        says(2, "change BTCUSD 99 0 bid 1 1");
        assertEquals(503, get("/v1/health").statusCode());
    }

    @Test
    void nothing_can_be_written_and_foreign_pages_may_not_read() throws Exception {
        var post = http.send(
                request("/v1/tops")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(405, post.statusCode());
        assertEquals(403, get("/v1/tops", "Origin", "https://example.org").statusCode());
        assertEquals(403, get("/v1/tops", "Origin", "http://localhost:3000").statusCode());
        assertEquals(200, get("/v1/tops", "Origin", "http://127.0.0.1:" + port()).statusCode());
    }

    private HttpResponse<String> post(String path, String... headers) throws Exception {
        var request = request(path).POST(HttpRequest.BodyPublishers.ofString("{}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    @Test
    void who_knows_the_token_may_halt_and_do_nothing_else() throws Exception {
        for (String wrong : List.of("", "4711", "Bearer", "Bearer 471", "Bearer 47111",
                "Basic 4711")) {
            var refused = post("/v1/halt?why=mine", "Authorization", wrong);
            assertEquals(401, refused.statusCode(), wrong);
            assertEquals("Bearer", refused.headers().firstValue("WWW-Authenticate").orElse(""));
        }
        assertEquals(401, post("/v1/halt").statusCode());
        assertEquals(403, post("/v1/halt", "Authorization", "Bearer 4711", "Origin",
                "https://example.org").statusCode());
        assertEquals(405, post("/v1/tops", "Authorization", "Bearer 4711").statusCode());
        var read = get("/v1/halt", "Authorization", "Bearer 4711");
        assertEquals(405, read.statusCode());
        assertEquals("POST", read.headers().firstValue("Allow").orElse(""));
        assertEquals(List.of(), halts);

        assertEquals("{\"halted\":true,\"pull\":1}",
                post("/v1/halt?why=odd%20fills", "Authorization", "Bearer 4711").body());
        assertEquals(200, post("/v1/halt", "Authorization", "Bearer 4711").statusCode());
        assertEquals(List.of("HTTP: odd fills", "HTTP"), halts);
    }

    @Test
    void a_halt_is_not_answered_before_a_restart_would_find_it() throws Exception {
        noted = new CompletableFuture<>();
        var answer = http.sendAsync(request("/v1/halt")
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer 4711").build(),
                HttpResponse.BodyHandlers.ofString());
        await().until(() -> !halts.isEmpty());
        assertEquals(404, get("/v1/nothing").statusCode(), "whoever else asks waits too");
        assertFalse(answer.isDone(), "answered before it was noted");

        noted.complete("halted: no space left on device");
        assertEquals("{\"halted\":true,\"pull\":1,\"unnoted\":\"halted: no space left on device\"}",
                answer.get(60, TimeUnit.SECONDS).body());
    }

    @Test
    void where_there_is_nothing_to_halt_nothing_can_be_written_at_all() throws Exception {
        restartWithoutHalting();
        assertEquals(404, post("/v1/halt").statusCode());
        assertEquals(401, post("/v1/halt", "Authorization", "Bearer 4711").statusCode());
    }

    @Test
    void a_late_joiner_starts_from_a_snapshot_and_then_hears_every_change() throws Exception {
        says(1, "change BTCUSD 8 0 bid 100.5 1");
        List<JsonObject> heard = normalized(
                "[{\"exchange\":\"north\",\"symbols\":[\"BTCUSD\"],\"dataTypes\":[\"book_change\",\"trade\"]}]");
        await().until(() -> heard.size() == 1);

        says(1, "change BTCUSD 9 1700000000123 bid 100.5 0");
        says(1, "trade BTCUSD 100.25 2");
        await().until(() -> heard.size() == 3);

        assertEquals(true, heard.get(0).getBoolean("isSnapshot"));
        assertEquals(new JsonArray("[{\"price\":100.5,\"amount\":1},{\"price\":100,\"amount\":1}]"),
                heard.get(0).getJsonArray("bids"));
        assertEquals(false, heard.get(1).getBoolean("isSnapshot"));
        assertEquals(new JsonArray("[{\"price\":100.5,\"amount\":0}]"),
                heard.get(1).getJsonArray("bids"));
        assertEquals("2023-11-14T22:13:20.123Z", heard.get(1).getString("timestamp"));
        assertEquals("trade", heard.get(2).getString("type"));
        assertEquals(100.25, heard.get(2).getDouble("price"));
        assertEquals("BTCUSD", heard.get(2).getString("symbol"));
    }

    @Test
    void quotes_come_only_when_the_best_moved() throws Exception {
        List<JsonObject> heard = normalized("{\"exchange\":\"north\",\"dataTypes\":[\"quote\"]}");
        await().until(() -> heard.size() == 1);

        says(1, "change BTCUSD 8 0 bid 99 7");
        says(1, "change BTCUSD 9 0 bid 100.1 3");
        await().until(() -> heard.size() == 2);

        assertEquals("book_snapshot", heard.get(1).getString("type"));
        assertEquals("quote", heard.get(1).getString("name"));
        assertEquals(new JsonArray("[{\"price\":100.1,\"amount\":3}]"),
                heard.get(1).getJsonArray("bids"));
    }

    @Test
    void a_lost_connection_is_told_in_band_and_the_next_book_is_a_snapshot() throws Exception {
        List<JsonObject> heard = normalized(
                "[{\"exchange\":\"north\",\"dataTypes\":[\"book_change\",\"book_health\"],"
                        + "\"withDisconnectMessages\":true}]");
        await().until(() -> heard.size() == 2);

        synchronized (engineThread) {
            floor.closes(1, "north").opens(3, "north").says(3,
                    "snapshot BTCUSD 20 0 bid 100.8 1 ask 101 1");
        }
        await().until(() -> heard.size() == 6);

        assertEquals(
                List.of("book_health", "book_change", "book_health", "disconnect", "book_health",
                        "book_change"),
                heard.stream().map(message -> message.getString("type")).toList());
        assertEquals("broken", heard.get(2).getString("health"));
        assertEquals(new JsonArray().add("BTCUSD"), heard.get(3).getJsonArray("symbols"));
        assertEquals(true, heard.get(5).getBoolean("isSnapshot"));
    }

    @Test
    void options_that_make_no_sense_are_closed_with_1008_and_a_reason() throws Exception {
        List<JsonObject> heard = normalized(
                "[{\"exchange\":\"north\",\"dataTypes\":[\"candles\"]}]");
        await().until(() -> heard.size() == 1);

        assertEquals(1008, heard.get(0).getInteger("closed"));
        assertTrue(heard.get(0).getString("why").startsWith("data type 'candles' is not known"),
                heard.get(0).encode());
    }

    @Test
    void a_reason_in_letters_of_two_bytes_is_cut_to_what_a_close_frame_holds() throws Exception {
        List<JsonObject> heard = normalized("[{\"exchange\":\"" + "\u00e9".repeat(100)
                + "\",\"dataTypes\":[\"trade\"]}]");
        await().until(() -> heard.size() == 1);

        assertEquals(1008, heard.get(0).getInteger("closed"), heard::toString);
        assertTrue(heard.get(0).getString("why").endsWith("\u00e9..."), heard::toString);
    }

    @Test
    void topics_start_with_a_snapshot_and_count_without_holes() throws Exception {
        List<JsonObject> heard = listen("/v1/stream", "{\"subscribe\":[\"top\",\"opportunity\"]}");
        await().until(() -> topics(heard).containsAll(List.of("top", "opportunity")));

        says(2, "change BTCUSD 8 0 bid 102 1 ask 101 0 ask 103 1");
        await().until(
                () -> heard.stream().anyMatch(message -> message.encode().contains("\"opened\"")));
        await().until(() -> heard.stream()
                .anyMatch(message -> message.encode().contains("\"price\":\"102\"")));

        for (String topic : List.of("top", "opportunity")) {
            List<JsonObject> own = heard.stream()
                    .filter(message -> topic.equals(message.getString("topic"))).toList();
            assertEquals(true, own.get(0).getBoolean("snapshot"));
            for (int i = 0; i < own.size(); i++) {
                assertEquals(i + 1, own.get(i).getInteger("seq"));
            }
        }
        assertTrue(
                heard.stream().anyMatch(message -> "opportunity".equals(message.getString("topic"))
                        && message.getJsonArray("data").encode().contains("\"opened\"")));
    }

    @Test
    void a_book_that_breaks_is_told_in_its_top_though_the_best_stays() throws Exception {
        List<JsonObject> heard = listen("/v1/stream", "{\"subscribe\":[\"top\"]}");
        says(1, "change BTCUSD 8 0 bid 100.5 1 ask 100.9 1");
        await().until(() -> heard.stream()
                .anyMatch(message -> message.encode().contains("\"price\":\"100.5\"")));

        says(2, "change BTCUSD 99 0 bid 1 1");
        await().until(() -> heard.getLast().encode().contains("\"health\":\"broken\""));

        JsonObject top = heard.getLast().getJsonArray("data").getJsonObject(0);
        assertEquals("north", top.getJsonObject("bestBid").getString("exchange"));
        assertEquals("broken", top.getJsonArray("quotes").getJsonObject(1).getString("health"));
    }

    /// While the feed's thread hangs, more happens than waits for it.
    @Test
    void opportunities_that_were_lost_on_the_way_are_in_a_snapshot_that_follows() throws Exception {
        List<JsonObject> books = normalized(
                "{\"exchange\":\"north\",\"dataTypes\":[\"book_change\"]}");
        await().until(() -> books.size() == 1);
        List<JsonObject> heard = listen("/v1/stream", "{\"subscribe\":[\"opportunity\"]}");
        await().until(() -> heard.size() == 1);
        var entered = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        metrics = () -> {
            entered.countDown();
            awaitLatch(goOn);
            return "";
        };
        var hanging = http.sendAsync(
                request("/metrics").build(),
                HttpResponse.BodyHandlers.discarding());
        awaitLatch(entered);
        for (int update = 8; update < 17_000; update++) {
            says(1, "change BTCUSD " + update + " 0 bid 100 " + (1 + update % 90));
        }
        says(2, "change BTCUSD 8 0 bid 102 1 ask 101 0 ask 103 1");
        goOn.countDown();
        hanging.get(60, TimeUnit.SECONDS);

        await().until(() -> heard.size() >= 2);
        assertEquals(true, heard.get(1).getBoolean("snapshot"));
        assertEquals(2, heard.get(1).getInteger("seq"));
        assertEquals("opened", heard.get(1).getJsonArray("data").getJsonObject(0)
                .getString("state"));
        await().until(() -> books.stream()
                .filter(message -> message.getBoolean("isSnapshot", false)).count() == 2);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> topics(List<JsonObject> heard) {
        return heard.stream().map(message -> String.valueOf(message.getString("topic"))).toList();
    }

    @Test
    void a_topic_that_does_not_exist_is_an_error_on_the_socket() throws Exception {
        List<JsonObject> heard = listen("/v1/stream", "{\"subscribe\":[\"candles\"]}", "nonsense");
        await().until(() -> heard.size() == 2);

        assertTrue(heard.get(0).getString("error").startsWith("topic 'candles' is not one of"),
                heard.get(0).encode());
        assertTrue(heard.get(1).getString("error").startsWith("no JSON object"),
                heard.get(1).encode());
    }
}
