package io.crossbook.gateway.replay;

import io.crossbook.gateway.web.Cut;
import io.crossbook.gateway.web.Reason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/// A reader over a WebSocket: closed with 1000 at the end, with 1008 when it wants what cannot be had or does not read, with 1011 after a mistake of ours.
final class Socket implements Reader {

    private static final short DONE = 1000;
    private static final short POLICY = 1008;
    private static final short OURS = 1011;
    /// Some clients lose a close that comes together with the handshake's answer.
    private static final long REFUSAL_MILLIS = 50;

    /// How long after its last word a client that does not read keeps its connection.
    private static final long LAST_MILLIS = 20_000;

    private final Vertx vertx;
    private final HttpConnection connection;
    private final ServerWebSocket socket;
    private final Context context;
    private final List<Runnable> closing = new ArrayList<>();

    Socket(RoutingContext request, ServerWebSocket socket, int pingMillis) {
        vertx = request.vertx();
        connection = request.request().connection();
        this.socket = socket;
        context = vertx.getOrCreateContext();
        long pings = vertx.setPeriodic(pingMillis, _ -> socket.writePing(Buffer.buffer()));
        socket.closeHandler(_ -> {
            vertx.cancelTimer(pings);
            closing.forEach(Runnable::run);
        });
    }

    @Override
    public void onClose(Runnable then) {
        context.runOnContext(_ -> {
            if (socket.isClosed()) {
                then.run();
            } else {
                closing.add(then);
            }
        });
    }

    @Override
    public Future<Void> write(List<String> messages) {
        var written = Promise.<Void>promise();
        context.runOnContext(_ -> {
            if (socket.isClosed()) {
                written.fail("closed");
                return;
            }
            for (String message : messages.subList(0, messages.size() - 1)) {
                socket.writeTextMessage(message);
            }
            socket.writeTextMessage(messages.getLast()).onComplete(written);
        });
        return written.future();
    }

    @Override
    public void done(String missing) {
        close(missing.isEmpty() ? DONE : POLICY,
                missing.isEmpty() ? "the replay is finished" : missing);
    }

    @Override
    public void refuse(Refusal refusal) {
        vertx.setTimer(REFUSAL_MILLIS, _ -> close(POLICY, refusal.why()));
    }

    @Override
    public void fail(String why) {
        close(OURS, why);
    }

    @Override
    public void end(String why) {
        close(POLICY, why);
    }

    private void close(short code, String why) {
        context.runOnContext(_ -> {
            if (!socket.isClosed()) {
                socket.close(code, Reason.of(why));
                vertx.setTimer(LAST_MILLIS, _ -> Cut.off(connection));
            }
        });
    }
}
