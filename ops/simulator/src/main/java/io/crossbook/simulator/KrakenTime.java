package io.crossbook.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How Kraken writes moments: RFC 3339 with six decimals in v2, seconds with six decimals in v1.
final class KrakenTime {

    private static final DateTimeFormatter V2 = DateTimeFormatter
            .ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private KrakenTime() {}

    static String v2(long micros) {
        return V2.format(Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000));
    }

    static String v1(long micros) {
        return Digits.plain(micros, 6);
    }
}
