package io.crossbook.gateway.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.engine.Floor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Our own stream over real sockets: parts of topics, and what becomes of who does not read.
@Timeout(240)
final class StreamTest extends Served {

    private static final String BOOK = "{\"topic\":\"book\",\"exchange\":\"north\",\"symbol\":\"BTCUSD\",\"depth\":2}";

    private static String subscribe(String wish) {
        return "{\"subscribe\":[" + wish + "]}";
    }

    private static JsonObject data(JsonObject message, int at) {
        return message.getJsonArray("data").getJsonObject(at);
    }

    @Test
    void a_book_to_a_depth_begins_whole_and_goes_on_with_what_moved_in_it() throws Exception {
        says(1, "change BTCUSD 8 0 bid 99 5 bid 98 6");
        List<JsonObject> heard = listen("/v1/stream", subscribe(BOOK));
        await().until(() -> heard.size() == 1);

        says(1, "change BTCUSD 9 0 bid 100.5 1 bid 97 3"); // 99 falls out of the best two, 97 is none of them
        await().until(() -> heard.size() == 2);

        JsonObject first = heard.getFirst();
        assertEquals("north BTCUSD 2", first.getString("exchange") + " "
                + first.getString("symbol") + " " + first.getInteger("depth"));
        assertEquals(new JsonArray("[[\"100\",\"1\"],[\"99\",\"5\"]]"),
                data(first, 0).getJsonArray("bids"));
        assertEquals(new JsonArray("[[\"100.5\",\"1\"],[\"99\",\"0\"]]"),
                data(heard.get(1), 0).getJsonArray("bids"));
        assertEquals(new JsonArray(), data(heard.get(1), 0).getJsonArray("asks"));
        assertEquals(first.getLong("seq") + 1, heard.get(1).getLong("seq"));
    }

    @Test
    void a_book_of_an_exchange_that_has_not_told_what_it_lists_is_told_as_soon_as_it_has()
            throws Exception {
        restartOn(Floor::followsWest);
        List<JsonObject> heard = listen("/v1/stream", subscribe(BOOK.replace("north", "west")),
                subscribe(BOOK.replace("north", "west").replace("BTCUSD", "NONE")));
        await().until(() -> heard.size() == 2);
        assertEquals("broken west has not told yet what it lists", data(heard.getFirst(), 0)
                .getString("health") + " " + data(heard.getFirst(), 0).getString("reason"));

        synchronized (engineThread) {
            floor.listsWest().opens(3, "west").says(3, "snapshot BTCUSD 7 0 bid 90 3 ask 91 1");
        }

        await().until(() -> said(heard, "NONE").equals(
                "there is no book of 'NONE' at 'west': GET /v1/listings names what is listed"));
        await().until(() -> said(heard, "BTCUSD").isEmpty());
        JsonObject book = told(heard, "BTCUSD");
        assertEquals("live", data(book, 0).getString("health"));
        assertEquals(new JsonArray("[[\"90\",\"3\"]]"), data(book, 0).getJsonArray("bids"));
    }

    private static String said(List<JsonObject> heard, String symbol) {
        return data(told(heard, symbol), 0).getString("reason");
    }

    /// The last of a symbol.
    private static JsonObject told(List<JsonObject> heard, String symbol) {
        return heard.reversed().stream().filter(each -> symbol.equals(each.getString("symbol")))
                .findFirst().orElseThrow();
    }

    @Test
    void a_book_that_breaks_says_so_and_lives_again_with_a_snapshot() throws Exception {
        List<JsonObject> heard = listen("/v1/stream", subscribe(BOOK));
        await().until(() -> heard.size() == 1);

        says(1, "change BTCUSD 99 0 bid 1 1"); // a gap
        await().until(() -> heard.size() == 2);
        assertEquals("broken", data(heard.get(1), 0).getString("health"));
        assertFalse(data(heard.get(1), 0).getString("reason").isEmpty());
        assertEquals(new JsonArray(), data(heard.get(1), 0).getJsonArray("bids"));

        says(1, "snapshot BTCUSD 120 0 bid 90 2 ask 91 2");
        await().until(() -> heard.size() == 3);
        assertTrue(heard.get(2).getBoolean("snapshot"));
        assertEquals("live", data(heard.get(2), 0).getString("health"));
    }

    @Test
    void trades_are_told_of_what_was_asked_for_and_of_nothing_else() throws Exception {
        List<JsonObject> heard = listen("/v1/stream",
                subscribe("{\"topic\":\"trade\",\"exchange\":\"south\"},{\"topic\":\"signal\"}"));
        await().until(() -> heard.size() == 2);

        says(1, "trade BTCUSD 100.25 2");
        says(2, "trade BTCUSD 100.75 3");
        await().until(() -> heard.size() == 3);

        assertEquals("100.75", data(heard.getLast(), 0).getString("price"));
        assertEquals("3", data(heard.getLast(), 0).getString("size"));
        assertEquals("BTC/USD", data(heard.getLast(), 0).getString("instrument"));
    }

    @Test
    void health_is_told_of_every_book_as_it_changes() throws Exception {
        List<JsonObject> heard = listen("/v1/stream", "{\"subscribe\":[\"health\"]}");
        await().until(() -> heard.size() == 1);
        assertEquals(2, heard.getFirst().getJsonArray("data").size());

        says(2, "change BTCUSD 99 0 bid 1 1");
        await().until(() -> heard.size() >= 2);

        assertEquals("south broken", data(heard.getLast(), 0).getString("exchange") + " "
                + data(heard.getLast(), 0).getString("health"));
    }

