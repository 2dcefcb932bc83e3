package io.crossbook.gateway.web;

import io.crossbook.gateway.stream.Message;
import io.crossbook.gateway.stream.Reader;
import io.crossbook.gateway.stream.Sink;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One reader of `/v1/events`: the messages of the stream as server-sent events, counted from 1. On the feed's thread.
///
/// Bounded like a WebSocket: who does not read has a version number waiting, not messages, and is let go.
final class EventStream implements Sink, Session {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int MOST_QUEUED = 64 * 1024;
    /// How long after its last word a client that does not read keeps its connection.
    private static final int LAST_SECONDS = 20;

    private final HttpConnection connection;
    private final HttpServerResponse response;
    private final List<Runnable> closing = new ArrayList<>();
    private Buffer unsent = Buffer.buffer();
    private @Nullable Reader reader;
    private long id;
    private boolean over;

    EventStream(HttpServerRequest request) {
        connection = request.connection();
        response = request.response().setChunked(true)
                .putHeader("Content-Type", Events.TYPE).putHeader("Cache-Control", "no-store")
                // Nothing else comes by this connection, and nothing else is cut off with it.
                .putHeader("Connection", "close").setWriteQueueMaxSize(MOST_QUEUED);
        // It has said all that it will ever say.
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        if (pipeline.get(IdleStateHandler.class) != null) {
            pipeline.remove(IdleStateHandler.class);
        }
        var _ = response.write(": crossbook\n\n");
    }

    /// Who is told that a ping was answered: when the kernel has taken it, since events are not answered.
    void reads(Reader itself) {
        reader = itself;
    }

    /// It has ended, whoever ended it.
    void gone() {
        if (!over) {
            over = true;
            closing.forEach(Runnable::run);
        }
    }

    @Override
    public void onClose(Runnable then) {
        closing.add(then);
    }

    @Override
    public boolean roomy() {
        return !over && unsent.length() < MOST_QUEUED && !response.writeQueueFull();
    }

    @Override
    public void send(Message message) {
        event(message.json());
    }

    private void event(byte[] json) {
        if (!over) {
            unsent.appendString("id: " + ++id + "\ndata: ").appendBytes(json)
                    .appendString("\n\n");
        }
    }

    @Override
    public void flush() {
        if (!over && unsent.length() > 0) {
            var _ = response.write(unsent);
            unsent = Buffer.buffer();
        }
    }

    @Override
    public void ping() {
        if (!over) {
            var _ = response.write(": ping\n\n").onSuccess(_ -> {
                Reader told = reader;
                if (told != null) {
                    told.ponged();
                }
            });
        }
    }

    @Override
    public void tooSlow(String why) {
        end(why);
        Cut.off(connection);
    }

    @Override
    public void failed(RuntimeException mistake) {
        LOG.error("A reader of events cannot be told what it reads", mistake);
        end("a mistake of ours, which the log of the daemon has");
    }

    @Override
    public void end(String why) {
        event(new JsonObject().put("error", why).encode().getBytes(StandardCharsets.UTF_8));
        flush();
        if (!over) {
            var _ = response.end();
            var _ = ((ConnectionBase) connection).channel().eventLoop()
                    .schedule(() -> Cut.off(connection), LAST_SECONDS, TimeUnit.SECONDS);
            gone();
        }
    }
}
