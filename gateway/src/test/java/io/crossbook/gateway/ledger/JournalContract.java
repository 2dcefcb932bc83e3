package io.crossbook.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.proof.Proof;
import io.crossbook.gateway.engine.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a journal must do, wherever it is kept.
@Timeout(240)
abstract class JournalContract {

    static final Blanking NONE = (_, _, _) -> 0;
    /// The engine's time, which stands.
    static final LongSupplier CLOCK = () -> 1_000;
    /// More than a busy machine ever needs, and less than a test can wait for.
    private static final int PATIENCE = 5_000;
    private static final int IMPATIENCE = 200;
    private static final int RETRY = 20;

    /// A place for a journal, a new one for each test; the same within one.
    abstract JournalSettings place(Durability durability);

    /// A connection of somebody else's.
    abstract Connection other() throws SQLException;

    /// Takes a lock that lets nobody write, within a transaction.
    abstract void lock(Statement statement) throws SQLException;

    final JournalSettings settings() {
        return place(Durability.NORMAL).patient(PATIENCE, RETRY);
    }

    final SqlJournal open(Heard heard) {
        return open(settings(), heard);
    }

    private static SqlJournal open(JournalSettings settings, Heard heard) {
        return SqlJournal.open(settings, Entries.MODE, NONE, CLOCK, heard);
    }

    private JournalSettings impatient() {
        return settings().patient(IMPATIENCE, RETRY);
    }

    /// All entries that were in it when it was opened.
    static List<Entry> past(SqlJournal journal) {
        var entries = new ArrayList<Entry>();
        journal.past(journal.entries(), journal.check(), entries::add);
        return entries;
    }

    /// All entries that are in it.
    final List<Entry> read() {
        try (SqlJournal journal = open(new Heard())) {
            return past(journal);
        }
    }

    final void write(List<List<Entry>> commits) {
        var heard = new Heard();
        try (SqlJournal journal = open(heard)) {
            commits.forEach(journal::append);
        }
        assertEquals(List.of(), heard.failures);
    }

