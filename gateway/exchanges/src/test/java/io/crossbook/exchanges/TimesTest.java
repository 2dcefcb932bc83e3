package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimesTest {

    @Test
    void rfc3339_reads_as_java_time_does() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            var instant = Instant.ofEpochSecond(random.nextLong(4_102_444_800L),
                    random.nextInt(1_000_000) * 1_000L);
            long nanos = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
            assertEquals(nanos, Times.rfc3339(instant.toString()), instant.toString());
        }
        assertEquals(123, Times.rfc3339("1970-01-01T00:00:00.000000123Z"));
        assertEquals(951_782_400_000_000_000L, Times.rfc3339("2000-02-29T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-08-16", "2026-08-16T12:34:56", "2026-08-16 12:34:56Z",
            "2026-13-16T12:34:56Z", "2026-00-16T12:34:56Z", "2026-02-29T12:34:56Z",
            "2026-08-16T24:00:00Z", "2026-08-16T12:60:00Z", "2026-08-16T12:34:56.Z",
            "2026-08-16T12:34:56.1234567890Z", "2026-08-16T12:34:56+00:00",
            "2026-08-16T12:34:56Zx", "2O26-08-16T12:34:56Z"})
    void anything_else_is_no_time(String text) {
        assertEquals(Times.NONE, Times.rfc3339(text));
    }

    @Test
    void the_size_of_an_epoch_number_tells_its_unit() {
        assertEquals(1_723_161_255_000_000_000L, Times.epoch(1_723_161_255L));
        assertEquals(1_723_161_255_208_000_000L, Times.epoch(1_723_161_255_208L));
        assertEquals(1_723_161_255_208_123_000L, Times.epoch(1_723_161_255_208_123L));
        assertEquals(1_723_161_255_208_123_456L, Times.epoch(1_723_161_255_208_123_456L));
        assertEquals(0, Times.epoch(0));
        assertEquals(0, Times.epoch(9_790_000_000_123L), "the year 2280 is no time");
        assertEquals(0, Times.epoch(9_999_999_999_999_999L));
    }
}
