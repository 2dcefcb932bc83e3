package io.crossbook.gateway.tape;

import java.nio.file.Path;

/// Where and how to record.
///
/// A segment ends at `segmentBytes` on disk or `segmentNanos` of inputs; the oldest segments go when all together exceed
/// `totalBytes` or are older than `totalNanos` (0: never). What was taped is with the operating system after
/// `flushNanos` at the latest. `ringBytes` is a power of two: what the loop may be ahead of the disk. Below `minFreeBytes` of
/// free space, recording stops as if the disk were full.
public record TapeSettings(Path folder, long segmentBytes, long segmentNanos, long totalBytes,
        long totalNanos, long flushNanos, int ringBytes, boolean compress, long minFreeBytes,
        OnDiskFull onDiskFull) {

    /// What trading does while the tape cannot record; the loop carries it out.
    public enum OnDiskFull {
        /// Go on: a decision that is not on tape is still a decision.
        GO_ON,
        /// No new attempts until recording resumes.
        STOP_TRADING
    }

    public TapeSettings {
        if (segmentBytes < 4096 || segmentNanos <= 0 || totalBytes < 0 || totalNanos < 0
                || flushNanos <= 0 || minFreeBytes < 0 || Integer.bitCount(ringBytes) != 1) {
            throw new IllegalArgumentException("no tape can be kept like this: segment "
                    + segmentBytes + " bytes, " + segmentNanos + " ns, total " + totalBytes
                    + " bytes, " + totalNanos + " ns, flush " + flushNanos + " ns, ring "
                    + ringBytes + " bytes, free " + minFreeBytes);
        }
    }

    /// Segments of 256 MiB or an hour, 20 GiB in all, flushed five times a second, a ring of 16 MiB, 1 GiB left free.
    public static TapeSettings in(Path folder) {
        return new TapeSettings(folder, 256L << 20, 3_600_000_000_000L, 20L << 30, 0,
                200_000_000L, 16 << 20, true, 1L << 30, OnDiskFull.GO_ON);
    }
}
