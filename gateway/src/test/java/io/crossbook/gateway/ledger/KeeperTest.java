package io.crossbook.gateway.ledger;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.Entry;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The thread that writes, when writing goes wrong.
@Timeout(240)
final class KeeperTest {

    private static final Blanking NONE = (_, _, _) -> 0;

    @TempDir
    Path folder;

    private Heard heard;
    private JournalSettings settings;
    private Faulty database;
    private SqlJournal journal;

    @BeforeEach
    void open() {
        open(5_000);
    }

    private void open(int patience) {
        heard = new Heard();
        settings = JournalSettings.file(folder.resolve("journal.db"), Durability.NORMAL)
                .patient(patience, 10);
        database = new Faulty(settings);
        journal = SqlJournal.open(settings, database, Entries.MODE, NONE, JournalContract.CLOCK,
                heard);
    }

    @AfterEach
    void close() {
        database.allowed.release(1_000);
        journal.close();
    }

    private List<Entry> reopened() {
        journal.close();
        try (SqlJournal again = SqlJournal.open(settings, Entries.MODE, NONE,
                JournalContract.CLOCK, new Heard())) {
            return JournalContract.past(again);
        }
    }

    private static Entry halted(int number) {
        return new Entry.Halted("halt " + number, number);
    }

    private long append(int number) {
        return journal.append(List.of(halted(number)));
    }

    @Test
    void a_commit_whose_answer_was_lost_is_found_and_not_written_twice() {
        heard.awaitDurable(append(1));
        database.lostAnswers.set(1);
        heard.awaitDurable(append(2));
        database.lostAnswers.set(1);
        heard.awaitDurable(append(3));

        assertEquals(List.of(1L, 2L, 3L), heard.durable);
        assertTrue(heard.awaitFailure().endsWith(
                "journal.db: entries 2 to 2 could not be kept: the answer was lost"));
        assertEquals(1, heard.failures.size());
        assertEquals(List.of(halted(1), halted(2), halted(3)), reopened());
    }

    @Test
    void a_rehearsal_that_fails_is_told_to_nobody_and_nothing_is_lost() {
        heard.awaitDurable(append(1));
        database.stumbles.set(1);
        journal.rehearse(List.of(halted(7)));
        await().pollInterval(Duration.ofMillis(2)).atMost(Duration.ofMinutes(1))
                .until(() -> database.stumbles.get() == 0);
        heard.awaitDurable(append(2));

        assertEquals(List.of(), heard.failures);
        assertEquals(List.of(halted(1), halted(2)), reopened());
    }

    @Test
    void an_answer_that_is_lost_and_a_database_that_is_gone_for_a_while() {
        database.lostAnswers.set(1);
        database.unreachable.set(5);
        heard.awaitDurable(append(1));
        heard.awaitDurable(append(2));

        assertEquals(1, heard.failures.size());
        assertEquals(List.of(halted(1), halted(2)), reopened());
    }

    @Test
    void a_row_of_somebody_else_ends_it() throws SQLException, InterruptedException {
        heard.awaitDurable(append(1));
        database.unreachable.set(Integer.MAX_VALUE);
        database.lostAnswers.set(1); // the connection is given up, the row is there
        append(2);
        database.refused.await();
        try (var other = DriverManager
                .getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = other.createStatement()) {
            statement.execute("INSERT INTO entries (number, ends, at_nanos, type, version, body,"
                    + " crc) VALUES (3, 3, 1, 'halted', 1, '{}', 7)");
        }
        database.unreachable.set(0);
        append(3);
        journal.close();

        assertEquals(List.of(1L), heard.durable);
        assertEquals(1, heard.failures.size());
        try (var other = DriverManager
                .getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = other.createStatement();
                var rows = statement.executeQuery("SELECT max(number) FROM entries")) {
            assertEquals(3, rows.getLong(1), "something was written after it");
        }
    }

    @Test
    void rows_that_somebody_took_away_end_it() throws SQLException, InterruptedException {
        heard.awaitDurable(append(1));
        database.lostAnswers.set(1);
        database.unreachable.set(Integer.MAX_VALUE);
        append(2);
        database.refused.await();
        try (var other = DriverManager
                .getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = other.createStatement()) {
            statement.execute("DELETE FROM entries");
        }
        database.unreachable.set(0);
        append(3);
        journal.close();

        assertEquals(List.of(1L), heard.durable);
        assertEquals(List.of(), reopened());
    }

