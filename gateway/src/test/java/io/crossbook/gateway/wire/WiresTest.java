package io.crossbook.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Over real sockets: what the engine sees of exchanges that behave and of those that do not.
class WiresTest {

    @Test
    void an_exchange_that_speaks_first_is_heard_from_its_first_word() {
        try (var exchange = new TestExchange(socket -> socket.writeTextMessage("hello"));
                var rig = new Rig(Rig.SHORT)) {
            rig.loop.run(() -> rig.wires.open(exchange.link()));
            rig.see("1: hello");
            assertEquals(List.of("1 opened", "1: hello"), rig.seen);
        }
    }

    @Test
    void what_is_sent_arrives_and_what_answers_comes_back() {
        try (var exchange = new TestExchange(
                socket -> socket
                        .textMessageHandler(text -> socket.writeTextMessage("got " + text)));
                var rig = new Rig(Rig.SHORT)) {
            rig.loop.run(() -> rig.wires.open(exchange.link()));
            rig.see("1 opened");
            rig.loop.run(() -> rig.wires.send(1, "subscribe"));
            rig.see("1: got subscribe");
            assertEquals("/ws?x=1", exchange.sockets.getFirst().uri());
        }
    }

    @Test
    void continuation_frames_are_one_message_and_pings_between_them_are_answered() {
        var pongs = new CopyOnWriteArrayList<String>();
        try (var exchange = new TestExchange(socket -> {
            socket.pongHandler(pong -> pongs.add(pong.toString()));
            socket.writeFrame(WebSocketFrame.textFrame("{\"a\":", false));
            socket.writePing(Buffer.buffer("are you there"));
            socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("1,"), false));
            socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("\"b\":2}"), true));
            socket.writeFinalTextFrame("next");
        }); var rig = new Rig(Rig.SHORT)) {
            rig.loop.run(() -> rig.wires.open(exchange.link()));
            rig.see("1: next");
            assertEquals(List.of("1 opened", "1: {\"a\":1,\"b\":2}", "1: next"), rig.seen);
            org.awaitility.Awaitility.await().until(() -> pongs.contains("are you there"));
        }
    }

    @Test
    void a_cut_connection_comes_back_under_a_new_number() {
        try (var exchange = new TestExchange(socket -> socket.writeTextMessage("hello"));
                var rig = new Rig(Rig.SHORT)) {
            rig.loop.run(() -> rig.wires.open(exchange.link()));
            rig.see("1: hello");
            exchange.sockets.getFirst().close((short) 1012, "restart");
            rig.see("2: hello");
            assertEquals(List.of("1 opened", "1: hello",
                    "1 closed: closed by the exchange (1012 restart)", "2 opened", "2: hello"),
                    rig.seen);
        }
    }

    @Test
    void nobody_there_is_tried_again_and_each_attempt_is_told() {
        String nobody;
        try (var gone = new TestExchange(_ -> {})) {
            nobody = gone.url();
        }
        try (var rig = new Rig(Rig.SHORT)) {
            rig.loop.run(() -> rig.wires.open(TestExchange.link(nobody, 0, 0, 0, 0, 1_000)));
            rig.see(text -> text.startsWith("3 closed: not reached: "));
            assertTrue(rig.seen.stream().noneMatch(text -> text.endsWith("opened")),
                    rig.seen::toString);
            assertTrue(rig.count("dial") >= 3 && rig.count("open") == 0);
        }
    }
}
