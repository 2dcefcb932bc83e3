package io.crossbook.gateway.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The stream as server-sent events.
final class EventsTest extends Served {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// One that listens: what it was sent, line by line, and whether that has ended.
    private static final class Listening implements Flow.Subscriber<String> {
        final List<String> lines = new CopyOnWriteArrayList<>();
        final CompletableFuture<String> ended = new CompletableFuture<>();
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription it) {
            subscription.complete(it);
            it.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            lines.add(line);
        }

        @Override
        public void onError(Throwable failure) {
            ended.complete("cut");
        }

        @Override
        public void onComplete() {
            ended.complete("ended");
        }

        List<JsonObject> data() {
            return lines.stream().filter(line -> line.startsWith("data: "))
                    .map(line -> new JsonObject(line.substring(6))).toList();
        }

        List<String> ids() {
            return lines.stream().filter(line -> line.startsWith("id: ")).toList();
        }

        void leave() {
            subscription.join().cancel();
        }
    }

    private Listening events(String query, String... headers) throws Exception {
        var listening = new Listening();
        HttpRequest.Builder request = request("/v1/events?" + query);
        if (headers.length > 0) {
            request.headers(headers);
        }
        var _ = http.sendAsync(request.build(),
                HttpResponse.BodyHandlers.fromLineSubscriber(listening));
        return listening;
    }

    /// What comes next on a connection would be cut off with it.
    @Test
    void the_connection_of_events_ends_with_them() throws Exception {
        String told = Raw.ask(port(), Raw.get("/v1/events?topics=book&exchange=north&symbol=NOPE")
                .getBytes(StandardCharsets.US_ASCII)).text();

        assertTrue(told.startsWith("HTTP/1.1 200 OK"), told);
        assertTrue(told.toLowerCase(Locale.ROOT).contains("connection: close\r\n"), told);
        assertTrue(told.contains("\"error\""), told);
    }

    @Test
    void topics_begin_with_a_snapshot_and_go_on_with_what_changes() throws Exception {
        Listening heard = events("topics=top,opportunity");
        await().atMost(MINUTE)
                .until(() -> heard.data().stream().map(each -> each.getString("topic"))
                        .collect(Collectors.toSet()).containsAll(Set.of("top", "opportunity")));
        says(2, "change BTCUSD 8 0 bid 102 1 ask 101 0 ask 103 1");
        await().atMost(MINUTE).until(() -> heard.data().stream()
                .anyMatch(each -> each.encode().contains("\"opened\"")));
        await().atMost(MINUTE).until(() -> heard.data().stream()
                .anyMatch(each -> each.encode().contains("\"price\":\"102\"")));

        for (JsonObject each : heard.data()) {
            contract().sent("/v1/events", each.encode());
        }
        for (String topic : List.of("top", "opportunity")) {
            assertEquals(true, heard.data().stream()
                    .filter(each -> topic.equals(each.getString("topic"))).findFirst()
                    .orElseThrow().getBoolean("snapshot"));
        }
        for (int i = 0; i < heard.ids().size(); i++) {
            assertEquals("id: " + (i + 1), heard.ids().get(i));
        }
    }

    @Test
    void who_comes_back_begins_with_a_snapshot() throws Exception {
        Listening heard = events("topics=top", "Last-Event-ID", "41");
        await().atMost(MINUTE).until(() -> !heard.data().isEmpty());
        assertEquals(true, heard.data().getFirst().getBoolean("snapshot"));
        assertEquals("id: 1", heard.ids().getFirst());
    }

    @Test
    void a_book_can_be_asked_for_alone() throws Exception {
        Listening heard = events("topics=book&exchange=north&symbol=BTCUSD&depth=1");
        await().atMost(MINUTE).until(() -> !heard.data().isEmpty());
        assertEquals("north", heard.data().getFirst().getString("exchange"));
    }

    @Test
    void what_makes_no_sense_is_a_problem() throws Exception {
        for (String[] each : new String[][]{
                {"", "topics: nothing is found, some of top,"},
                {"?topics=candles", "topics: topic 'candles' is not one of"},
                {"?topics=top,", "topics: topic '' is not one of"},
                {"?topics=book", "topics: topic 'book' is of one 'exchange'"},
                {"?topics=top&symbol=BTCUSD", "topics: topic 'top' has no 'symbol'"},
                {"?topics=book&exchange=north&symbol=BTCUSD&depth=0", "depth: '0' is found"},
                {"?topic=top", "'topic' is no parameter of /v1/events"}}) {
            var answer = get("/v1/events" + each[0]);
            assertEquals(400, answer.statusCode(), each[0]);
            String detail = new JsonObject(answer.body()).getString("detail");
            assertTrue(detail.startsWith(each[1]), detail);
        }
        assertEquals(406, get("/v1/events?topics=top", "Accept", "application/json")
                .statusCode());
    }

    @Test
    void they_count_as_clients_until_they_leave() throws Exception {
        restart(settings(1, 10, 8 << 20, 20_000));
        Listening heard = events("topics=top");
        await().atMost(MINUTE).until(() -> !heard.data().isEmpty());
        assertEquals(503, get("/v1/events?topics=top").statusCode());

        heard.leave();
        await().atMost(MINUTE).until(() -> welcome() == 200);
        Listening next = events("topics=top");
        await().atMost(MINUTE).until(() -> !next.data().isEmpty());
        assertEquals(true, next.data().getFirst().getBoolean("snapshot"));
    }

    /// Events are not answered: that nobody reads them shows once the kernel takes no more.
    @Test
    void who_never_reads_is_let_go() throws Exception {
        restart(settings(1, 10, 8 << 20, 20_000));
        try (var silent = new Socket()) {
            silent.setReceiveBufferSize(65_536);
            silent.setSoTimeout(60_000);
            silent.connect(new InetSocketAddress("127.0.0.1", port()));
            silent.getOutputStream().write(Raw.get(
                    "/v1/events?topics=book&exchange=north&symbol=BTCUSD&depth=5000")
                    .getBytes(StandardCharsets.US_ASCII));
            await().atMost(MINUTE).until(() -> welcome() == 503);

            var changes = new AtomicInteger();
            await().atMost(MINUTE).pollInterval(Duration.ofMillis(50)).until(() -> {
                says(1, everyLevel(changes.incrementAndGet()));
                return welcome() == 200;
            });
        }
    }

    /// What somebody who asks for events would be told first.
    private int welcome() throws Exception {
        return http.send(request("/v1/events?topics=top")
                .method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /// A change of 5,000 levels.
    private static String everyLevel(int change) {
        var words = new StringBuilder("change BTCUSD " + (7 + change) + " 1700000000123");
        for (int i = 1; i <= 5_000; i++) {
            words.append(" bid ").append(i / 100).append('.').append(i % 100 / 10).append(i % 10)
                    .append(' ').append(1 + (change + i) % 90);
        }
        return words.toString();
    }
}
