package io.crossbook.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// An entry as the table has it: `number` is dense from 1, `ends` the number of the last entry of its commit, `body` JSON in ASCII.
///
/// `crc` goes over all of it and over the row before: neither can a row be changed without notice, nor one put in another's place.
record Row(long number, long ends, long atNanos, String type, int version, String body, long crc) {

    /// The check sum before the first row.
    static final long FIRST = 0;

    /// A row after one with the check sum `before`.
    static Row after(long before, long number, long ends, long atNanos, String type, int version,
            String body) {
        return new Row(number, ends, atNanos, type, version, body,
                crc(before, number, ends, atNanos, type, version, body));
    }

    /// What its check sum must be after a row with the check sum `before`.
    long due(long before) {
        return crc(before, number, ends, atNanos, type, version, body);
    }

    private static long crc(long before, long number, long ends, long atNanos, String type,
            int version, String body) {
        String all = before + " " + number + " " + ends + " " + atNanos + " " + type + " "
                + version + " " + body;
        var crc = new CRC32C();
        crc.update(all.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
