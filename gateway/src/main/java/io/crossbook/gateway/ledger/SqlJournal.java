package io.crossbook.gateway.ledger;

import io.crossbook.execution.Entry;
import io.crossbook.gateway.engine.Chronicle;
import io.crossbook.gateway.engine.Mode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The journal in SQLite or PostgreSQL, of this process alone.
///
///     var journal = SqlJournal.open(settings, mode, secrets::blank, clock::now, receipts);
///     journal.past(journal.entries(), journal.check(), state::apply);
///
/// Commits are handed over on the engine's thread, which never waits; another thread writes all that waits in one transaction and tells, in order, what
/// is kept. Closed once nothing is handed over any more.
public final class SqlJournal implements Chronicle, AutoCloseable {

    private static final String MODE_ENDS = ":";

    private final String where;
    private final Database database;
    private final Keeper keeper;
    private final Tally tally;
    private final EntryTable.Mark opened;
    private final String cut;
    /// What was there when it was opened, until somebody has taken it: reading it a second time would hold the engine up for as long as a start takes.
    private @Nullable List<Entry> past;
    private long number;
    private volatile boolean closed;

    private SqlJournal(String where, Database database, Keeper keeper, Tally tally,
            EntryTable.Found found, List<Entry> past) {
        this.where = where;
        this.database = database;
        this.keeper = keeper;
        this.tally = tally;
        this.past = past;
        opened = found.last();
        number = opened.number();
        String torn = database.torn();
        cut = torn.isEmpty() || found.torn().isEmpty()
                ? torn + found.torn()
                : torn + "; " + found.torn();
    }

    /// Takes the journal for this process, brings its tables up to date, looks at every row, and keeps all entries for [#past]. Fails with [BadJournal] where
    /// another process has it, where it cannot be reached, where a row is not as it was written, and where it is of another mode. `clock` has the engine's
    /// time, for the lease.
    public static SqlJournal open(JournalSettings settings, Mode mode, Blanking blanking,
            LongSupplier clock, Receipts receipts) {
        return open(settings, Database.of(settings), mode, blanking, clock, receipts);
    }

    static SqlJournal open(JournalSettings settings, Database database, Mode mode,
            Blanking blanking, LongSupplier clock, Receipts receipts) {
        EntryTable table = null;
        boolean opened = false;
        try {
            table = new EntryTable(database);
            Schema.prepare(settings, database);
            var past = new ArrayList<Entry>();
            EntryTable.Found found = table.read(settings.where(), entry -> {
                belongs(settings.where(), mode, entry);
                past.add(entry);
            });
            var tally = new Tally(receipts, found.last().number());
            var keeper = new Keeper(settings, database, table, found.last(), blanking, clock,
                    tally);
            keeper.start();
            opened = true;
            return new SqlJournal(settings.where(), database, keeper, tally, found, past);
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

    /// How a boot writes down what was configured: with the mode, so that no journal is ever gone on with in another.
    public static String configuration(Mode mode, String sum) {
        return mode.word() + MODE_ENDS + sum;
    }

    private static void belongs(String where, Mode mode, Entry entry) {
        if (entry instanceof Entry.Booted(int epoch, _, String configuration, _)
                && !configuration.startsWith(configuration(mode, ""))) {
            int ends = configuration.indexOf(MODE_ENDS);
            throw new BadJournal(where + ": is a journal of "
                    + (ends < 0 ? "no mode" : "mode " + configuration.substring(0, ends))
                    + " (boot " + epoch + "), and this is mode " + mode.word()
                    + ": give each mode a journal of its own");
        }
    }

    /// Hands all entries that are kept by now to `to`, in their order, without taking the journal from who writes it; the number of the last. Changes
    /// nothing, and fails as [#open] does, also where there is none.
    public static long read(JournalSettings settings, Consumer<Entry> to) {
        return read(settings, Long.MAX_VALUE, to).number();
    }

    /// How many there are, where all of them are of this mode; nothing is changed, and it fails as [#open] does.
    public static long entries(JournalSettings settings, Mode mode) {
        return read(settings, entry -> belongs(settings.where(), mode, entry));
    }

    /// The same, of the first `entries` only; the check sum of the last of them, as [#check] has it. Fails where there are fewer.
    public static String check(JournalSettings settings, long entries, Consumer<Entry> to) {
        EntryTable.Mark last = read(settings, entries, to);
        if (last.number() != entries) {
            throw new BadJournal(settings.where() + ": has " + last.number() + " entries, "
                    + entries + " are wanted");
        }
        return last.check();
    }

    private static EntryTable.Mark read(JournalSettings settings, long most, Consumer<Entry> to) {
        try (Connection connection = Database.reader(settings)) {
            return EntryTable.read(connection, settings.where(), most, to).last();
        } catch (SQLException e) {
            throw new BadJournal(settings.where() + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// How many entries there were when it was opened.
    public long entries() {
        return opened.number();
    }

    /// The check sum of the last of them, which goes over all of them; empty where there was none.
    public String check() {
        return opened.check();
    }

    /// The engine's thread; once, and only what there was when it was opened.
    @Override
    public void past(long entries, String check, Consumer<Entry> to) {
        List<Entry> all = past;
        if (all == null) {
            throw new IllegalStateException(where + ": its past was taken already");
        }
        if (entries != entries() || !check.equals(check())) {
            throw new IllegalStateException(where + ": was opened with " + entries()
                    + " entries up to " + check() + ", not with " + entries + " up to " + check);
        }
        past = null;
        all.forEach(to);
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

    @Override
    public void rouse() {
        keeper.rouse();
    }

    /// Writes a commit down and takes it back, so that the next real one finds the way to the file in the processor's caches. Never waits; nothing of it is
    /// kept, told or seen. Any thread.
    public void rehearse(List<Entry> commit) {
        keeper.rehearse(commit);
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
