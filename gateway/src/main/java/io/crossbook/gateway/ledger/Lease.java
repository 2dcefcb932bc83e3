package io.crossbook.gateway.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A file beside the journal that one process alone has locked. The lock ends with the process, however it ends; the file stays.
final class Lease implements AutoCloseable {

    private static final int LONGEST_NUMBER = 20;

    private final FileChannel channel;

    private Lease(FileChannel channel) {
        this.channel = channel;
    }

    static Lease take(Path journal) throws IOException {
        Path file = journal.resolveSibling(journal.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (lock(channel) == null) {
                throw new BadJournal(journal + ": another process has this journal open"
                        + holder(channel) + "; two would send orders twice");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid())
                    .getBytes(StandardCharsets.US_ASCII)), 0);
            return new Lease(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // this very process
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        var text = ByteBuffer.allocate(LONGEST_NUMBER);
        int read = channel.read(text, 0);
        return read <= 0
                ? ""
                : ", number " + new String(text.array(), 0, read, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // the lock ends with the process
        }
    }
}