    final void run(String... statements) throws SQLException {
        try (Connection other = other(); Statement statement = other.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    final List<String> rows(String query) throws SQLException {
        var rows = new ArrayList<String>();
        try (Connection other = other();
                Statement statement = other.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    private static List<Entry> flat(List<List<Entry>> commits) {
        return commits.stream().flatMap(List::stream).toList();
    }

    private String refused() {
        return String.valueOf(
                assertThrows(BadJournal.class, () -> open(impatient(), new Heard()).close())
                        .getMessage());
    }

    @Test
    void what_was_kept_comes_back_in_its_order() {
        List<List<Entry>> commits = new Entries(1).commits(300);
        write(commits.subList(0, 150));
        write(commits.subList(150, 300));

        assertEquals(flat(commits), read());
    }

    @Test
    void what_is_rehearsed_is_neither_kept_nor_told_nor_in_the_way() {
        List<List<Entry>> commits = new Entries(4).commits(100);
        List<List<Entry>> others = new Entries(5).commits(100);
        var heard = new Heard();
        try (SqlJournal journal = open(heard)) {
            for (int i = 0; i < commits.size(); i++) {
                journal.rehearse(others.get(i));
                journal.rouse();
                heard.awaitDurable(journal.append(commits.get(i)));
            }
        }
        assertEquals(List.of(), heard.failures);
        assertEquals(flat(commits), read());
    }

    @Test
    void numbers_are_dense_and_told_in_order() {
        var heard = new Heard();
        var ends = new ArrayList<Long>();
        try (SqlJournal journal = open(heard)) {
            long expected = 0;
            for (List<Entry> commit : new Entries(2).commits(200)) {
                expected += commit.size();
                assertEquals(expected, journal.append(commit));
                ends.add(expected);
            }
            heard.awaitDurable(expected);
            assertEquals(expected, journal.durable());
        }
        assertTrue(ends.containsAll(heard.durable), "a part of a commit was told as durable");
        try (SqlJournal journal = open(new Heard())) {
            assertEquals(ends.getLast() + 1, journal.append(List.of(new Entries(3).any())));
        }
    }

    @Test
    void one_process_alone_has_it() {
        SqlJournal first = open(new Heard());
        assertTrue(refused().contains("another process has this journal open"));
        first.close();
        open(new Heard()).close();
    }

    @Test
    void its_past_is_that_which_it_was_opened_with_and_is_handed_over_once() {
        List<List<Entry>> commits = new Entries(17).commits(20);
        write(commits);
        try (SqlJournal journal = open(new Heard())) {
            journal.append(List.of(new Entry.Halted("later", 1)));
            long entries = journal.entries();
            String check = journal.check();
            assertEquals(flat(commits).size(), entries);
            for (String other : List.of("", "00000000", check + "0")) {
                assertThrows(IllegalStateException.class,
                        () -> journal.past(entries, other, _ -> {}));
            }
            assertThrows(IllegalStateException.class,
                    () -> journal.past(entries - 1, check, _ -> {}));
            assertEquals(flat(commits), past(journal));
            assertThrows(IllegalStateException.class, () -> past(journal));
        }
    }

    @Test
    void the_check_sum_of_a_past_is_found_again_however_much_came_after() {
        List<List<Entry>> commits = new Entries(18).commits(30);
        write(commits.subList(0, 10));
        String check;
        long entries;
        try (SqlJournal journal = open(new Heard())) {
            check = journal.check();
            entries = journal.entries();
        }
        assertTrue(check.matches("[0-9a-f]{8}"), check);
        write(commits.subList(10, 30));

        var again = new ArrayList<Entry>();
        assertEquals(check, SqlJournal.check(settings(), entries, again::add));
        assertEquals(flat(commits.subList(0, 10)), again);
        assertEquals("", SqlJournal.check(settings(), 0, again::add));
        assertTrue(String.valueOf(assertThrows(BadJournal.class,
                () -> SqlJournal.check(settings(), 100_000, _ -> {})).getMessage())
                .endsWith(": has " + flat(commits).size() + " entries, 100000 are wanted"));
    }

    @Test
    void a_new_one_has_no_past() {
        try (SqlJournal journal = open(new Heard())) {
            assertEquals(0, journal.entries());
            assertEquals("", journal.check());
            assertEquals(List.of(), past(journal));
        }
    }

    @Test
    void that_of_another_mode_is_refused() {
        write(List.of(List.of(new Entry.Booted(1, "b", SqlJournal.configuration(Entries.MODE, "5f"),
                1))));
        String why = String.valueOf(assertThrows(BadJournal.class, () -> SqlJournal
                .open(settings(), Mode.LIVE, NONE, CLOCK, new Heard()).close()).getMessage());

        assertTrue(why.endsWith(": is a journal of mode practice (boot 1), and this is mode live: "
                + "give each mode a journal of its own"), why);
        assertEquals(1, read().size());
    }

    @Test
    void that_of_no_mode_is_refused() {
        write(List.of(List.of(new Entry.Booted(7, "b", "practically", 1))));

        assertTrue(refused().endsWith(": is a journal of no mode (boot 7), and this is mode "
                + "practice: give each mode a journal of its own"), refused());
    }

    @Test
    void while_it_is_open_it_is_told_to_be_ours() {
        var heard = new Heard();
        try (SqlJournal _ = open(heard)) {
            heard.awaitLease(until -> heard.leases.size() > 2);
        }
        assertTrue(heard.leases.stream().allMatch(until -> until == 3_000_001_000L),
                heard.leases::toString);
    }

    @Test
    void a_locked_database_is_a_failure_told_once_and_nothing_is_lost_or_told_twice()
            throws SQLException {
        List<List<Entry>> commits = new Entries(4).commits(60);
        var heard = new Heard();
        try (SqlJournal journal = open(impatient(), heard)) {
            heard.awaitDurable(journal.append(commits.getFirst()));
            for (int i = 0; i < 2; i++) {
                try (Connection other = other(); Statement statement = other.createStatement()) {
                    lock(statement);
                    long before = heard.last();
                    commits.subList(1 + 20 * i, 21 + 20 * i).forEach(journal::append);
                    heard.awaitFailure();
                    assertEquals(before, heard.last());
                    statement.execute("ROLLBACK");
                }
                heard.awaitDurable(journal.last());
            }
            commits.subList(41, 60).forEach(journal::append);
        }
        assertEquals(1, heard.failures.size(), heard.failures::toString);
        assertEquals(flat(commits), read());
    }

    @Test
    void when_too_much_waits_that_is_a_failure_and_there_is_no_hole() throws SQLException {
        List<List<Entry>> commits = new Entries(5).commits(80);
        var heard = new Heard();
        try (SqlJournal journal = open(impatient().waiting(8), heard)) {
            try (Connection other = other(); Statement statement = other.createStatement()) {
                heard.awaitDurable(journal.append(commits.getFirst()));
                lock(statement);
                commits.subList(1, 79).forEach(journal::append);
                heard.awaitFailure();
                statement.execute("ROLLBACK");
            }
            journal.append(commits.getLast());
        }
        assertEquals(1, heard.failures.size(), heard.failures::toString);
        List<Entry> kept = read();
        assertTrue(kept.size() >= heard.last() && kept.size() < flat(commits).size() - 8);
        assertEquals(flat(commits).subList(0, kept.size()), kept);
    }

    @Test
    void others_read_it_while_it_is_written() {
        assertThrows(BadJournal.class, () -> SqlJournal.read(settings(), _ -> {}));
        List<List<Entry>> commits = new Entries(10).commits(400);
        var ends = new ArrayList<Integer>(List.of(0));
        commits.forEach(commit -> ends.add(ends.getLast() + commit.size()));
        List<Entry> all = flat(commits);
        var heard = new Heard();
        try (SqlJournal journal = open(heard)) {
            for (int i = 0; i < commits.size(); i++) {
                journal.append(commits.get(i));
                if (i % 20 == 0) {
                    long before = heard.last();
                    var entries = new ArrayList<Entry>();
                    assertEquals(SqlJournal.read(settings(), entries::add), entries.size());
                    assertEquals(all.subList(0, entries.size()), entries);
                    assertTrue(ends.contains(entries.size()) && entries.size() >= before);
                }
            }
        }
        var entries = new ArrayList<Entry>();
        SqlJournal.read(settings(), entries::add);
        assertEquals(all, entries);
        assertEquals(List.of(), heard.failures);
    }

    @Test
    void a_changed_row_is_named() throws SQLException {
        write(new Entries(6).commits(10));
        run("UPDATE entries SET at_nanos = 7 WHERE number = 5");

        assertTrue(refused().matches("(?s).*: row 5 \\([a-z_]+\\) is damaged: its check sum is .*"),
                refused());
    }

    @Test
    void a_missing_row_is_named() throws SQLException {
        write(new Entries(7).commits(10));
        run("DELETE FROM entries WHERE number = 4");

        assertTrue(refused().endsWith(": row 4 is missing, the next is 5"), refused());
    }

    @Test
    void a_row_of_a_newer_build_is_named() throws SQLException {
        write(List.of(List.of(new Entry.Halted("why", 3))));
        Row newer = Row.after(Long.parseLong(rows("SELECT crc FROM entries").getFirst()), 2, 2, 4,
                "halted", 8, "{\"why\":\"x\",\"who\":\"y\"}");
        run("INSERT INTO entries (number, ends, at_nanos, type, version, body, crc) VALUES (2, 2, 4,"
                + " 'halted', 8, '" + newer.body() + "', " + newer.crc() + ")");

        assertTrue(refused().endsWith(": row 2 (halted) cannot be read: it is of version 8, this "
                + "build knows 7: a newer one has written it"), refused());
    }

    @Test
    void tables_of_a_newer_build_are_left_alone() throws SQLException {
        write(new Entries(8).commits(1));
        run("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                + " installed_by, execution_time, success) VALUES (5, '5', 'later', 'SQL',"
                + " 'V5__later.sql', 'somebody', 1, " + truth() + ")");

        assertTrue(refused().contains("its tables are not what this build makes"), refused());
    }

    /// How it spells true.
    abstract String truth();

    @Test
    void a_commit_of_which_the_end_is_missing_is_cut_and_told() throws SQLException {
        List<List<Entry>> commits = new ArrayList<>(new Entries(9).commits(20));
        commits.add(List.of(new Entry.Halted("a", 1), new Entry.Halted("b", 2),
                new Entry.Halted("c", 3)));
        write(commits);
        long whole = flat(commits).size() - 3L;
        run("DELETE FROM entries WHERE number = " + (whole + 3));

        var entries = new ArrayList<Entry>();
        var heard = new Heard();
        try (SqlJournal journal = open(heard)) {
            entries.addAll(past(journal));
            assertTrue(journal.cut().endsWith(": rows " + (whole + 1) + " to " + (whole + 2)
                    + " were cut: their commit ends with " + (whole + 3)
                    + ", and the rest is missing"), journal.cut());
            assertEquals(flat(commits).subList(0, (int) whole), entries);
            heard.awaitDurable(journal.append(List.of(new Entry.Halted("d", 4))));
        }
        assertEquals(new Entry.Halted("d", 4), read().getLast());
        assertEquals(whole + 1, read().size());
    }

    @Test
    void an_empty_commit_is_none_and_after_the_end_there_are_no_more() {
        SqlJournal closed;
        try (SqlJournal journal = open(new Heard())) {
            assertThrows(IllegalArgumentException.class, () -> journal.append(List.of()));
            closed = journal;
        }
        assertThrows(IllegalStateException.class,
                () -> closed.append(List.of(new Entry.Halted("too late", 1))));
        assertEquals(List.of(), read());
    }

    @Test
    void a_secret_is_blanked() throws SQLException, IOException {
        String canary = "kQ7vCanaryCanary9xZ";
        Blanking blanking = (array, start, end) -> {
            String text = new String(array, start, end - start, StandardCharsets.US_ASCII);
            int found = 0;
            for (int at = text.indexOf(canary); at >= 0; at = text.indexOf(canary, at + 1)) {
                java.util.Arrays.fill(array, start + at, start + at + canary.length(),
                        (byte) '*');
                found++;
            }
            return found;
        };
        var heard = new Heard();
        try (SqlJournal journal = SqlJournal.open(settings(), Entries.MODE, blanking, CLOCK,
                heard)) {
            heard.awaitDurable(
                    journal.append(List.of(new Entry.Halted("told " + canary + " twice", 1))));
            searches(canary);
        }
        assertEquals(List.of(new Entry.Halted("told " + "*".repeat(canary.length()) + " twice", 1)),
                read());
        assertEquals(List.of(), rows("SELECT * FROM entries").stream()
                .filter(row -> row.contains(canary)).toList());
    }

    /// Looks for it in all that is on disk, where that can be seen.
    void searches(String canary) throws IOException {}

    /// What the fold over these entries knows.
    static String known(List<Entry> entries) {
        var state = new ExecutionState();
        entries.forEach(state::apply);
        return state.toString();
    }

    @Test
    void what_is_known_after_a_start_is_what_was_known_before() {
        for (long seed = 1; seed <= 2; seed++) {
            List<List<Entry>> commits = Entries.inMode(Proof.journal(seed, Proof.Crash.RANDOM));
            var random = new Random(seed);
            int base = read().size();
            int from = 0;
            while (from < commits.size()) {
                int to = Math.min(commits.size(), from + 1 + random.nextInt(100));
                write(commits.subList(from, to));
                List<Entry> all = read();
                assertEquals(known(flat(commits.subList(0, to))),
                        known(all.subList(base, all.size())));
                from = to;
            }
        }
    }

    @Test
    void views_tell_of_attempts_orders_fills_and_postings() throws SQLException {
        List<List<Entry>> commits = Entries.inMode(Proof.journal(1, Proof.Crash.RANDOM));
        write(commits);
        write(List.of(List.of(new Entries(16).of(16)))); // with evidence that is hardly text
        List<Entry> entries = flat(commits);
        long madeUp = entries.stream()
                .filter(entry -> entry instanceof Entry.Adopted(var plan, _, _)
                        && plan.opportunity() == 0)
                .map(entry -> ((Entry.Adopted) entry).plan().attempt()).distinct().count();

        assertTrue(madeUp > 0);
        assertEquals(madeUp + entries.stream().filter(Entry.Reserved.class::isInstance).count(),
                rows("SELECT DISTINCT attempt FROM attempts").size());
        assertEquals(rows("SELECT DISTINCT attempt FROM attempts").size(),
                rows("SELECT attempt FROM attempts").size());
        assertEquals(
                entries.stream()
                        .mapToInt(entry -> entry instanceof Entry.Reserved(var plan, _)
                                ? plan.legs().size()
                                : entry instanceof Entry.Intended
                                        || entry instanceof Entry.Adopted ? 1 : 0)
                        .sum(),
                rows("SELECT id FROM orders").size());
        Entry.Reserved first = entries.stream().filter(Entry.Reserved.class::isInstance)
                .map(Entry.Reserved.class::cast).findFirst().orElseThrow();
        var leg = first.plan().legs().getLast();
        assertEquals(List.of(first.plan().attempt() + "|" + leg.listing().exchange() + "|BTCUSDT|"
                + (leg.buys() ? "buy|" : "sell|") + leg.size().toPlainString() + "|"
                + leg.limit().toPlainString() + "|immediate_or_cancel|0"),
                rows("SELECT attempt, exchange, symbol, side, size, limit_price, time_in_force, "
                        + "rung FROM orders WHERE id = '" + leg.id() + "'"));
        assertEquals(
                entries.stream().filter(entry -> EntryWriter.type(entry).equals("traded")).count(),
                rows("SELECT * FROM fills").size());
        assertEquals(
                entries.stream().mapToInt(entry -> entry instanceof Entry.Posted(_, var commit, _)
                        ? commit.postings().size()
                        : 0).sum(),
                rows("SELECT * FROM postings").size());
        assertEquals(entries.stream().filter(Entry.Turned.class::isInstance).count(),
                rows("SELECT * FROM turns").size());
        assertEquals(entries.stream().filter(Entry.Closed.class::isInstance).count(),
                rows("SELECT * FROM closings").size());
    }
}
