package io.crossbook.gateway.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.TreeMap;

/// What is answered over HTTP.
public record Reply(int status, String type, Buffer body, Map<String, String> headers) {

    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";

    public Reply {
        headers = Map.copyOf(headers);
    }

    /// A document.
    public static Reply json(JsonObject document) {
        return json(200, document);
    }

    static Reply json(int status, JsonObject document) {
        return new Reply(status, JSON, document.toBuffer(), Map.of());
    }

    /// A document that is written down already.
    public static Reply written(String document) {
        return new Reply(200, JSON, Buffer.buffer(document), Map.of());
    }

    static Reply text(String type, String text) {
        return new Reply(200, type, Buffer.buffer(text), Map.of());
    }

    /// An error (RFC 9457); `detail` names place, value and what is wanted.
    public static Reply problem(int status, String detail) {
        return new Reply(status, PROBLEM, Json.problem(status,
                HttpResponseStatus.valueOf(status).reasonPhrase(), detail).toBuffer(), Map.of());
    }

    /// Nobody can answer that now; so many seconds later somebody may.
    public static Reply later(String detail, int seconds) {
        return problem(503, detail).with("Retry-After", Integer.toString(seconds));
    }

    /// The same document with the members of another.
    public Reply merged(String other) {
        return json(status, new JsonObject(body).mergeIn(new JsonObject(other)));
    }

    /// Answers with it.
    public void to(RoutingContext request) {
        Routes.end(request, this);
    }

    Reply with(String header, String value) {
        var all = new TreeMap<>(headers);
        all.put(header, value);
        return new Reply(status, type, body, all);
    }
}
