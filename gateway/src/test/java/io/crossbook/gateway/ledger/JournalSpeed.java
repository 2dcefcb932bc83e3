package io.crossbook.gateway.ledger;

import io.crossbook.execution.Entry;
import io.crossbook.execution.proof.Proof;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Measures a journal; not a test. Arguments: JDBC URLs of new journals, each followed by NORMAL or FULL.
///
/// A reservation of two legs is handed over, one at a time, a millisecond apart, as in life: the writer sleeps in between.
final class JournalSpeed {

    private static final int WARM_UP = 3_000;
    private static final int MEASURED = 3_000;
    private static final int MANY = Integer.getInteger("crossbook.many", 1_000_000);
    private static final int AT_ONCE = 1_000;

    private JournalSpeed() {}

    public static void main(String[] arguments) {
        Entry reserved = Proof.journal(1, Proof.Crash.NONE).stream().flatMap(List::stream)
                .filter(Entry.Reserved.class::isInstance).findFirst().orElseThrow();
        for (int i = 0; i < arguments.length; i += 2) {
            var settings = JournalSettings.at(arguments[i], "", "",
                    Durability.valueOf(arguments[i + 1])).patient(10_000, 10);
            measure(settings, reserved);
        }
    }

    private static void measure(JournalSettings settings, Entry entry) {
        var last = new Last();
        long number;
        try (SqlJournal journal = SqlJournal.open(settings, Entries.MODE, (_, _, _) -> 0,
                System::nanoTime,
                last)) {
            commits(journal, last, entry, WARM_UP);
            long[][] took = commits(journal, last, entry, MEASURED);
            print(settings + ": handed over", took[0]);
            print(settings + ": durable", took[1]);
            long begun = System.nanoTime();
            for (int i = 0; i < MANY; i += AT_ONCE) {
                for (int j = 0; j < AT_ONCE; j++) {
                    journal.append(List.of(entry));
                }
                await(last, journal.last());
            }
            number = journal.last();
            System.out.printf("%s: %d entries in %d ms%n", settings, MANY,
                    (System.nanoTime() - begun) / 1_000_000);
        }
        long begun = System.nanoTime();
        SqlJournal.open(settings, Entries.MODE, (_, _, _) -> 0, System::nanoTime,
                last).close();
        System.out.printf("%s: opened with %d entries in %d ms%n", settings, number,
                (System.nanoTime() - begun) / 1_000_000);
    }

    private static long[][] commits(SqlJournal journal, Last last, Entry entry, int count) {
        long[][] took = new long[2][count];
        for (int i = 0; i < count; i++) {
            LockSupport.parkNanos(1_000_000);
            long begun = System.nanoTime();
            long number = journal.append(List.of(entry));
            took[0][i] = System.nanoTime() - begun;
            await(last, number);
            took[1][i] = System.nanoTime() - begun;
        }
        return took;
    }

    private static void await(Last last, long number) {
        while (last.number < number) {
            Thread.onSpinWait();
        }
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf("%s: p50 %.1f us, p99 %.1f us, most %.1f us%n", what,
                nanos[nanos.length / 2] / 1e3, nanos[nanos.length * 99 / 100] / 1e3,
                nanos[nanos.length - 1] / 1e3);
    }

    /// What was last told as durable.
    private static final class Last implements Receipts {
        volatile long number;

        @Override
        public void durable(long durable) {
            number = durable;
        }

        @Override
        public void failed(String why) {
            throw new IllegalStateException(why);
        }

        @Override
        public void lease(long untilNanos) {} // measured is what commits cost
    }
}
