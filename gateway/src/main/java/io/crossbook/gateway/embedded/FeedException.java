package io.crossbook.gateway.embedded;

/// Why a subscription ended that nobody ended.
public final class FeedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What to do about it.
    public enum Kind {
        /// Nobody answers at that address: try again later.
        UNREACHABLE,
        /// The gateway will not serve this: it says why, and will say so again.
        REFUSED,
        /// The connection ended, or was silent for a minute: subscribing anew begins with all that is known.
        ENDED,
        /// What came is not what docs/feed.md says, or has a hole: ours or the gateway's mistake.
        GARBLED
    }

    private final Kind kind;

    FeedException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    FeedException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /// Which of the kinds.
    public Kind kind() {
        return kind;
    }
}
