package io.crossbook.gateway.tape;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Makes a folder ready to be recorded to: cuts a torn end off the last segment, and learns where the tape stands.
final class Recovery {

    /// What a folder holds: its segments, the last segment's number, the last input's.
    record Found(Segments segments, int lastSegment, long lastNumber) {}

    private Recovery() {}

    static Found recover(Path folder, TapeAlarms alarms) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = Segments.files(folder);
        int lastSegment = files.isEmpty() ? 0 : Format.segment(files.getLast());
        while (!files.isEmpty() && !mended(files.getLast(), alarms)) {
            files = files.subList(0, files.size() - 1);
        }
        var segments = new Segments();
        long lastNumber = 0;
        for (int i = 0; i < files.size(); i++) {
            boolean newest = i == files.size() - 1;
            long lastStamp;
            if (newest) {
                try (var reader = TapeReader.of(List.of(files.get(i)))) {
                    while (reader.next()) {
                        // Only the place where it ends counts.
                    }
                    lastNumber = reader.ending().last();
                    lastStamp = reader.stamp();
                }
            } else {
                try (var next = new SegmentReader(files.get(i + 1))) {
                    lastStamp = next.header().stamp();
                }
            }
            segments.add(files.get(i), Files.size(files.get(i)), lastStamp);
        }
        return new Found(segments, lastSegment, lastNumber);
    }

    /// Cuts off what is torn; false when nothing of the segment can be read, which is then put aside, not deleted.
    private static boolean mended(Path file, TapeAlarms alarms) throws IOException {
        Ending ending;
        int items = 0;
        try (var reader = TapeReader.of(List.of(file))) {
            while (reader.next()) {
                items++;
            }
            ending = reader.ending();
        }
        if (ending.whole()) {
            return true;
        }
        long cut = Files.size(file) - (items == 0 ? 0 : ending.offset());
        alarms.recovered(file.toString(), cut, ending.last(), ending.why());
        if (items == 0) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"));
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(ending.offset());
            channel.force(false);
        }
        return true;
    }
}
