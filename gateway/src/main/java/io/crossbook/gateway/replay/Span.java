package io.crossbook.gateway.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/// From when until when, epoch nanoseconds; the end is not in it.
record Span(long fromNanos, long toNanos) {

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd[['T'][' ']HH:mm[:ss]]")
            .optionalStart().appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true).optionalEnd()
            .optionalStart().appendOffsetId().optionalEnd()
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0).toFormatter();

    /// Reads two times; an empty one is the beginning or the end of all tapes.
    static Span read(String from, String to) {
        var span = new Span(from.isEmpty() ? Long.MIN_VALUE : nanos("from", from),
                to.isEmpty() ? Long.MAX_VALUE : nanos("to", to));
        if (span.fromNanos >= span.toNanos) {
            throw new IllegalArgumentException(
                    "'from' is " + from + " and 'to' is " + to + ": an earlier 'from' is wanted");
        }
        return span;
    }

    private static long nanos(String key, String text) {
        try {
            var read = TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            Instant instant = read instanceof OffsetDateTime with
                    ? with.toInstant()
                    : LocalDateTime.from(read).toInstant(ZoneOffset.UTC);
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L),
                    instant.getNano());
        } catch (DateTimeException | ArithmeticException _) {
            throw new IllegalArgumentException("'" + key + "' is '" + text
                    + "' where a time is wanted, such as 2026-11-22 or 2026-11-22T15:04:05.123Z");
        }
    }

    boolean holds(long nanos) {
        return nanos >= fromNanos && nanos < toNanos;
    }

    /// The least span that holds both.
    Span with(Span other) {
        return new Span(Math.min(fromNanos, other.fromNanos), Math.max(toNanos, other.toNanos));
    }

    @Override
    public String toString() {
        return "from " + (fromNanos == Long.MIN_VALUE ? "its beginning" : text(fromNanos)) + " to "
                + (toNanos == Long.MAX_VALUE ? "its end" : text(toNanos));
    }

    static String text(long nanos) {
        long micros = Math.floorDiv(nanos, 1_000);
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000),
                Math.floorMod(micros, 1_000_000) * 1_000L).toString();
    }
}
