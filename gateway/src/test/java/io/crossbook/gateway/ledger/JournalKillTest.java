package io.crossbook.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` while a process writes its journal.
@Timeout(240)
final class JournalKillTest {

    private static final Blanking NONE = (_, _, _) -> 0;

    @TempDir
    Path folder;

    /// Writes as fast as it can, and says what it was told is durable.
    static final class Writer {
        public static void main(String[] arguments) {
            var settings = JournalSettings.file(Path.of(arguments[0]), Durability.NORMAL);
            SqlJournal journal = SqlJournal.open(settings, Entries.MODE, NONE,
                    JournalContract.CLOCK, new Receipts() {
                        @Override
                        public void durable(long number) {
                            System.out.println(number);
                        }

                        @Override
                        public void failed(String why) {
                            System.out.println("failed: " + why);
                        }

                        @Override
                        public void lease(long untilNanos) {}
                    });
            // Nobody may be left to kill it.
            long deadNanos = System.nanoTime() + 120_000_000_000L;
            while (System.nanoTime() < deadNanos) {
                long next = journal.last() + 1;
                journal.append(List.of(entry(next), entry(next + 1), entry(next + 2)));
                LockSupport.parkNanos(200_000);
            }
        }
    }

    private static SqlJournal open(Path file) {
        return SqlJournal.open(JournalSettings.file(file, Durability.NORMAL), Entries.MODE, NONE,
                JournalContract.CLOCK, new Heard());
    }

    static Entry entry(long number) {
        return new Entry.Told(new io.crossbook.execution.OrderEvent.Ambiguous(
                new io.crossbook.execution.OrderId(1, number,
                        io.crossbook.execution.OrderId.Role.LEG, 0, 0),
                "HTTP 502 " + number * 7_919), number);
    }

    @Test
    void a_killed_process_loses_nothing_that_it_was_told_is_durable()
            throws IOException, InterruptedException {
        Path file = folder.resolve("journal.db");
        long before = 0;
        for (int run = 0; run < 3; run++) {
            long told = killed(file);
            List<Entry> entries;
            try (SqlJournal journal = open(file)) {
                entries = JournalContract.past(journal);
            }
            assertTrue(entries.size() >= told && told > before, entries.size() + " " + told);
            assertEquals(0, entries.size() % 3, "half a commit was kept");
            for (int i = 0; i < entries.size(); i++) {
                assertEquals(entry(i + 1), entries.get(i));
            }
            before = entries.size();
        }
    }

    @Test
    void asking_twice_in_one_process_lets_no_other_in() throws IOException, InterruptedException {
        Path file = folder.resolve("journal.db");
        try (SqlJournal journal = open(file)) {
            assertEquals(0, journal.last());
            assertThrows(BadJournal.class, () -> open(file));

            Process process = started(file);
            try (BufferedReader said = process.inputReader()) {
                assertEquals(null, said.readLine(), "it writes beside us");
            } finally {
                process.destroyForcibly();
            }
            assertEquals(1, process.waitFor());
        }
    }

    /// POSIX: a process that closes any handle on a file loses all its locks on it.
    @Test
    void a_handle_that_was_closed_on_its_lock_file_lets_no_other_in()
            throws IOException, InterruptedException {
        Path file = folder.resolve("journal.db");
        var heard = new Heard();
        try (SqlJournal _ = SqlJournal.open(JournalSettings.file(file, Durability.NORMAL),
                Entries.MODE, NONE, JournalContract.CLOCK, heard)) {
            Files.readString(folder.resolve("journal.db.lock"));
            int told = heard.leases.size() + 1; // one look may have been under way
            heard.awaitLease(_ -> heard.leases.size() > told);

            Process process = started(file);
            try (BufferedReader said = process.inputReader()) {
                assertEquals(null, said.readLine(), "it writes beside us");
            } finally {
                process.destroyForcibly();
            }
            assertEquals(1, process.waitFor());
            assertTrue(heard.leases.getLast() > 0, "whoever was refused took it from us");
        }
    }

    private static Process started(Path file) throws IOException {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Writer.class.getName(), file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /// Lets it write for a while, tries to open the same journal, and kills it; returns what it last said.
    private static long killed(Path file) throws IOException, InterruptedException {
        Process process = started(file);
        long told = 0;
        try (BufferedReader said = process.inputReader()) {
            for (int i = 0; i < 300; i++) {
                String line = said.readLine();
                assertTrue(line != null, "it wrote nothing within its time");
                told = Long.parseLong(line);
                if (i == 0) {
                    String why = String.valueOf(assertThrows(BadJournal.class,
                            () -> open(file))
                            .getMessage());
                    assertTrue(why.contains("another process has this journal open, number "
                            + process.pid()), why);
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return told;
    }
}
