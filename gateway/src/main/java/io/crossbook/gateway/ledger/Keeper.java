package io.crossbook.gateway.ledger;

import io.crossbook.execution.Entry;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes: all that waits, in one transaction, again and again.
///
/// When a write fails it says so once, keeps what waits, and tries again; what was kept by a commit whose answer was lost it finds by the last row.
/// When nothing can help it stops for good: what is in the table is then the beginning of what was told, without a hole.
final class Keeper implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final int MOST_AT_ONCE = 4_096;
    private static final long IDLE_NANOS = 50_000_000;
    /// For so long after a commit the next is waited for without sleeping: who has reserved an attempt hands its orders out soon, and waking a thread takes a while of
    /// the one that wakes.
    private static final long AWAKE_NANOS = 250_000;
    private static final long MILLI = 1_000_000;
    /// How often it is asked whether the journal is still ours, and for how long an answer counts.
    private static final long LOOK_NANOS = 1_000_000_000;
    private static final long LEASE_NANOS = 3 * LOOK_NANOS;

    /// Entries that belong together, the first with this number.
    record Commit(long first, List<Entry> entries) {}

    private final JournalSettings settings;
    private final Database database;
    private final Blanking blanking;
    private final LongSupplier clock;
    private final Tally tally;
    private final MpscAtomicArrayQueue<Commit> waiting;
    private final Thread thread = Thread.ofPlatform().name("journal").daemon().unstarted(this);
    private @Nullable EntryTable table;
    /// Whether it was opened anew and its last row not yet looked at.
    private boolean doubtful;
    private EntryTable.Mark last;
    private long lookedNanos = System.nanoTime() - LOOK_NANOS;
    private long awakeUntil = System.nanoTime();
    private volatile boolean asleep;
    /// Something is about to be taken.
    private volatile boolean roused;
    /// What is written down next and taken back.
    private volatile @Nullable List<Entry> rehearsed;
    private volatile boolean closing;
    private volatile boolean over;
    /// The first entry for which there was no room; 0 for none.
    private volatile long noRoom;
    /// Since when it writes; 0 when it does not.
    private volatile long writesSince;

    /// Nothing can help any more.
    private static final class Lost extends Exception {
        private static final long serialVersionUID = 1;

        Lost(String what) {
            super(what);
        }
    }

    Keeper(JournalSettings settings, Database database, EntryTable table, EntryTable.Mark last,
            Blanking blanking, LongSupplier clock, Tally tally) {
        this.settings = settings;
        this.database = database;
        this.table = table;
        this.last = last;
        this.blanking = blanking;
        this.clock = clock;
        this.tally = tally;
        waiting = new MpscAtomicArrayQueue<>(Math.max(2, settings.capacity()));
    }

    void start() {
        thread.start();
        Thread.ofPlatform().name("journal watch").daemon().start(this::watch);
    }

    /// Takes a commit over and never waits. After one for which there was no room none is taken any more: no hole may be in the table.
    void take(Commit commit) {
        if (!over && noRoom == 0 && !waiting.offer(commit)) {
            noRoom = commit.first();
        }
        wake();
    }

    /// Is awake by the time that something is taken, if that is soon.
    void rouse() {
        roused = true;
        wake();
    }

    /// Writes it down and takes it back, when it has nothing else to do.
    void rehearse(List<Entry> commit) {
        if (database.near()) {
            rehearsed = commit;
            wake();
        }
    }

    private void wake() {
        VarHandle.fullFence(); // else it might be seen asleep before it sees what for
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    int waits() {
        return waiting.size();
    }

    /// Writes what waits, then ends. False when it did not in time: then it may still be writing.
    boolean close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            return thread.join(Duration.ofMillis(4L * settings.patienceMillis()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void run() {
        try {
            for (List<Commit> batch = next(); !batch.isEmpty(); batch = next()) {
                keep(batch);
            }
            if (noRoom != 0) {
                throw new Lost("more than " + settings.capacity() + " commits waited: from entry "
                        + noRoom + " on nothing is kept");
            }
        } catch (Lost e) {
            String why = e.getMessage() + "; nothing more is written";
            if (!fail(why)) {
                LOG.error("{}: {}", settings.where(), why);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the journal's thread has failed", settings.where(), e);
            fail("the journal's thread has failed: " + e);
        } finally {
            over = true;
            if (table != null) {
                table.close();
            }
        }
    }

    /// All that waits; nothing when it is to end, or when what comes next has no room.
    private List<Commit> next() throws Lost {
        var batch = new ArrayList<Commit>();
        while (true) {
            look();
            boolean ending = closing || noRoom != 0; // before the queue is looked at for the last time
            int entries = 0;
            for (Commit next = waiting.poll(); next != null; next = waiting.poll()) {
                batch.add(next);
                entries += next.entries().size();
                if (entries >= MOST_AT_ONCE) {
                    break;
                }
            }
            if (!batch.isEmpty() || ending) {
                return batch;
            }
            rehearse();
            if (roused) {
                roused = false;
                awakeUntil = System.nanoTime() + AWAKE_NANOS;
            }
            if (System.nanoTime() - awakeUntil < 0) {
                Thread.onSpinWait();
            } else {
                sleep();
            }
        }
    }

    private void sleep() {
        asleep = true;
        VarHandle.fullFence();
        if (waiting.isEmpty() && !closing && !roused && rehearsed == null) {
            LockSupport.parkNanos(this, IDLE_NANOS);
        }
        asleep = false;
    }

    private void rehearse() throws Lost {
        List<Entry> commit = rehearsed;
        rehearsed = null;
        EntryTable open = table;
        if (commit == null || open == null || doubtful) {
            return;
        }
        writesSince = System.nanoTime() | 1;
        try {
            open.rehearse(rows(List.of(new Commit(last.number() + 1, commit))));
        } catch (SQLException e) {
            LOG.debug("{}: not rehearsed: {}", settings.where(), words(e));
            letGo(); // what really has to be kept opens it anew, and says what is wrong
        } finally {
            writesSince = 0;
        }
    }

    /// Tells once a second for how long the journal is ours. The time is read before: who is stopped in between has it no longer for that.
    private void look() {
        if (System.nanoTime() - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = System.nanoTime();
        long now = clock.getAsLong();
        tally.lease(held() ? now + LEASE_NANOS : 0);
    }

    private boolean held() {
        try {
            return opened().held();
        } catch (SQLException | BadJournal e) {
            LOG.warn("{}: it is not known whether it is still ours: {}", settings.where(),
                    words(e));
            letGo();
            return false;
        }
    }

    private EntryTable opened() throws SQLException {
        EntryTable open = table;
        if (open == null) {
            open = new EntryTable(database);
            table = open;
            doubtful = true;
        }
        return open;
    }

    private void keep(List<Commit> batch) throws Lost {
        List<Row> rows = rows(batch);
        boolean full = batch.stream().flatMap(commit -> commit.entries().stream())
                .anyMatch(Entry::lasting);
        Row end = rows.getLast();
        for (boolean again = false;; again = true) {
            writesSince = System.nanoTime() | 1;
            try {
                write(rows, full);
                last = new EntryTable.Mark(end.number(), end.crc());
                if (again) {
                    LOG.warn("{}: kept again, up to entry {}", settings.where(), end.number());
                }
                tally.durable(end.number());
                awakeUntil = System.nanoTime() + AWAKE_NANOS;
                return;
            } catch (SQLException | BadJournal e) {
                letGo();
                fail("entries " + rows.getFirst().number() + " to " + end.number()
                        + " could not be kept: " + words(e));
            } finally {
                writesSince = 0;
            }
            if (closing) {
                throw new Lost("entries from " + rows.getFirst().number() + " on were not kept");
            }
            LockSupport.parkNanos(this, settings.retryMillis() * MILLI);
        }
    }

    /// After a failure nobody knows whether the commit was kept: the last row tells.
    private void write(List<Row> rows, boolean full) throws SQLException, Lost {
        Row end = rows.getLast();
        EntryTable open = opened();
        if (doubtful) {
            EntryTable.Mark there = open.last();
            if (there.number() == end.number() && there.crc() == end.crc()) {
                doubtful = false;
                return;
            }
            if (!there.equals(last)) {
                throw new Lost("its last row is " + there.number() + " and not ours, which was "
                        + last.number()
                        + ": somebody else has written to it, or it has lost what it had kept");
            }
            doubtful = false;
        }
        open.keep(rows, full);
    }

    /// PostgreSQL's driver begins with the whole statement: what went wrong comes last.
    private static String words(Exception e) {
        Exception last = e;
        while (last instanceof SQLException sql && sql.getNextException() != null) {
            last = sql.getNextException();
        }
        return String.valueOf(last.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private void letGo() {
        if (table != null) {
            table.close();
            table = null;
        }
    }

    /// True when it was the first time.
    private boolean fail(String why) {
        String words = settings.where() + ": " + why;
        boolean first = tally.failed(words);
        if (first) {
            LOG.error("{}", words);
        }
        return first;
    }

    private List<Row> rows(List<Commit> batch) throws Lost {
        var rows = new ArrayList<Row>();
        long crc = last.crc();
        for (Commit commit : batch) {
            long number = commit.first();
            long ends = number + commit.entries().size() - 1;
            for (Entry entry : commit.entries()) {
                String type = EntryWriter.type(entry);
                Row row = Row.after(crc, number, ends, entry.atNanos(), type, EntryReader.VERSION,
                        blanked(number, type, entry));
                rows.add(row);
                crc = row.crc();
                number++;
            }
        }
        return rows;
    }

    private String blanked(long number, String type, Entry entry) throws Lost {
        String body = EntryWriter.body(entry);
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        if (blanking.blank(bytes, 0, bytes.length) == 0) {
            return body;
        }
        LOG.warn("{}: a secret was blanked in entry {} ({})", settings.where(), number, type);
        String clean = new String(bytes, StandardCharsets.US_ASCII);
        try {
            EntryReader.entry(type, EntryReader.VERSION, clean, entry.atNanos());
            return clean;
        } catch (BadRow e) {
            throw new Lost("entry " + number + " (" + type + ") holds a secret where none can be "
                    + "left out: "
                    + String.valueOf(e.getMessage()).replaceAll("'.*'", "…"));
        }
    }

    /// A disk or a server that does not answer throws nothing.
    private void watch() {
        long patience = settings.patienceMillis() * MILLI;
        while (!over) {
            LockSupport.parkNanos(patience / 2);
            long since = writesSince;
            if (since != 0 && System.nanoTime() - since > 2 * patience) {
                fail("a commit has taken more than " + 2 * settings.patienceMillis() + " ms");
            }
            if (noRoom != 0) {
                fail("more than " + settings.capacity() + " commits waited: from entry " + noRoom
                        + " on nothing is kept");
            }
        }
    }
}
