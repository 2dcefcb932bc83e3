package io.crossbook.gateway.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file beside the journal that one process alone has locked. The lock ends with the process, however it ends; the file stays.
///
/// Its first byte is locked from beginning to end, its second anew whenever it is looked at: on POSIX systems a process loses all its locks on a file without
/// a word when it closes any other handle on it. Then the second is back at the next look, and nobody gets both; or somebody has got both, which is seen.
final class Lease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final int LONGEST_NUMBER = 20;
    private static final long SEAT = 0;
    private static final long AGAIN = 1;
    /// Those of this process. Asked first: whoever opens and closes a file once more loses, on POSIX systems, every lock that the process has on it.
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    /// Which file it is that has this name; null where the system does not tell.
    private final @Nullable Object key;
    private FileLock again;
    private boolean lost;

    private Lease(Path file, FileChannel channel, @Nullable Object key, FileLock again) {
        this.file = file;
        this.channel = channel;
        this.key = key;
        this.again = again;
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
        create(file);
        Object key = key(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            FileLock seat = channel.tryLock(SEAT, 1, false);
            FileLock again = seat == null ? null : channel.tryLock(AGAIN, 1, false);
            if (again == null) {
                throw taken(journal, holder(channel));
            }
            if (!Objects.equals(key, key(file))) {
                throw new BadJournal(file + ": was replaced while it was being locked");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid())
                    .getBytes(StandardCharsets.US_ASCII)), 0);
            return new Lease(file, channel, key, again);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException _) {
            // as it should be, from the second time on
        }
    }

    /// Asked by its name: to open it once more would cost the lock.
    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /// Whether the journal is still ours alone; once it is not, it never is again. One thread.
    boolean held() {
        if (!lost) {
            String why = why();
            if (!why.isEmpty()) {
                lost = true;
                LOG.error(
                        "{}: this journal may be another process's by now: {}. Nothing new is begun; "
                                + "stop all who use it, then start one again",
                        file, why);
            }
        }
        return !lost;
    }

    private String why() {
        try {
            again.release();
            FileLock fresh = channel.tryLock(AGAIN, 1, false);
            if (fresh == null) {
                return "somebody else has locked the file";
            }
            again = fresh;
            return Objects.equals(key, key(file)) ? "" : "another file has its name now";
        } catch (IOException e) {
            return "it cannot be looked at: " + e;
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
