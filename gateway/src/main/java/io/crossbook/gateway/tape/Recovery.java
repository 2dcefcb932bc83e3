package io.crossbook.gateway.tape;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Makes a folder ready to be recorded to: cuts a torn end off the last segment, and learns where the tape stands.
final class Recovery {

    /// What a folder holds: its segments, the last segment's number, the last input's.
    record Found(Segments segments, int lastSegment, long lastNumber) {}

    private Recovery() {}

    /// How far a segment can be read; `items` is 0 when nothing of it can.
    private record Scan(Path file, Ending ending, int items, long lastStamp) {
        static Scan of(Path file) throws IOException {
            try (var reader = TapeReader.of(List.of(file))) {
                int items = 0;
                while (reader.next()) {
                    items++;
                }
                return new Scan(file, reader.ending(), items, reader.stamp());
            }
        }
    }

    static Found recover(Path folder, TapeAlarms alarms) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>(Segments.files(folder));
        int lastSegment = files.isEmpty() ? 0 : Format.segment(files.getLast());
        Scan newest = null;
        while (newest == null && !files.isEmpty()) {
            Scan scan = Scan.of(files.getLast());
            if (mended(scan, alarms)) {
                newest = scan;
            } else {
                files.removeLast();
            }
        }
        var segments = new Segments();
        for (int i = 0; i + 1 < files.size(); i++) {
            // What a segment's last input was is told by the next one's beginning.
            try (var next = new SegmentReader(files.get(i + 1))) {
                segments.add(files.get(i), Files.size(files.get(i)), next.header().stamp());
            }
        }
        if (newest == null) {
            return new Found(segments, lastSegment, 0);
        }
        segments.add(newest.file, Files.size(newest.file), newest.lastStamp);
        return new Found(segments, lastSegment, newest.ending.last());
    }

    /// Cuts off what is torn; false when nothing of the segment can be read, which is then put aside, not deleted.
    private static boolean mended(Scan scan, TapeAlarms alarms) throws IOException {
        Ending ending = scan.ending;
        if (ending.whole()) {
            return true;
        }
        boolean hopeless = scan.items == 0;
        long cut = Files.size(scan.file) - (hopeless ? 0 : ending.offset());
        alarms.recovered(scan.file.toString(), cut, ending.last(), ending.why());
        if (hopeless) {
            Files.move(scan.file,
                    scan.file.resolveSibling(scan.file.getFileName() + ".damaged"));
            return false;
        }
        try (var channel = FileChannel.open(scan.file, StandardOpenOption.WRITE)) {
            channel.truncate(ending.offset());
            channel.force(false);
        }
        return true;
    }
}
