package io.crossbook.gateway.wire;

/// How long, and how much, a REST request may take; milliseconds and bytes.
///
/// `answerMillis` bounds the whole exchange from the connect to the last byte; `patienceMillis` is how long a request may wait for its
/// turn before it is given up unsent. An exchange that answers 429 or 418 without saying for how long is left alone for
/// `heldMillis` or `bannedMillis`, and never for longer than `heldMostMillis`.
public record RestTiming(long connectMillis, long answerMillis, long patienceMillis,
        int maxBodyBytes, long heldMillis, long bannedMillis, long heldMostMillis) {

    /// What serves real exchanges.
    public static final RestTiming DEFAULT = new RestTiming(5_000, 15_000, 60_000, 64 << 20, 5_000,
            120_000, 3 * 86_400_000L);
}
