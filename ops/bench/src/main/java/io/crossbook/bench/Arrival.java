package io.crossbook.bench;

import io.crossbook.exchanges.Bytes;

/// Frames as they come: each is copied into an array that is used again for the next, as `wire` does with what a socket hands it.
///
/// What a socket hands over has just been written, so it is in a cache near by. Here all frames lie one behind the other and were
/// touched before the clock starts: nobody pays for another's having emptied the caches.
final class Arrival {

    private static final int SLACK = 1_024;

    private final byte[] all;
    private final int[] starts;
    private final byte[] array;
    private final Bytes bytes = new Bytes();

    Arrival(Dataset dataset) {
        all = new byte[(int) dataset.bytes()];
        starts = new int[dataset.frames().size() + 1];
        int longest = 0;
        for (int i = 0; i < dataset.frames().size(); i++) {
            byte[] frame = dataset.frames().get(i).bytes();
            System.arraycopy(frame, 0, all, starts[i], frame.length);
            starts[i + 1] = starts[i] + frame.length;
            longest = Math.max(longest, frame.length);
        }
        array = new byte[longest + SLACK];
    }

    /// Reads all frames once.
    void touch() {
        if (ByteScan.count(bytes.wrap(all, 0, all.length)) == 0) {
            throw new IllegalStateException("frames without a quotation mark");
        }
    }

    /// The frame of a number, until the next one.
    Bytes of(int frame) {
        int length = starts[frame + 1] - starts[frame];
        System.arraycopy(all, starts[frame], array, 0, length);
        return bytes.wrap(array, 0, length);
    }
}
