package io.crossbook.gateway.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.stream.Message;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Events to a socket that nobody reads.
final class EventStreamTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MESSAGE = 16 * 1_024;
    private static final int MORE_THAN_THE_KERNEL_KEEPS = (64 << 20) / MESSAGE;
    private static final Message LARGE = Message.of("{\"error\":\"" + "a".repeat(MESSAGE) + "\"}");

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final CompletableFuture<EventStream> served = new CompletableFuture<>();
    private final CompletableFuture<Channel> channel = new CompletableFuture<>();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private void serve(HttpServerRequest request) {
        channel.complete(((ConnectionBase) request.connection()).channel());
        var stream = new EventStream(request);
        request.response().closeHandler(_ -> stream.gone());
        served.complete(stream);
    }

    private <T> T onItsThread(Callable<T> work) throws Exception {
        var done = new CompletableFuture<T>();
        context.runOnContext(_ -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(60, TimeUnit.SECONDS);
    }

    private long waiting() throws Exception {
        var out = channel.get(60, TimeUnit.SECONDS).unsafe().outboundBuffer();
        return out == null ? 0 : out.totalPendingWriteBytes();
    }

    @Test
    void no_more_waits_for_who_does_not_read_than_it_has_room_for() throws Exception {
        var listening = new CompletableFuture<HttpServer>();
        context.runOnContext(_ -> vertx.createHttpServer().requestHandler(this::serve)
                .listen(0, "127.0.0.1").onComplete(listening::complete,
                        listening::completeExceptionally));
        try (var silent = new Socket("127.0.0.1",
                listening.get(60, TimeUnit.SECONDS).actualPort())) {
            silent.getOutputStream().write(Raw.get("/v1/events").getBytes(US_ASCII));
            EventStream stream = served.get(60, TimeUnit.SECONDS);

            boolean full = onItsThread(() -> {
                for (int i = 0; i < MORE_THAN_THE_KERNEL_KEEPS && stream.roomy(); i++) {
                    stream.send(LARGE);
                    stream.flush();
                }
                return !stream.roomy();
            });

            assertTrue(full);
            long most = onItsThread(this::waiting);
            assertTrue(most <= 64 * 1_024 + 2 * MESSAGE, most + " bytes wait");
            onItsThread(() -> {
                stream.tooSlow("too slow");
                return "";
            });
            await().atMost(MINUTE).until(() -> !channel.get().isOpen());
            assertFalse(onItsThread(stream::roomy));
        }
    }
}