    private Executions.Row order(String state) {
        var row = new JsonObject().put("order", "1-1-a").put("attempt", 1).put("role", "leg")
                .put("rung", 0).put("exchange", "north").put("symbol", "BTCUSD").put("side", "buy")
                .put("size", "1").put("limit", "100").put("state", state).put("filled", "0")
                .put("fills", 0).put("left", "").put("open", true).put("unknown", "1");
        return new Executions.Row("1-1-a", List.of(floor.book(Floor.NORTH).listing()),
                row.encode(), false);
    }

    @Test
    void an_order_is_told_as_it_stands_whenever_something_happened_to_it() throws Exception {
        synchronized (engineThread) {
            attempts.standing.add(order("intended"));
        }
        List<JsonObject> heard = listen("/v1/stream", subscribe("\"order\",\"attempt\""));
        await().until(() -> heard.size() == 2);
        synchronized (engineThread) {
            assertTrue(attempts.wanted);
            attempts.moved.add(order("sent"));
        }
        await().until(() -> heard.size() == 3);
        synchronized (engineThread) {
            attempts.moved.add(order("sent")); // its attempt moved, not it
            attempts.moved.add(order("filled"));
        }
        await().until(() -> heard.size() == 4);

        assertEquals(List.of("intended", "sent", "filled"), heard.stream()
                .filter(message -> "order".equals(message.getString("topic")))
                .map(message -> data(message, 0).getString("state")).toList());
    }

    @Test
    void what_makes_no_sense_is_an_error_that_says_what_is_wanted() throws Exception {
        List<JsonObject> heard = listen("/v1/stream",
                subscribe("{\"topic\":\"book\",\"exchange\":\"north\"}"),
                subscribe("{\"topic\":\"top\",\"exchange\":\"north\"}"),
                subscribe(
                        "{\"topic\":\"book\",\"exchange\":\"north\",\"symbol\":\"X\",\"depth\":0}"),
                subscribe("{\"topic\":\"book\",\"exchange\":\"north\",\"symbol\":\"X\"}"),
                subscribe("{\"topic\":7}"));
        await().until(() -> heard.size() == 5);

        assertEquals(List.of(
                "topic 'book' is of one 'exchange' and one 'symbol', the exchange's own",
                "topic 'top' has no 'exchange': [instrument] are wanted",
                "'depth' is 0 where 1 to 5000 is wanted",
                "there is no book of 'X' at 'north': GET /v1/listings names what is listed",
                "a topic is wanted, one of [top, book, trade, opportunity, attempt, order, signal, health]"),
                heard.stream().map(message -> message.getString("error")).toList());
    }

    @Test
    void one_book_is_told_to_a_few_depths_at_a_time() throws Exception {
        List<JsonObject> heard = listen("/v1/stream", subscribe(BOOK),
                subscribe(BOOK.replace("2}", "1}") + "," + BOOK.replace("2}", "3}") + ","
                        + BOOK.replace("2}", "4}") + "," + BOOK.replace("2}", "5}")));
        await().until(() -> heard.size() == 5);

        assertEquals(List.of(
                "topic 'book' is refused: 4 depths of one book are all that one client may have"),
                heard.stream().map(each -> each.getString("error")).filter(Objects::nonNull)
                        .toList());
    }

    @Test
    void what_is_no_longer_wanted_is_told_no_more() throws Exception {
        List<JsonObject> heard = listen("/v1/stream", subscribe(BOOK),
                "{\"unsubscribe\":[" + BOOK + "]}", "{\"subscribe\":[\"top\"]}");
        await().until(() -> heard.stream().anyMatch(message -> "top".equals(
                message.getString("topic"))));
        int books = (int) heard.stream().filter(message -> message.containsKey("depth")).count();
        says(1, "change BTCUSD 8 0 bid 100.5 1");
        await().until(() -> heard.getLast().encode().contains("100.5"));

        assertEquals(books,
                heard.stream().filter(message -> message.containsKey("depth")).count());
    }

    @Test
    void who_does_not_read_is_closed_with_1008_and_the_others_hear_everything() throws Exception {
        List<JsonObject> heard = listen("/v1/stream", subscribe("\"top\""));
        try (var stalled = new Socket(InetAddress.getLoopbackAddress(), port())) {
            stalled.setSoTimeout(60_000);
            stalled.getOutputStream().write("""
                    GET /v1/stream HTTP/1.1
                    Host: localhost
                    Connection: Upgrade
                    Upgrade: websocket
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

                    """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertEquals('H', stalled.getInputStream().read());
            stalled.getOutputStream().write(masked(subscribe("\"top\"")));
            var until = new AtomicLong(System.nanoTime() + 10_000_000_000L);
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                says(1, "change BTCUSD " + (8 + updates++) + " 0 bid 100 " + (1 + updates % 90));
                return System.nanoTime() > until.get();
            });

            String said = untilClosed(stalled.getInputStream());
            assertTrue(said.contains("{\"lag\":{"), said);
            assertTrue(said.contains("too slow: "), said);
        }
        String last = "\"bidSize\":\"" + (1 + updates % 90) + "\"";
        await().until(() -> heard.getLast().encode().contains(last));
    }

    private static byte[] masked(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[payload.length + 6]; // masked by zeros
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }

    /// All that was sent up to a closing frame with 1008, whose reason is read as well.
    private static String untilClosed(InputStream in) throws IOException {
        var said = new StringBuilder();
        int before = 0;
        int read = in.read();
        while (read >= 0 && !(before == 0x03 && read == 0xF0)) {
            said.append((char) read);
            before = read;
            read = in.read();
        }
        byte[] reason = new byte[40];
        return said + new String(reason, 0, in.read(reason), StandardCharsets.US_ASCII);
    }

    private int updates;
}
