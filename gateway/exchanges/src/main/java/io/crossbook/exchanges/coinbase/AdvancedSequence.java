package io.crossbook.exchanges.coinbase;

import io.crossbook.exchanges.Bytes;
import java.util.Arrays;

/// Whether the messages of a connection follow each other, over all of its channels.
///
/// Coinbase, "Sequence numbers": each message is one more than the last; anything else means that messages were lost or
/// came out of order. Only the very same bytes over again are harmless.
final class AdvancedSequence {

    private static final long UNKNOWN = -1;

    /// What a message is to its connection.
    enum Step {
        NEXT, REPEATED, HOLE
    }

    private long last = UNKNOWN;
    private byte[] frame = new byte[1024];
    private int length;

    Step step(long sequence, Bytes bytes) {
        if (sequence == last && Arrays.equals(frame, 0, length, bytes.array, bytes.start,
                bytes.end)) {
            return Step.REPEATED;
        }
        if (last != UNKNOWN && sequence != last + 1) {
            return Step.HOLE;
        }
        last = sequence;
        keep(bytes);
        return Step.NEXT;
    }

    private void keep(Bytes bytes) {
        length = bytes.length();
        if (frame.length < length) {
            frame = new byte[length * 2];
        }
        System.arraycopy(bytes.array, bytes.start, frame, 0, length);
    }

    /// For messages: the last number in order.
    long last() {
        return last;
    }
}
