package io.crossbook.cli;

import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.ledger.JournalSettings;
import io.crossbook.gateway.ledger.SqlJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A journal in a file. Its machine dies by its log being cut: at the end of a commit, with a part of the next left over.
///
/// SQLite, "WAL-mode File Format": a header of 32 bytes, frames of 24 bytes and a page; a commit is a frame that says how large the database is then.
/// What the index says is copied into the file (96 bytes into it) was synced before.
final class SqliteMachine implements Machine {

    private static final int HEADER = 32;
    private static final int FRAME = 24;
    private static final int COPIED = 96;

    private final Path file;

    SqliteMachine(Path folder) {
        file = folder.resolve("journal.db");
    }

    @Override
    public String yaml() {
        return "file: " + file;
    }

    @Override
    public JournalSettings journal() {
        return at(file);
    }

    private static JournalSettings at(Path database) {
        return JournalSettings.file(database, Durability.NORMAL);
    }

    private static Path beside(Path database, String what) {
        return database.resolveSibling(database.getFileName() + what);
    }

    @Override
    public void dies(SplittableRandom random) throws IOException {
        Path log = beside(file, "-wal");
        if (!Files.exists(log)) {
            return;
        }
        long lasting = Machine.lasting(journal());
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(log));
        int frame = FRAME + (bytes.capacity() < HEADER ? 0 : bytes.getInt(8));
        List<Integer> ends = ends(bytes, frame);
        int first = first(ends, lasting);
        if (first == ends.size()) {
            return;
        }
        int kept = ends.get(random.nextBoolean() ? first : random.nextInt(first, ends.size()));
        int torn = random.nextInt(Math.min(frame, bytes.capacity() - kept + 1));
        cut(log, kept + torn);
        Files.deleteIfExists(beside(file, "-shm"));
    }

    private static void cut(Path log, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    /// Where commits of this log end, of those that are not copied into the file.
    private List<Integer> ends(ByteBuffer bytes, int frame) throws IOException {
        var ends = new ArrayList<Integer>();
        int copied = HEADER + copied() * frame;
        for (int at = HEADER; at + frame <= bytes.capacity()
                && bytes.getLong(at + 8) == bytes.getLong(16); at += frame) {
            if (bytes.getInt(at + 4) != 0 && at + frame >= copied) {
                ends.add(at + frame);
            }
        }
        return ends;
    }

    private int copied() throws IOException {
        Path index = beside(file, "-shm");
        return Files.exists(index)
                ? ByteBuffer.wrap(Files.readAllBytes(index)).order(ByteOrder.nativeOrder())
                        .getInt(COPIED)
                : 0;
    }

    /// The first of the commits up to which the journal has so many entries.
    private int first(List<Integer> ends, long entries) throws IOException {
        int low = 0;
        int high = ends.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries(ends.get(middle)) >= entries) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private long entries(int length) throws IOException {
        Path folder = Files.createTempDirectory(file.getParent(), "cut");
        Path copy = Files.copy(file, folder.resolve("journal.db"));
        Path log = Files.copy(beside(file, "-wal"), beside(copy, "-wal"),
                StandardCopyOption.REPLACE_EXISTING);
        cut(log, length);
        try {
            return SqlJournal.read(at(copy), _ -> {});
        } catch (BadJournal _) {
            return 0; // there is no table yet
        }
    }

    @Override
    public void close() {
        // It is the folder's.
    }
}
