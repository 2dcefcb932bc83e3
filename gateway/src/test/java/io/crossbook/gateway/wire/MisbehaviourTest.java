package io.crossbook.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Request;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Over real sockets, with shortened limits: exchanges that do what they should not.
class MisbehaviourTest {

    @Test
    void a_giant_frame_closes_the_connection_and_the_next_one_stands() {
        var connections = new AtomicInteger();
        try (var exchange = new TestExchange(socket -> socket.writeFinalTextFrame(
                connections.getAndIncrement() == 0 ? "x".repeat(2_000) : "small"));
                var rig = new Rig(Rig.SHORT)) {
            var link = TestExchange.link(exchange.url(), 0, 0, 0, 0, 1_000);
            rig.loop.run(() -> rig.wires.open(link));
            rig.see("2: small");
            assertEquals(List.of("1 opened", "1 closed: a message of more than 1000 bytes",
                    "2 opened", "2: small"), rig.seen);
            assertEquals(1, rig.count("oversized"));
        }
    }

    @Test
    void who_accepts_and_stays_silent_is_given_up_in_time() {
        var timing = new Timing(5_000, 200, 20, 100, 200, 1_000);
        try (var silent = new RawServer((_, _) -> {}); var rig = new Rig(timing)) {
            rig.loop.run(() -> rig.wires.open(TestExchange.link(silent.url(), 0, 0, 0, 0, 1_000)));
            rig.see("1 closed: not open within 200 ms");
            rig.see("2 closed: not open within 200 ms");
            assertEquals(0, rig.count("open"));
        }
    }

    @Test
    void a_refused_handshake_says_how() {
        try (var busy = new RawServer((socket, _) -> socket
                .write("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n"));
                var rig = new Rig(Rig.SHORT)) {
            rig.loop.run(() -> rig.wires.open(TestExchange.link(busy.url(), 0, 0, 0, 0, 1_000)));
            rig.see("1 closed: refused with HTTP 429");
        }
    }

    @Test
    void a_half_open_connection_is_found_out_and_replaced() {
        try (var dead = new RawServer(RawServer::shakeHands); var rig = new Rig(Rig.SHORT)) {
            rig.loop.run(() -> rig.wires.open(TestExchange.link(dead.url(), 0, 0, 300, 0, 1_000)));
            rig.see("1 closed: half open: not a byte for 300 ms");
            rig.see("2 opened");
            assertTrue(rig.count("half_open") >= 1);
        }
    }

    /// A machine that stands still for two seconds between a ping and its answer does so once, not three times.
    @Test
    void a_quiet_connection_that_answers_pings_stays() {
        var stood = List.of("1 opened", "1: two pings");
        var seen = quiet();
        for (int again = 0; again < 2 && !seen.equals(stood); again++) {
            seen = quiet();
        }
        assertEquals(stood, seen);
    }

    private static List<String> quiet() {
        var pings = new AtomicInteger();
        try (var quiet = new TestExchange(socket -> socket.frameHandler(frame -> {
            if (frame.isPing() && pings.incrementAndGet() == 2) {
                socket.writeTextMessage("two pings");
            }
        })); var rig = new Rig(Rig.SHORT)) {
            rig.loop.run(
                    () -> rig.wires.open(TestExchange.link(quiet.url(), 0, 0, 4_000, 0, 1_000)));
            rig.see(text -> text.endsWith(": two pings"));
            return List.copyOf(rig.seen);
        }
    }

    @Test
    void a_successor_overlaps_the_old_connection() {
        var connections = new AtomicInteger();
        try (var exchange = new TestExchange(
                socket -> socket.writeTextMessage("hello from " + connections.incrementAndGet()));
                var rig = new Rig(Rig.SHORT)) {
            // A successor opens at half a life at the earliest: here after a second.
            var link = TestExchange.link(exchange.url(), 2_000, 20_000, 0, 0, 1_000);
            rig.loop.run(() -> rig.wires.open(link));
            rig.see("2: hello from 2");
            rig.loop.run(() -> rig.wires.close(1, "taken over"));
            rig.see("1 closed: taken over");
            assertTrue(rig.seen.indexOf("2 opened") < rig.seen.indexOf("1 closed: taken over"));
        }
    }

    @Test
    void an_answer_over_rest_comes_in_through_the_inbox() {
        try (var exchange = new RawServer((socket, _) -> socket.write("HTTP/1.1 200 OK\r\n"
                + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"));
                var rig = new Rig(Rig.SHORT)) {
            var request = Request.get(Request.About.TIME, -1,
                    exchange.url().replace("ws://", "http://"), 1);
            rig.loop.run(() -> rig.wires.request(7, "test", request));
            rig.see("answer 7: ANSWERED 200 {}");
        }
    }
}