    @Test
    void a_full_disk_is_a_failure_and_what_waits_is_kept_when_there_is_room() {
        heard.awaitDurable(append(1));
        database.mostPages = 20;
        String evidence = "x".repeat(5_000);
        var told = new ArrayList<Entry>(List.of(halted(1)));
        for (int i = 2; i < 60; i++) {
            Entry entry = new Entry.Halted(evidence, i);
            told.add(entry);
            journal.append(List.of(entry));
        }
        assertTrue(heard.awaitFailure().contains("full"), heard.awaitFailure());
        assertTrue(heard.last() < 59);
        database.mostPages = 1_000_000;
        heard.awaitDurable(59);

        assertEquals(1, heard.failures.size());
        assertEquals(told, reopened());
    }

    @Test
    void a_disk_that_does_not_answer_is_a_failure_and_holds_nobody_up() {
        journal.close();
        open(1_000);
        heard.awaitDurable(append(1));
        database.allowed.drainPermits();
        // Who waited for the disk would wait for ever: only what follows lets it write.
        for (int i = 2; i <= 1_000; i++) {
            append(i);
        }
        assertTrue(heard.awaitFailure().endsWith("a commit has taken more than 2000 ms"),
                heard.awaitFailure());
        assertEquals(1, heard.last());
        database.allowed.release(1_000);
        heard.awaitDurable(1_000);

        assertEquals(1, heard.failures.size());
        assertEquals(1_000, reopened().size());
    }

    @Test
    void what_waits_is_written_in_one_commit() {
        database.allowed.drainPermits();
        append(1);
        for (int i = 2; i <= 100; i++) {
            append(i);
        }
        database.allowed.release(1_000);
        heard.awaitDurable(100);

        assertTrue(heard.durable.size() <= 3, heard.durable::toString);
    }

    @Test
    void closing_writes_what_waits() {
        database.allowed.drainPermits();
        append(1);
        append(2);
        database.allowed.release(1_000);

        assertEquals(List.of(halted(1), halted(2)), reopened());
        assertEquals(2, heard.last());
        assertEquals(List.of(), heard.failures);
    }

    @Test
    void a_secret_where_none_can_be_left_out_ends_it() {
        journal.close();
        Blanking brackets = (array, start, end) -> {
            boolean there = new String(array, start, end, StandardCharsets.US_ASCII)
                    .contains("halt 2");
            if (there) {
                array[start] = '*';
            }
            return there ? 1 : 0;
        };
        try (SqlJournal other = SqlJournal.open(settings, Entries.MODE, brackets,
                JournalContract.CLOCK, heard)) {
            journal = other;
            heard.awaitDurable(append(1));
            append(2);
            assertTrue(heard.awaitFailure().contains("entry 2 (halted) holds a secret"),
                    heard.awaitFailure());
            append(3);
        }
        assertEquals(List.of(halted(1)), reopened());
    }

    @Test
    void boots_halts_and_what_is_parked_survive_the_machine() {
        var id = new OrderId(1, 2, OrderId.Role.LEG, 0, 0);
        long number = 0;
        for (Entry entry : List.of(new Entry.Booted(1, "b", "c", 1), new Entry.Halted("h", 1),
                new Entry.Rearmed("r", Entry.Rearmed.ALL, 1),
                new Entry.Cleared(1, Map.of(), "sold", 1),
                new Entry.Asked(id, 1),
                new Entry.Told(new OrderEvent.NotFound(id), 1))) {
            number = journal.append(List.of(entry));
            heard.awaitDurable(number);
        }
        assertEquals(List.of(true, true, true, true, false, false), database.full);

        var full = EnumSet.noneOf(AttemptNews.class);
        for (AttemptNews news : AttemptNews.values()) {
            number = journal.append(List.of(new Entry.Asked(id, 1),
                    new Entry.Turned(1, news, "", 1)));
            heard.awaitDurable(number);
            if (database.full.getLast()) {
                full.add(news);
            }
        }
        assertEquals(EnumSet.of(AttemptNews.EXHAUSTED), full);
    }
}
