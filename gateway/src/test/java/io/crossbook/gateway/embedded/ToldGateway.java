package io.crossbook.gateway.embedded;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A gateway on loopback that says what a test tells it to.
final class ToldGateway implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
    /// What it was told, by whom: `0: {"subscribe":["top"]}`.
    final List<String> heard = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private int sequence;

    ToldGateway() {
        this(200);
    }

    /// One that answers like this before there is a socket.
    ToldGateway(int status) {
        server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .webSocketHandshakeHandler(shake -> {
                    if (status == 200) {
                        shake.accept();
                    } else {
                        shake.reject(status);
                    }
                })
                .webSocketHandler(socket -> {
                    int number = sockets.size();
                    socket.textMessageHandler(text -> heard.add(number + ": " + text));
                    sockets.add(socket);
                }).listen().await();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /// Waits until so many have subscribed.
    ToldGateway subscribers(int count) {
        await().atMost(PATIENCE).until(() -> heard.size() == count);
        return this;
    }

    ToldGateway says(String message) {
        sockets.getLast().writeTextMessage(message).await();
        return this;
    }

    /// The next message of a topic.
    ToldGateway says(String topic, boolean snapshot, String... data) {
        return says("{\"topic\":\"%s\",\"seq\":%d,\"snapshot\":%s,\"data\":[%s]}"
                .formatted(topic, ++sequence, snapshot, String.join(",", data)));
    }

    /// Waits until all that was said to the last subscriber is read: what answers a ping has read what came before.
    ToldGateway isHeard() throws Exception {
        ServerWebSocket socket = sockets.getLast();
        var answered = new CompletableFuture<Buffer>();
        socket.pongHandler(answered::complete);
        socket.writePing(Buffer.buffer("heard?"));
        answered.get(60, TimeUnit.SECONDS);
        return this;
    }

    void hangsUp() {
        sockets.getLast().close((short) 1008, "too slow").await();
    }

    /// Waits until all clients have left.
    void isAlone() {
        await().atMost(PATIENCE)
                .until(() -> sockets.stream().allMatch(ServerWebSocket::isClosed));
    }

    /// A top of one exchange, in short.
    static String top(String instrument, String bid) {
        return """
                {"instrument":"%s","bestBid":{"exchange":"kraken","symbol":"X","price":"%s","size":"2"},\
                "bestAsk":null,"quotes":[{"exchange":"kraken","symbol":"X","bid":"%s","bidSize":"2","ask":null,\
                "askSize":null,"ageMillis":5,"health":"live","reason":""}]}"""
                .formatted(instrument, bid, bid);
    }

    static String opportunity(int id) {
        return """
                {"id":%d,"state":"opened","kind":"two_legs","legs":[{"exchange":"kraken","symbol":"X","instrument":"BTC/USDT",\
                "side":"buy","size":"1","limit":"100.5"}],"net":"1.5","netAsset":"USDT","netBps":"3","executable":false,\
                "reason":"paper"}"""
                .formatted(id);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
