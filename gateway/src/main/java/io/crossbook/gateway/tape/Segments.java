package io.crossbook.gateway.tape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/// The finished segments of a folder, oldest first, and what they weigh.
final class Segments {

    private record Kept(Path file, long bytes, long lastStamp) {}

    private final Deque<Kept> kept = new ArrayDeque<>();
    private long bytes;

    /// The segment files of a folder in order.
    static List<Path> files(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        try (var listing = Files.newDirectoryStream(folder)) {
            for (Path file : listing) {
                if (Format.segment(file) > 0) {
                    files.add(file);
                }
            }
        }
        files.sort(Comparator.comparingInt(Format::segment));
        return files;
    }

    void add(Path file, long size, long lastStamp) {
        kept.addLast(new Kept(file, size, lastStamp));
        bytes += size;
    }

    /// Removes the oldest segments until the limits hold; the current segment, of `current` bytes, stays in any case.
    void prune(TapeSettings limits, long current, long now, TapeAlarms alarms) {
        while (!kept.isEmpty() && tooMuch(limits, current, now, kept.getFirst())) {
            Kept oldest = kept.getFirst();
            try {
                Files.deleteIfExists(oldest.file);
            } catch (IOException e) {
                // The recording is worth more than its limit; the next segment tries again.
                alarms.unpruned(oldest.file.toString(), String.valueOf(e.getMessage()));
                return;
            }
            kept.removeFirst();
            bytes -= oldest.bytes;
            alarms.pruned(oldest.file.toString());
        }
    }

    private boolean tooMuch(TapeSettings limits, long current, long now, Kept oldest) {
        return (limits.totalBytes() > 0 && bytes + current > limits.totalBytes())
                || (limits.totalNanos() > 0 && now - oldest.lastStamp > limits.totalNanos());
    }
}
