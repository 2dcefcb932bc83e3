package io.crossbook.gateway.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One WebSocket client and what it may ask of us. On the feed's thread.
///
/// What it does not read in time waits, up to a bound; past that it is closed with 1008 and a reason, and what was still to be
/// said to it is dropped.
final class Client {

    private static final short POLICY = 1008;
    private static final int MOST_REASON = 120;

    private final ServerWebSocket socket;
    private final int maxTopics;
    private final int maxQueuedBytes;
    private final List<Runnable> closing = new ArrayList<>();
    private Caller caller = Caller.LOCAL;
    private boolean over;

    Client(ServerWebSocket socket, int maxTopics, int maxQueuedBytes) {
        this.socket = socket;
        this.maxTopics = maxTopics;
        this.maxQueuedBytes = maxQueuedBytes;
        socket.setWriteQueueMaxSize(maxQueuedBytes);
        socket.closeHandler(_ -> {
            over = true;
            closing.forEach(Runnable::run);
        });
    }

    int maxTopics() {
        int own = caller.quota().topics();
        return own == 0 ? maxTopics : Math.min(own, maxTopics);
    }

    /// Whose it is.
    void serves(Caller caller) {
        this.caller = caller;
    }

    /// Why it may not read this topic; empty when it may.
    String refusal(String topic) {
        return caller.reads(topic)
                ? ""
                : "token '" + caller.name() + "' is not for topic '" + topic + "'";
    }

    @Nullable
    String query() {
        return socket.query();
    }

    void onText(Consumer<String> reader) {
        socket.textMessageHandler(reader::accept);
    }

    /// Once, whoever closed.
    void onClose(Runnable then) {
        closing.add(then);
    }

    void send(String json) {
        if (over) {
            return;
        }
        if (socket.writeQueueFull()) {
            end("too slow: more than " + maxQueuedBytes + " bytes wait");
        } else {
            socket.writeTextMessage(json);
        }
    }

    /// Closes it for a reason of ours.
    void end(String why) {
        over = true;
        socket.close(POLICY, reason(why));
    }

    /// Finds out whether it still reads: who answers nothing for some pings is gone.
    void ping() {
        if (!over) {
            socket.writePing(Buffer.buffer());
        }
    }

    /// A close reason has room for 123 bytes.
    static String reason(@Nullable String message) {
        String text = message == null ? "" : message;
        return text.length() <= MOST_REASON ? text : text.substring(0, MOST_REASON - 3) + "...";
    }
}
