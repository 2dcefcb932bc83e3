package io.crossbook.gateway.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A file beside the journal that one process alone has locked. The lock ends with the process, however it ends; the file stays.
final class Lease implements AutoCloseable {

    private static final int LONGEST_NUMBER = 20;
    /// Those of this process. Asked first: whoever opens and closes a file once more loses, on POSIX systems, every lock that the process has on it.
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private Lease(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// For a journal by its real path.
    static Lease take(Path journal) throws IOException {
        Path file = journal.resolveSibling(journal.getFileName() + ".lock");
        if (!OURS.add(file)) {
            throw taken(journal, ", this one");
        }
        try {
            return take(journal, file);
        } catch (IOException | RuntimeException e) {
            OURS.remove(file);
            throw e;
        }
    }

    private static Lease take(Path journal, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw taken(journal, holder(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid())
                    .getBytes(StandardCharsets.US_ASCII)), 0);
            return new Lease(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static BadJournal taken(Path journal, String who) {
        return new BadJournal(journal + ": another process has this journal open" + who
                + "; two would send orders twice");
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
        OURS.remove(file);
    }
}
