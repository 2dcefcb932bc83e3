package io.crossbook.bench;

import io.crossbook.exchanges.Bytes;

/// Frames as they come: each is copied into an array that is used again for the next, as `wire` does with what a socket hands it.
///
/// What a socket hands over has just been written, so it is in a cache near by. Here all frames lie one behind the other, megabytes in
/// all; as many as a socket hands over at once are touched before the clock goes on: nobody waits for memory that nobody would wait for.
final class Arrival {

    private static final int SLACK = 1_024;
    /// The most that Netty reads from a socket in one go.
    private static final int AT_ONCE = 64 * 1_024;

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

    /// Frames come, from `first` on: touches them, and says before which frame they end. At least one.
    int comes(int first) {
        int end = first + 1;
        while (end < starts.length - 1 && starts[end + 1] - starts[first] <= AT_ONCE) {
            end++;
        }
        if (ByteScan.count(bytes.wrap(all, starts[first], starts[end])) == 0) {
            throw new IllegalStateException("frames without a quotation mark");
        }
        return end;
    }

    /// The frame of a number, until the next one.
    Bytes of(int frame) {
        int length = starts[frame + 1] - starts[frame];
        System.arraycopy(all, starts[frame], array, 0, length);
        return bytes.wrap(array, 0, length);
    }
}
