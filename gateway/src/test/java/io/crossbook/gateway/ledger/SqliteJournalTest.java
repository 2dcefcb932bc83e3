package io.crossbook.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.Entry;
import io.crossbook.execution.proof.Proof;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The journal in a file.
final class SqliteJournalTest extends JournalContract {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("journal.db");
    }

    private Path log() {
        return folder.resolve("journal.db-wal");
    }

    @Override
    JournalSettings place(Durability durability) {
        return JournalSettings.file(file(), durability);
    }

    @Override
    Connection other() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    @Override
    void lock(Statement statement) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
    }

    @Override
    String truth() {
        return "1";
    }

    /// What is on disk at this moment: what a killed process leaves.
    private void image(Path to) throws IOException {
        for (Path part : List.of(file(), log())) {
            Files.copy(part, to.resolve(part.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<Entry> read(Path folder, StringBuilder cut) {
        try (SqlJournal journal = SqlJournal.open(JournalSettings
                .file(folder.resolve("journal.db"), Durability.NORMAL), Entries.MODE, NONE, CLOCK,
                new Heard())) {
            cut.append(journal.cut());
            return past(journal);
        }
    }

    @Test
    void whenever_it_is_killed_what_was_told_as_durable_is_known(@TempDir Path image)
            throws IOException {
        int stride = Integer.getInteger("crossbook.stride", 9);
        int images = 0;
        for (long seed = 11; seed <= 12; seed++) {
            Files.deleteIfExists(file());
            var heard = new Heard();
            var told = new ArrayList<Entry>();
            int count = 0;
            try (SqlJournal journal = open(heard)) {
                for (List<Entry> commit : Entries
                        .inMode(Proof.journal(seed, Proof.Crash.RANDOM))) {
                    told.addAll(commit);
                    heard.awaitDurable(journal.append(commit));
                    if (++count % stride == 0) {
                        images++;
                        image(image);
                        var cut = new StringBuilder();
                        assertEquals(known(told), known(read(image, cut)));
                        assertEquals("", cut.toString());
                    }
                }
            }
        }
        System.out.println("journal images read back: " + images);
        assertTrue(images > 20);
    }

    @Test
    void a_torn_log_leaves_whole_commits_and_is_told_of(@TempDir Path image) throws IOException {
        List<List<Entry>> commits = Entries.inMode(
                Proof.journal(13, Proof.Crash.RANDOM)).subList(0, 60);
        var ends = new ArrayList<Integer>(List.of(0));
        var all = new ArrayList<Entry>();
        var heard = new Heard();
        try (SqlJournal journal = open(heard)) {
            for (List<Entry> commit : commits) {
                all.addAll(commit);
                ends.add(all.size());
                heard.awaitDurable(journal.append(commit));
            }
            var random = new Random(13);
            int cuts = 0;
            for (int i = 0; i < 40; i++) {
                image(image);
                damage(image.resolve("journal.db-wal"), random, i % 2 == 0);
                var cut = new StringBuilder();
                List<Entry> left = read(image, cut);
                assertEquals(all.subList(0, left.size()), left);
                assertTrue(ends.contains(left.size()), "half a commit was left");
                assertTrue(left.size() == all.size() || !cut.isEmpty(), "cut, and not told");
                cuts += cut.isEmpty() ? 0 : 1;
            }
            assertTrue(cuts > 30, "only " + cuts + " were told of");
        }
    }

    private static void damage(Path log, Random random, boolean shorten) throws IOException {
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            long at = 32 + random.nextLong(file.size() - 32);
            if (shorten) {
                // Between two frames nothing tells that there was more.
                file.truncate((at - 32) % 4_120 == 0 ? at + 1 : at);
            } else {
                var one = ByteBuffer.allocate(1);
                file.read(one, at);
                one.flip().put(0, (byte) (one.get(0) ^ 0x10));
                file.write(one, at);
            }
        }
    }

    @Test
    void a_file_of_something_else_is_left_alone() throws IOException {
        Files.writeString(file(), "dear diary, ".repeat(1_000));

        String why = String.valueOf(
                assertThrows(BadJournal.class, () -> open(new Heard()).close()).getMessage());

        assertTrue(why.contains("journal.db: cannot be opened: ")
                && why.contains("not a database"), why);
        assertTrue(Files.readString(file()).startsWith("dear diary"));
    }

    @Test
    void a_damaged_file_is_refused_and_not_mended() throws IOException {
        write(new Entries(14).commits(400));
        try (FileChannel file = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 4_096);
        }
        String why = String.valueOf(
                assertThrows(BadJournal.class, () -> open(new Heard()).close()).getMessage());

        assertTrue(why.contains("malformed") || why.contains("damaged"), why);
    }

    @Test
    void damage_where_no_row_is_read_is_found_too() throws IOException, SQLException {
        write(new Entries(14).commits(10));
        long page = Long.parseLong(rows("SELECT rootpage FROM sqlite_master WHERE name = "
                + "'flyway_schema_history_s_idx'").getFirst());
        try (FileChannel file = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap("torn".repeat(20).getBytes(StandardCharsets.US_ASCII)),
                    (page - 1) * 4_096);
        }
        String why = String.valueOf(
                assertThrows(BadJournal.class, () -> open(new Heard()).close()).getMessage());

        assertTrue(why.contains("the file is damaged: "), why);
    }

    @Test
    void the_log_is_brought_into_the_file_while_it_goes_on() throws IOException {
        var heard = new Heard();
        try (SqlJournal journal = open(heard)) {
            var entries = new Entries(15);
            long deadline = System.nanoTime() + 60_000_000_000L;
            for (int i = 0; i < 2_500; i++) {
                long number = journal.append(List.of(entries.of(15)));
                while (heard.last() < number && System.nanoTime() < deadline) {
                    Thread.onSpinWait(); // each a commit of its own
                }
            }
            org.awaitility.Awaitility.await()
                    .until(() -> Files.size(file()) > 50 * 4_096);
        }
        assertEquals(2_500, read().size());
    }

    @Test
    void who_replaces_its_lock_file_takes_it_from_us() throws IOException {
        var heard = new Heard();
        try (SqlJournal journal = open(heard)) {
            heard.awaitLease(until -> until > 0);
            Path lock = folder.resolve("journal.db.lock");
            Files.writeString(folder.resolve("other"), "4711");
            Files.move(folder.resolve("other"), lock, StandardCopyOption.REPLACE_EXISTING);
            heard.awaitLease(until -> until == 0);

            int told = heard.leases.size();
            heard.awaitLease(_ -> heard.leases.size() > told);
            assertEquals(0, heard.leases.getLast(), "what was lost came back by itself");
            heard.awaitDurable(journal.append(List.of(new Entry.Halted("what is under way", 1))));
        }
    }

    @Test
    void without_its_lock_file_it_is_not_ours() throws IOException {
        var heard = new Heard();
        try (SqlJournal _ = open(heard)) {
            heard.awaitLease(until -> until > 0);
            Files.delete(folder.resolve("journal.db.lock"));
            heard.awaitLease(until -> until == 0);
        }
    }

    @Override
    void searches(String canary) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path each : files.toList()) {
                assertTrue(!new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1)
                        .contains(canary), each::toString);
            }
        }
    }
}
