package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Answer.Phase;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Signed;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Timers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One REST request on its way: whatever happens to it, it ends in one answer that says how far it got.
///
/// From the moment that its first byte may have left us the phase is SENT, whether or not anything did leave.
final class Call {

    /// What calls work with.
    record Means(HttpClientAgent client, Clock clock, Timers timers, RestTiming timing,
            Jitter jitter, WireMetrics metrics, Keyring keyring, Departures departures) {}

    private final String exchange;
    private final Request request;
    private final Means means;
    private final RestLane lane;
    private final Consumer<Answer> then;

    private Phase phase = Phase.NOT_SENT;
    private boolean dispatched;
    private boolean ended;
    private long sentNanos;
    private final long asked;
    private long since;
    private int status;
    private long retryAfterMillis;
    private final Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest http;
    private Timers.@Nullable Timer timer;

    Call(String exchange, Request request, Means means, RestLane lane, Consumer<Answer> then) {
        this.exchange = exchange;
        this.request = request;
        this.means = means;
        this.lane = lane;
        this.then = then;
        asked = means.clock().now();
        since = asked;
    }

    Request request() {
        return request;
    }

    Allowance.Rank rank() {
        return Allowance.Rank.of(request);
    }

    /// When it had its turn; 0 while it waits.
    long sentNanos() {
        return sentNanos;
    }

    void sentNanos(long now) {
        sentNanos = now;
    }

    /// This timer is what the call waits for now; it ends with the call.
    void waitFor(Timers.Timer newTimer) {
        if (timer != null) {
            timer.cancel();
        }
        timer = newTimer;
    }

    void send() {
        dispatched = true;
        since = means.clock().now();
        long most = means.timing().answerMillis();
        waitFor(means.timers().after(most,
                () -> giveUp("no whole answer within " + most + " ms", 0)));
        RequestOptions options = Address.of(request.url()).into(new RequestOptions())
                .setMethod(HttpMethod.valueOf(request.method()))
                .setConnectTimeout(means.timing().connectMillis())
                .putHeader("Accept", "application/json").putHeader("Accept-Encoding", "gzip");
        means.client().request(options).onComplete(this::connected,
                failure -> giveUp("not reached: " + words(failure), 0));
    }

    private void connected(HttpClientRequest newHttp) {
        if (ended) {
            newHttp.reset();
            return;
        }
        String content = request.body();
        if (content != null) {
            newHttp.putHeader("Content-Type", "application/json");
        }
        if (request.about().signed()) {
            switch (sign()) {
                case Signed.Late(_, var why) -> {
                    newHttp.reset();
                    end(why, 0);
                    return;
                }
                case Signed.Ready(_, var url, var headers, var body) -> {
                    newHttp.setURI(Address.of(url).path());
                    headers.forEach(newHttp::putHeader);
                    content = body;
                }
            }
        }
        write(newHttp, content);
    }

    /// On a connection that stands: from here to the first byte there is nothing left to wait for.
    private Signed sign() {
        try {
            return means.keyring().sign(exchange, request);
        } catch (RuntimeException mistake) {
            // Ours; its words may quote what nobody is to read.
            return new Signed.Late(request,
                    "not signed: " + mistake.getClass().getSimpleName());
        }
    }

    private void write(HttpClientRequest newHttp, @Nullable String content) {
        phase = Phase.SENT;
        http = newHttp;
        means.metrics().restSent(exchange);
        newHttp.exceptionHandler(this::failed);
        newHttp.response().onComplete(this::answered, this::failed);
        if (content == null) {
            newHttp.end();
        } else {
            newHttp.end(content);
        }
        means.departures().left(request, asked, means.clock().now());
    }

    private void answered(HttpClientResponse response) {
        status = response.statusCode();
        retryAfterMillis = RetryAfter.millis(status, response.getHeader("Retry-After"),
                means.timing(), means.clock().now());
        lane.hold(retryAfterMillis);
        response.exceptionHandler(this::failed);
        response.handler(this::more);
        response.endHandler(_ -> whole(response));
    }

    private void more(Buffer part) {
        int most = means.timing().maxBodyBytes();
        if (body.length() + part.length() > most) {
            giveUp("an answer of more than " + most + " bytes", 0);
        } else if (!ended) {
            body.appendBuffer(part);
        }
    }

    private void whole(HttpClientResponse response) {
        String type = response.getHeader("Content-Type");
        if (status / 100 == 2 && type != null && !speaksJson(type.toLowerCase(Locale.ROOT))) {
            // Somebody answered, but not the exchange: a gateway's page, a portal's login.
            end("an answer of type " + type, retryAfterMillis);
            return;
        }
        if (!endsByItself(response)) {
            end("an answer that only the connection's end ended: it may be cut", retryAfterMillis);
            return;
        }
        phase = Phase.ANSWERED;
        String said = response.statusMessage() == null ? "" : " " + response.statusMessage();
        end(status / 100 == 2 ? "" : "HTTP " + status + said, retryAfterMillis);
    }

    private static boolean endsByItself(HttpClientResponse response) {
        return response.getHeader("Content-Length") != null
                || response.getHeader("Transfer-Encoding") != null || response.statusCode() == 204
                || response.statusCode() == 304;
    }

    private static boolean speaksJson(String type) {
        return type.contains("json") || type.startsWith("text/plain");
    }

    private void failed(Throwable failure) {
        giveUp(words(failure), 0);
    }

    /// Without what follows a question mark in an address: there are signatures.
    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.replaceAll("\\?\\S*", "?...");
    }

    /// Ends it without a whole answer.
    void giveUp(String why, long newRetryAfterMillis) {
        HttpClientRequest running = http;
        if (!ended) {
            end(why, newRetryAfterMillis);
            if (running != null) {
                running.reset();
            }
        }
    }

    private void end(String why, long newRetryAfterMillis) {
        if (ended) {
            return;
        }
        ended = true;
        if (timer != null) {
            timer.cancel();
        }
        var answer = new Answer(phase, status, new Bytes(body.getBytes()), why,
                newRetryAfterMillis);
        means.metrics().rest(exchange, answer, means.clock().now() - since);
        // The session that a login brought stays here before anybody hears of it.
        Answer shown = means.keyring().shown(exchange, request, answer);
        if (means.keyring().limited(exchange, request, answer)) {
            lane.limited();
        }
        lane.ended(this, dispatched);
        then.accept(shown);
    }
}
