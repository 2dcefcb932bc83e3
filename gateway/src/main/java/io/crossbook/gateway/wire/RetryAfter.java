package io.crossbook.gateway.wire;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// For how long an exchange wants to be left alone.
final class RetryAfter {

    private RetryAfter() {}

    /// Milliseconds; 0 when it does not ask for any. HTTP allows seconds or a date; Binance bans with 418.
    static long millis(int status, @Nullable String header, RestTiming timing,
            long nowNanos) {
        boolean asks = status == 429 || status == 418 || (status == 503 && header != null);
        if (!asks) {
            return 0;
        }
        long said = header == null ? 0 : read(header.strip(), nowNanos);
        long least = status == 418 ? timing.bannedMillis() : timing.heldMillis();
        return Math.min(said > 0 ? said : least, timing.heldMostMillis());
    }

    private static long read(String header, long nowNanos) {
        if (!header.isEmpty() && header.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return header.length() > 12 ? Long.MAX_VALUE : Long.parseLong(header) * 1_000;
        }
        try {
            var until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return until.toEpochMilli() - nowNanos / 1_000_000;
        } catch (DateTimeParseException unreadable) {
            return 0;
        }
    }
}
