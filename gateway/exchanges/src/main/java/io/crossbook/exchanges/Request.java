package io.crossbook.exchanges;

import org.jspecify.annotations.Nullable;

/// One REST request, unsigned; `wire` sends it.
///
/// `about` says what it is for and what a conversation recognises its answer by. `listing` is the id of the listing concerned,
/// −1 for none. `url` is absolute. `weight` is its cost in the exchange's own budget. Not sent before `delayMillis` have passed.
public record Request(About about, int listing, String method, String url, @Nullable String body,
        int weight,
        long delayMillis) {

    /// What a request is for.
    public enum About {
        SNAPSHOT, METADATA, TIME, AUDIT
    }

    /// A GET without delay.
    public static Request get(About about, int listing, String url, int weight) {
        return new Request(about, listing, "GET", url, null, weight, 0);
    }

    /// The same, later.
    public Request after(long millis) {
        return new Request(about, listing, method, url, body, weight, millis);
    }
}
