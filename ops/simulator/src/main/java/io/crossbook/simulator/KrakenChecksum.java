package io.crossbook.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/// Kraken's book checksum, over the digits as they stand on the wire.
///
/// Kraken, "Book checksum": the ten lowest asks from low to high, then the ten highest bids from
/// high to low; of each the price and the quantity without point and without leading zeros; CRC32
/// of it all.
final class KrakenChecksum {

    private static final int LEVELS = 10;

    private KrakenChecksum() {}

    /// The checksum of sides given as price, quantity, price, quantity, ... in wire digits, best
    /// first.
    static long of(List<String> asks, List<String> bids) {
        StringBuilder digits = new StringBuilder(600);
        asks.stream().limit(2 * LEVELS).forEach(text -> append(digits, text));
        bids.stream().limit(2 * LEVELS).forEach(text -> append(digits, text));
        CRC32 crc = new CRC32();
        crc.update(digits.toString().getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    private static void append(StringBuilder digits, String text) {
        boolean leading = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            leading &= c == '0' || c == '.';
            if (!leading && c != '.') {
                digits.append(c);
            }
        }
    }
}
