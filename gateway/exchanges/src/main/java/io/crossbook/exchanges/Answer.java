package io.crossbook.exchanges;

/// What became of a REST request.
///
/// `status` is the HTTP status, 0 when no answer came; `body` is what came, empty when nothing did; `why` says in words
/// what went wrong, empty when nothing did. `retryAfterMillis` is what the exchange asked for, 0 when nothing.
public record Answer(Phase phase, int status, Bytes body, String why, long retryAfterMillis) {

    /// How far the request got.
    public enum Phase {
        /// No byte left us.
        NOT_SENT,
        /// Bytes left, and no whole answer came back.
        SENT,
        /// A whole answer came back.
        ANSWERED
    }

    /// Whether it is a whole answer with a status of 2xx.
    public boolean ok() {
        return phase == Phase.ANSWERED && status >= 200 && status < 300;
    }

    /// A 200 with a body, for tests and recordings.
    public static Answer ok(Bytes body) {
        return new Answer(Phase.ANSWERED, 200, body, "", 0);
    }
}
