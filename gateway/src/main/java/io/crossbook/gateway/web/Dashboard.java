package io.crossbook.gateway.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The dashboard: files of this jar, read once, at `/` for browsers and under `/page/`. On the feed's thread.
///
/// They hold nothing that anybody may not see: what the page shows its scripts ask for, as any other client does. Only what is named here is served.
final class Dashboard {

    private static final String INDEX = "index.html";
    private static final String CHARTS = "chart.js";
    private static final List<String> NAMES = List.of(INDEX, "icon.svg", "colours.css", "page.css",
            "panels.css", "theme.js", "main.js", "paint.js", "figures.js", "ask.js", "life.js",
            "stream.js", "market.js", "opportunities.js", "drawer.js", "attempts.js", "money.js",
            "watch.js", "minds.js", "control.js", "enter.js", "keys.js");
    private static final Map<String, String> TYPES = Map.of("html", "text/html", "css", "text/css",
            "js", "text/javascript", "svg", "image/svg+xml");

    private final Map<String, File> files = new LinkedHashMap<>();

    /// `tag` changes with the content.
    private record File(Buffer bytes, String type, String tag) {}

    Dashboard() {
        NAMES.forEach(name -> files.put(name, file(name, resource(name))));
        files.put(CHARTS, file(CHARTS, Charts.script().getBytes(StandardCharsets.UTF_8)));
    }

    /// Before whoever else answers at `/`: programs, which ask for no HTML, are left to it.
    void on(Router router) {
        router.route("/").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(request -> {
            String accepted = request.request().getHeader("Accept");
            request.response().headers().add("Vary", "Accept");
            if (accepted != null && accepted.contains("text/html")) {
                serve(request, INDEX);
            } else {
                request.next();
            }
        });
        router.route("/page/:file").method(HttpMethod.GET).method(HttpMethod.HEAD)
                .handler(request -> serve(request, String.valueOf(request.pathParam("file"))));
    }

    private void serve(RoutingContext request, String name) {
        File file = files.get(name);
        if (file == null) {
            request.next();
            return;
        }
        HttpServerResponse response = request.response();
        // Asked for again each time, sent again only when another build runs.
        response.putHeader("Cache-Control", "no-cache").putHeader("ETag", file.tag);
        String known = request.request().getHeader("If-None-Match");
        if (known != null && Tags.matches(known, file.tag)) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", file.type)
                .putHeader("Content-Length", String.valueOf(file.bytes.length()));
        if (request.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            Answers.send(request, file.bytes.slice());
        }
    }

    private static File file(String name, byte[] bytes) {
        Buffer body = Buffer.buffer(bytes);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        return new File(body, type + "; charset=utf-8", Tags.of(body));
    }

    private static byte[] resource(String name) {
        try (InputStream in = Dashboard.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks page/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
