package io.crossbook.bench;

import io.crossbook.exchanges.Bytes;

/// A frame as it comes: copied into an array that is used again for the next, as `wire` does with what a socket hands it.
final class Arrival {

    private static final int SLACK = 1_024;

    private final byte[] array;
    private final Bytes bytes = new Bytes();

    Arrival(Dataset dataset) {
        int longest = dataset.frames().stream().mapToInt(frame -> frame.bytes().length).max()
                .orElse(0);
        array = new byte[longest + SLACK];
    }

    Bytes of(Dataset.Frame frame) {
        byte[] source = frame.bytes();
        System.arraycopy(source, 0, array, 0, source.length);
        return bytes.wrap(array, 0, source.length);
    }
}
