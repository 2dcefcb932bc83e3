package io.crossbook.exchanges;

import org.jspecify.annotations.Nullable;

/// One request, unsigned; `wire` signs and sends it.
///
/// `about` says what it is for and what a conversation recognises its answer by. `listing` is the id of the listing concerned,
/// −1 for none. `url` is absolute. `weight` is its cost in the exchange's own budget. Not sent before `delayMillis` have passed.
/// `errand` says what a private request is about, null for a public one. The method `WS` is a frame for a WebSocket: `body` is the frame.
public record Request(About about, int listing, String method, String url, @Nullable String body,
        int weight, long delayMillis, @Nullable Errand errand) {

    private static final String FRAME = "WS";

    /// What a request is for.
    public enum About {
        SNAPSHOT, METADATA, TIME, AUDIT,
        /// Asks whether the exchange is, and will be, there.
        STATUS,
        /// Places an order.
        PLACE,
        /// Cancels one.
        CANCEL,
        /// Asks what became of one.
        ASK,
        /// Asks for open orders, and for what was traded since a time.
        SWEEP,
        /// Asks what the account holds.
        BALANCES,
        /// Has all our orders cancelled once we fall silent, or no longer.
        ARM,
        /// Logs in to a private stream, or asks for what that needs.
        LOGIN,
        /// Asks what the key may do.
        PERMISSIONS,
        /// Asks what money came and went.
        TRANSFERS;

        /// Whether it goes out signed, and never without.
        public boolean signed() {
            return switch (this) {
                case SNAPSHOT, METADATA, TIME, AUDIT, STATUS -> false;
                case PLACE, CANCEL, ASK, SWEEP, BALANCES, ARM, LOGIN, PERMISSIONS,
                        TRANSFERS ->
                    true;
            };
        }
    }

    public Request {
        if (about.signed() == (errand == null)) {
            throw new IllegalArgumentException("a request for " + about
                    + (errand == null ? " needs an errand" : " has no errand"));
        }
    }

    /// A public request.
    public Request(About about, int listing, String method, String url, @Nullable String body,
            int weight, long delayMillis) {
        this(about, listing, method, url, body, weight, delayMillis, null);
    }

    /// A GET without delay.
    public static Request get(About about, int listing, String url, int weight) {
        return new Request(about, listing, "GET", url, null, weight, 0);
    }

    /// A frame for a private connection.
    public static Request frame(About about, int listing, String url, String frame,
            Errand errand) {
        return new Request(about, listing, FRAME, url, frame, 1, 0, errand);
    }

    /// Whether it is a frame for a WebSocket.
    public boolean framed() {
        return method.equals(FRAME);
    }

    /// The same, later.
    public Request after(long millis) {
        return new Request(about, listing, method, url, body, weight, millis, errand);
    }

    /// What a private request is about; [IllegalStateException] for a public one.
    public Errand task() {
        if (errand == null) {
            throw new IllegalStateException("a request for " + about + " has no errand");
        }
        return errand;
    }
}
