package io.crossbook.gateway.alerts;

import com.fasterxml.jackson.databind.JsonNode;

/// How long somebody wants not to be asked: a header for Discord, Slack and most others, a field of the body for Telegram.
final class RetryAfter {

    private static final double SECOND = 1_000;
    private static final double MOST_SECONDS = 1e6;

    private RetryAfter() {}

    /// Milliseconds; 0 where nothing is said, or nothing that can be read.
    static long millis(Http.Answer answer) {
        double seconds = seconds(answer.retryAfter());
        if (seconds == 0) {
            JsonNode body = Receiver.json(answer.body());
            seconds = Math.max(body.path("parameters").path("retry_after").asDouble(),
                    body.path("retry_after").asDouble());
        }
        return (long) Math.ceil(Math.clamp(seconds, 0, MOST_SECONDS) * SECOND);
    }

    private static double seconds(String header) {
        return header.strip().matches("[0-9]{1,9}(\\.[0-9]{1,6})?")
                ? Double.parseDouble(header.strip())
                : 0;
    }
}
