package io.crossbook.bench;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Depth frames of Binance's protocol, each with the listing it is of, and the snapshots that they go on from.
///
/// Listings are dense by id; `exchanges` share the protocol and are told apart by name only. The time of frame `i` is
/// [#START_NANOS] + i · [#STEP_NANOS].
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Dataset(String name, List<String> exchanges, List<Listing> listings, List<Frame> frames,
        List<byte[]> snapshots, int[] listingOfFrame) {

    static final long START_NANOS = 1_800_000_000_000_000_000L;
    static final long STEP_NANOS = 20_000;
    static final int PRICE_SCALE = 2;
    static final int SIZE_SCALE = 8;

    /// One frame's bytes and the listing it is of.
    @SuppressWarnings("ArrayRecordComponent") // Never compared; the bytes are what is measured.
    record Frame(int listing, byte[] bytes) {
        Bytes whole() {
            return new Bytes(bytes);
        }
    }

    Dataset(String name, List<String> exchanges, List<Listing> listings, List<Frame> frames,
            List<byte[]> snapshots) {
        this(name, exchanges, listings, frames, snapshots,
                frames.stream().mapToInt(Frame::listing).toArray());
    }

    /// The listing that a frame is of.
    int listingOf(int frame) {
        return listingOfFrame[frame];
    }

    /// When a frame comes.
    static long time(int frame) {
        return START_NANOS + frame * STEP_NANOS;
    }

    /// A listing of this protocol.
    static Listing listing(int id, String exchange, String base, String quote) {
        return new Listing(id, exchange, base + quote, Instrument.spot(base, quote),
                new Rules(PRICE_SCALE, SIZE_SCALE, 1, 1_000, 1_000, 0, 1, Rules.Status.TRADING));
    }

    long bytes() {
        return frames.stream().mapToLong(frame -> frame.bytes.length).sum();
    }

    /// SHA-256 over all frames and snapshots: which data was measured.
    String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            snapshots.forEach(digest::update);
            frames.forEach(frame -> digest.update(frame.bytes));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] ascii(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
