package io.crossbook.cli.certify;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Stands between us and an exchange's REST on this machine: hands requests on as they are, and spoils an answer where it is told to.
final class Spoiler implements AutoCloseable {

    /// What becomes of the next request whose path contains `path`. `obeyed` hands it to the exchange first, whose answer is then lost.
    sealed interface Spoiling {
        String path();

        boolean obeyed();

        /// This instead of the answer.
        record Other(String path, boolean obeyed, int status, Map<String, String> headers,
                String body) implements Spoiling {}

        /// The connection breaks in the middle of the answer, or, where there is none, before it.
        record Cut(String path, boolean obeyed) implements Spoiling {}

        /// Nothing ever comes.
        record Silent(String path, boolean obeyed) implements Spoiling {}

        /// The answer, changed.
        record Changed(String path, UnaryOperator<String> change) implements Spoiling {
            @Override
            public boolean obeyed() {
                return true;
            }
        }
    }

    /// What connects two sockets is theirs alone.
    private static final Set<String> HOPS = Set.of("host", "content-length", "accept-encoding",
            "connection", "transfer-encoding");

    private final HttpClientAgent client;
    private final HttpServer server;
    private final int target;
    private final Queue<Spoiling> next = new ConcurrentLinkedQueue<>();
    private final AtomicInteger spoilt = new AtomicInteger();

    Spoiler(Vertx vertx, int target) {
        this.target = target;
        client = vertx.createHttpClient();
        server = vertx.createHttpServer().requestHandler(this::asked);
        Waiting.on(server.listen(0, "127.0.0.1"));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /// Spoils the next answer that it fits.
    void spoil(Spoiling spoiling) {
        next.add(spoiling);
    }

    /// How many were spoilt.
    int spoilt() {
        return spoilt.get();
    }

    /// Spoils nothing more.
    void relent() {
        next.clear();
    }

    private void asked(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Spoiling spoiling = take(String.valueOf(request.path()));
            if (spoiling == null) {
                forward(request, body).onComplete(answer -> {
                    if (answer.succeeded()) {
                        reply(request, answer.result(), answer.result().body());
                    } else {
                        request.connection().close();
                    }
                });
            } else {
                spoilt.incrementAndGet();
                if (spoiling.obeyed()) {
                    forward(request, body).onSuccess(answer -> spoil(request, spoiling,
                            answer));
                } else {
                    spoil(request, spoiling, new Told(200, Map.of(), Buffer.buffer()));
                }
            }
        });
    }

    private @Nullable Spoiling take(String path) {
        Spoiling found = next.stream().filter(one -> path.contains(one.path())).findFirst()
                .orElse(null);
        return found != null && next.remove(found) ? found : null;
    }

    private record Told(int status, Map<String, String> headers, Buffer body) {}

    private Future<Told> forward(HttpServerRequest request, Buffer body) {
        return client.request(new RequestOptions().setMethod(request.method())
                .setHost("127.0.0.1").setPort(target).setURI(request.uri()))
                .compose(onward -> {
                    copy(request, onward);
                    return onward.send(body);
                })
                .compose(answer -> answer.body().map(told -> new Told(answer.statusCode(),
                        headers(answer.headers()), told)));
    }

    private static void copy(HttpServerRequest from, HttpClientRequest to) {
        headers(from.headers()).forEach(to::putHeader);
    }

    private static Map<String, String> headers(MultiMap all) {
        var headers = new TreeMap<String, String>();
        all.forEach((name, value) -> {
            if (!HOPS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, value);
            }
        });
        return headers;
    }

    private void spoil(HttpServerRequest request, Spoiling spoiling, Told answer) {
        switch (spoiling) {
            case Spoiling.Other(_, _, int status, var headers, String body) -> reply(request,
                    new Told(status, headers, answer.body()), Buffer.buffer(body));
            case Spoiling.Changed(_, var change) -> reply(request, answer,
                    Buffer.buffer(change.apply(answer.body().toString())));
            case Spoiling.Silent _ -> {
                // Until the other side has had enough of it.
            }
            case Spoiling.Cut _ -> cut(request, answer);
        }
    }

    private static void cut(HttpServerRequest request, Told answer) {
        Buffer body = answer.body();
        if (body.length() == 0) {
            request.connection().close();
            return;
        }
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.putHeader("Content-Length", Integer.toString(body.length()))
                .write(body.slice(0, body.length() / 2))
                .onComplete(_ -> request.connection().close());
    }

    private static void reply(HttpServerRequest request, Told answer, Buffer body) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.end(body);
    }

    @Override
    public void close() {
        Waiting.on(server.close());
        Waiting.on(client.close());
    }
}
