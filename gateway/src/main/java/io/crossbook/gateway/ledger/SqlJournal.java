package io.crossbook.gateway.ledger;

import io.crossbook.execution.Entry;
import io.crossbook.execution.Journal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/// The journal in SQLite or PostgreSQL, of this process alone.
///
///     var state = new ExecutionState();
///     var journal = SqlJournal.open(settings, secrets::blank, state::apply, receipts);
///
/// Commits are handed over on the engine's thread, which never waits; another thread writes all that waits in one transaction and tells, in order, what
/// is kept. Closed once nothing is handed over any more.
public final class SqlJournal implements Journal, AutoCloseable {

    private final Database database;
    private final Keeper keeper;
    private final Tally tally;
    private final String cut;
    private long number;
    private volatile boolean closed;

    private SqlJournal(Database database, Keeper keeper, Tally tally, EntryTable.Found found) {
        this.database = database;
        this.keeper = keeper;
        this.tally = tally;
        number = found.last().number();
        String torn = database.torn();
        cut = torn.isEmpty() || found.torn().isEmpty()
                ? torn + found.torn()
                : torn + "; " + found.torn();
    }

    /// Takes the journal for this process, brings its tables up to date, looks at every row, and hands all entries to `past` in their order. Fails with
    /// [BadJournal] where another process has it, where it cannot be reached, and where a row is not as it was written.
    public static SqlJournal open(JournalSettings settings, Blanking blanking,
            Consumer<Entry> past, Receipts receipts) {
        return open(settings, Database.of(settings), blanking, past, receipts);
    }

    static SqlJournal open(JournalSettings settings, Database database, Blanking blanking,
            Consumer<Entry> past, Receipts receipts) {
        EntryTable table = null;
        boolean opened = false;
        try {
            table = new EntryTable(database);
            Schema.prepare(settings, database);
            EntryTable.Found found = table.read(settings.where(), past);
            var tally = new Tally(receipts, found.last().number());
            var keeper = new Keeper(settings, database, table, found.last(), blanking, tally);
            keeper.start();
            opened = true;
            return new SqlJournal(database, keeper, tally, found);
        } catch (SQLException e) {
            throw new BadJournal(settings.where() + ": cannot be opened: " + e.getMessage(), e);
        } finally {
            if (!opened) {
                if (table != null) {
                    table.close();
                }
                database.close();
            }
        }
    }

    /// Hands all entries that are kept by now to `to`, in their order, without taking the journal from who writes it; the number of the last. Changes
    /// nothing, and fails as [#open] does, also where there is none.
    public static long read(JournalSettings settings, Consumer<Entry> to) {
        try (Connection connection = Database.reader(settings)) {
            return EntryTable.read(connection, settings.where(), to).last().number();
        } catch (SQLException e) {
            throw new BadJournal(settings.where() + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// The engine's thread.
    @Override
    public long append(List<Entry> commit) {
        if (commit.isEmpty()) {
            throw new IllegalArgumentException("a commit of nothing");
        }
        if (closed) {
            throw new IllegalStateException("the journal was closed before its writer");
        }
        long first = number + 1;
        number += commit.size();
        keeper.take(new Keeper.Commit(first, List.copyOf(commit)));
        return number;
    }

    /// The number of the last entry that was handed over, or read at the start. The engine's thread.
    public long last() {
        return number;
    }

    /// Up to which entry all is kept. Any thread.
    public long durable() {
        return tally.durable();
    }

    /// How many commits wait to be written. Any thread.
    public int waiting() {
        return keeper.waits();
    }

    /// What was left of an earlier process that had not been written whole, and was cut when this was opened, in words for people; empty when nothing.
    public String cut() {
        return cut;
    }

    /// Writes what waits, and lets others have the journal. What could not be written even now was told as a failure.
    @Override
    public void close() {
        closed = true;
        if (keeper.close()) {
            database.close();
        } // else it still hangs in a write: the journal stays ours until the process ends
    }
}
