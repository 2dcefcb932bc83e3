package io.crossbook.gateway.tape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a tape of one segment, item by item, for imports and cuts. Nothing is dropped: a failed write throws.
final class TapeBuilder implements AutoCloseable {

    private final SegmentWriter segment;
    private boolean done;

    /// Begins after input `after`; the folder must not hold a tape yet.
    TapeBuilder(Path folder, String build, long after, long stamp, boolean sparse,
            Checkpoint checkpoint) throws IOException {
        Files.createDirectories(folder);
        if (!Segments.files(folder).isEmpty()) {
            throw new java.nio.file.FileAlreadyExistsException(folder.toString(), null,
                    "a tape is here already; name another folder");
        }
        segment = new SegmentWriter(folder, Storage.DISK,
                new SegmentWriter.Start(1, stamp, after, after, stamp, build, sparse), checkpoint,
                true, new Secrets());
    }

    void add(long number, long stamp, Item item) throws IOException {
        segment.add(number, stamp, item);
    }

    /// Everything was added: without this call, [#close] leaves what is written whole and nothing else.
    void finish() throws IOException {
        segment.close();
        done = true;
    }

    @Override
    public void close() {
        if (!done) {
            segment.abandon();
        }
    }
}
