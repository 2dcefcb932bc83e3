package io.crossbook.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// A WebSocket client for tests, on real sockets, read from the test's own thread.
final class TestClient implements AutoCloseable {

    static final String CLOSED = "<closed>";

    private final WebSocketClient client;
    private final WebSocket socket;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    TestClient(Vertx vertx, String url) {
        client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(1 << 20).setMaxMessageSize(1 << 22));
        WebSocketConnectOptions to = new WebSocketConnectOptions().setAbsoluteURI(url);
        socket = await(client.webSocket().textMessageHandler(frames::add)
                .closeHandler(_ -> frames.add(CLOSED)).connect(to));
    }

    static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing within a minute", e);
        }
    }

    /// Waits until it is so, for a minute.
    static void await(BooleanSupplier wanted) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!wanted.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within a minute");
            }
            Thread.onSpinWait();
        }
    }

    void say(String text) {
        await(socket.writeTextMessage(text));
    }

    /// Stops reading from the socket, so that its buffers fill.
    void pause() {
        socket.pause();
    }

    void resume() {
        socket.resume();
    }

    /// Waits for a frame like this; everything before it is in [#seen()].
    String until(Predicate<String> wanted) {
        while (true) {
            try {
                String frame = frames.poll(60, TimeUnit.SECONDS);
                if (frame == null) {
                    throw new AssertionError(
                            "no such frame within a minute, after " + seen.size());
                }
                seen.add(frame);
                if (wanted.test(frame)) {
                    return frame;
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    String containing(String part) {
        return until(frame -> frame.contains(part));
    }

    /// What has come and was not looked at yet.
    List<String> unread() {
        return List.copyOf(frames);
    }

    /// Whether a ping control frame is answered within so many milliseconds.
    boolean ping(long millis) {
        CountDownLatch ponged = new CountDownLatch(1);
        socket.pongHandler(_ -> ponged.countDown());
        await(socket.writePing(Buffer.buffer("there?")));
        try {
            return ponged.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// All frames that were read so far.
    List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        client.close();
    }

    /// A REST answer: status, headers, body.
    record Rest(int status, String retryAfter, String weight, String body) {}

    /// The body is asked for in the turn of the loop that tells of the answer: asked for later, as
    /// when this thread had to wait for its processor, it may have come already and be gone.
    static Rest get(Vertx vertx, String url) {
        HttpClient http = vertx.createHttpClient();
        try {
            HttpClientResponse response = await(http
                    .request(new io.vertx.core.http.RequestOptions().setMethod(HttpMethod.GET)
                            .setAbsoluteURI(url))
                    .compose(request -> request.send()
                            .compose(answer -> answer.body().map(answer))));
            Buffer body = await(response.body());
            return new Rest(response.statusCode(), header(response, "Retry-After"),
                    header(response, "X-MBX-USED-WEIGHT-1M"), body.toString());
        } finally {
            http.close();
        }
    }

    private static String header(HttpClientResponse response, String name) {
        String value = response.getHeader(name);
        return value == null ? "" : value;
    }
}
