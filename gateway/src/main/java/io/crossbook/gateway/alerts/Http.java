package io.crossbook.gateway.alerts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks others, with a limit on everything: time from first to last byte, bytes, and no redirect is ever followed.
///
/// What goes wrong is told in words of ours, because an address is a secret and exceptions may quote it. Any thread that may wait.
final class Http implements AutoCloseable {

    private static final Duration CONNECTING = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECTING)
            .followRedirects(HttpClient.Redirect.NEVER).version(HttpClient.Version.HTTP_1_1)
            .build();
    private final long bytes;

    /// What was answered; `retryAfter` is the header of that name, empty where there was none.
    record Answer(int status, String type, String retryAfter, String body) {

        boolean good() {
            return status / 100 == 2;
        }

        /// A page for people: of a proxy, a login, an error. Nobody whom we tell anything answers so.
        boolean html() {
            String start = body.stripLeading().toLowerCase(Locale.ROOT);
            return type.toLowerCase(Locale.ROOT).startsWith("text/html")
                    || start.startsWith("<!doctype") || start.startsWith("<html");
        }
    }

    /// `bytes` bounds a body.
    Http(long bytes) {
        this.bytes = bytes;
    }

    Answer get(URI address, Duration within) throws IOException, InterruptedException {
        return ask(HttpRequest.newBuilder(address).GET(), within);
    }

    Answer post(URI address, String json, Duration within)
            throws IOException, InterruptedException {
        return ask(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(json)), within);
    }

    private Answer ask(HttpRequest.Builder request, Duration within)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> asked = client.sendAsync(
                request.header("User-Agent", "crossbook").build(),
                BodyHandlers.limiting(BodyHandlers.ofString(), bytes));
        try {
            HttpResponse<String> answer = asked.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.headers().firstValue("Retry-After").orElse(""), answer.body());
        } catch (TimeoutException _) {
            throw new IOException("no answer within " + within.toMillis() + " ms");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException((cause == null ? e : cause).getClass().getSimpleName());
        } finally {
            asked.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
