package io.crossbook.gateway.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.stream.Wish;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Those who may read, and ask for more than anybody needs: each hears why not, and the others go on.
@Timeout(240)
final class FloodsTest extends Served {

    /// Of one socket; twice as much a second is less than what everybody may change.
    private static final int TOPICS = 10;
    private static final int CHANGES = 500;

    /// What is said in one message, and the words of what is answered; a `why` where the socket is closed.
    private record Flood(String name, String said, String answered, String why) {}

    private static String top(int number) {
        return "{\"topic\":\"top\",\"instrument\":\"X" + number + "/Y\"}";
    }

    private static String subscribe(int topics) {
        var wishes = new ArrayList<String>();
        for (int i = 0; i < topics; i++) {
            wishes.add(top(i));
        }
        return "{\"subscribe\":" + wishes + "}";
    }

    private static List<Flood> floods() {
        String tooOften = "more than 500 topics a second are subscribed to or given up";
        String often = "\"top\",".repeat(4_000); // what it may change comes back while it is told
        return List.of(
                new Flood("a topic too many", subscribe(TOPICS + 1),
                        "topic 'top' is refused: 10 are all that one client may have", ""),
                new Flood("more topics than it may change", subscribe(1_200), "", tooOften),
                new Flood("one topic over and over", "{\"subscribe\":[" + often + "\"top\"]}", "",
                        tooOften),
                new Flood("coming and going",
                        "{\"subscribe\":[" + often + "\"top\"],\"unsubscribe\":[" + often
                                + "\"top\"]}",
                        "", tooOften),
                new Flood("topics that are none",
                        "{\"subscribe\":[" + "\"a\",".repeat(4_000) + "\"a\"]}", "topic",
                        tooOften),
                new Flood("a book deeper than any",
                        "{\"subscribe\":[{\"topic\":\"book\",\"exchange\":\"north\",\"symbol\":\"BTCUSD\",\"depth\":2000000000}]}",
                        "depth", ""));
    }

    @Test
    void nobody_floods_the_stream_and_each_hears_why() throws Exception {
        restart(settings(10, TOPICS, 1 << 20, 20_000));
        List<JsonObject> other = listen("/v1/stream", "{\"subscribe\":[\"top\"]}");
        await().until(() -> !other.isEmpty());

        for (Flood flood : floods()) {
            var heard = new CopyOnWriteArrayList<JsonObject>();
            var socket = connect("/v1/stream", heard, flood.said);
            await(flood.name).until(() -> heard.stream().anyMatch(flood.why.isEmpty()
                    ? each -> each.containsKey("error")
                    : each -> each.containsKey("closed")));
            assertTrue(heard.stream().map(each -> each.getString("error", ""))
                    .anyMatch(each -> each.contains(flood.answered)), flood.name + ": " + heard);
            if (flood.why.isEmpty()) {
                socket.close();
            } else {
                assertEquals(new JsonObject().put("closed", 1008).put("why", flood.why),
                        heard.getLast(), flood.name);
            }
        }

        int before = other.size();
        says(2, "change BTCUSD 8 0 bid 102 1 ask 101 0 ask 103 1");
        await().until(() -> other.size() > before);
    }

    @Test
    void who_changes_all_that_it_has_once_goes_on() throws Exception {
        restart(settings(10, CHANGES, 1 << 20, 20_000));
        var heard = new CopyOnWriteArrayList<JsonObject>();
        connect("/v1/stream", heard, subscribe(CHANGES), "{\"subscribe\":[\"nothing\"]}");
        await().until(() -> heard.stream().anyMatch(each -> each.containsKey("error")));
        assertTrue(heard.stream().noneMatch(each -> each.containsKey("closed")),
                () -> heard.getLast().encode());
    }

    @Test
    void a_client_reads_so_many_levels_of_books_and_no_more() {
        var shelf = new Shelf();
        for (int i = 0; i < 50; i++) {
            assertEquals("", shelf.tooMuch(book("S" + i, 5_000)));
            shelf.add(book("S" + i, 5_000));
        }
        assertEquals("250000 levels (the depths of all books together)",
                shelf.tooMuch(book("S50", 1)));
        shelf.remove(book("S7", 5_000));
        assertEquals("", shelf.tooMuch(book("S50", 1)));
    }

    private static Wish book(String symbol, int depth) {
        return Wish.of(Map.of("topic", "book", "exchange", "north", "symbol", symbol, "depth",
                depth));
    }

    /// The status alone, without a look at anything else.
    private int status(String path, String... headers) throws Exception {
        var request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void who_shows_no_token_asks_no_more_often_than_others_and_nobody_else_has_less_by_it()
            throws Exception {
        access = new Told();
        for (String[] open : new String[][]{{"/v1/openapi.json", "200"}, {"/", "200"},
                {"/page/page.css", "200"}, {"/v1/tops", "401"}}) {
            restart(new Web.Settings("127.0.0.1", 0, 10, 10, 1 << 20, List.of(), 20_000,
                    new Entrance(List.of(), false, 1, 64, null)));
            assertEquals(Integer.parseInt(open[1]), status(open[0]), open[0]);
            await(open[0]).until(() -> status(open[0]) == 429); // one a second
            assertEquals(200, status("/v1/tops", "Authorization", "Bearer reader"), open[0]);
        }
        await().until(() -> status("/", "Origin", "https://elsewhere.example.com") == 429);
    }

    @Test
    void answers_that_nobody_reads_are_bounded_in_sum_and_others_are_served() throws Exception {
        String large = "x".repeat(16 << 20);
        metrics = () -> large;
        var unread = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 5; i++) { // of these no five fit, and the kernel takes little of each
                var socket = new Socket();
                socket.setReceiveBufferSize(4_096);
                socket.setSoTimeout(60_000);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
                unread.add(socket);
                socket.getOutputStream()
                        .write(Raw.get("/metrics").getBytes(StandardCharsets.US_ASCII));
                assertEquals('H', socket.getInputStream().read());
            }
            assertEquals(200, get("/v1/tops").statusCode());
            assertTrue(read(unread.getFirst()) < large.length());
            assertTrue(read(unread.getLast()) > large.length());
        } finally {
            for (Socket each : unread) {
                each.close();
            }
        }
    }

    /// How many bytes come, until as many as that or the end.
    private static long read(Socket from) {
        long all = 0;
        try {
            var bytes = new byte[1 << 16];
            int some = from.getInputStream().read(bytes);
            while (some >= 0 && all <= 16 << 20) {
                all += some;
                some = all <= 16 << 20 ? from.getInputStream().read(bytes) : -1;
            }
        } catch (IOException reset) {
            return all;
        }
        return all;
    }
}
