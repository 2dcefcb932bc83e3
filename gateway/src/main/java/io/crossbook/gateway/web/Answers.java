package io.crossbook.gateway.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers that the kernel has not taken yet: each is written whole, whether anybody reads it or not. On the feed's thread.
final class Answers {

    static final long MOST_WAITING = 64L << 20;

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    private static final String KEY = "crossbook.answers";

    private final Map<HttpConnection, Long> waiting = new LinkedHashMap<>();
    private long sum;

    /// Where [#send] finds it.
    void of(RoutingContext request) {
        request.put(KEY, this);
    }

    /// The body of an answer, whose headers stand.
    static void send(RoutingContext request, Buffer body) {
        HttpConnection connection = request.request().connection();
        Answers answers = request.get(KEY);
        int bytes = body.length();
        var written = request.response().end(body);
        if (answers != null && !written.isComplete()) {
            answers.begun(connection, bytes);
            written.onComplete(_ -> answers.done(connection, bytes));
        }
    }

    /// What waits for all of them together is bounded: who has most waiting goes.
    private void begun(HttpConnection connection, int bytes) {
        waiting.merge(connection, (long) bytes, Long::sum);
        sum += bytes;
        while (sum > MOST_WAITING) {
            var most = Collections.max(waiting.entrySet(), Map.Entry.comparingByValue());
            sum -= most.getValue();
            waiting.remove(most.getKey());
            LOG.warn("HTTP: {} is cut off: it has left {} bytes of answers unread", Connections
                    .address(most.getKey()), most.getValue());
            Cut.off(most.getKey());
        }
    }

    private void done(HttpConnection connection, int bytes) {
        if (waiting.containsKey(connection)) {
            sum -= bytes;
            waiting.computeIfPresent(connection,
                    (_, left) -> left <= bytes ? null : left - bytes);
        }
    }
}
