package io.crossbook.gateway.control;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Decider;
import io.crossbook.gateway.loop.Loop;
import io.crossbook.gateway.loop.Recorder;
import io.crossbook.gateway.web.Halting.Halted;
import io.crossbook.gateway.wire.Latch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What stops new risk from outside the engine.
@Timeout(240)
final class HaltWatchTest {

    private static final long MILLI = 1_000_000;
    /// How long a halt may take; 50 ms with `-Plong`, on a machine that has nothing else to do.
    private static final long MOST_MILLIS = Long.getLong("crossbook.halt.millis", 60_000);

    @TempDir
    Path folder;

    private final Latch latch = new Latch();
    private final List<Input.Wish> wishes = new CopyOnWriteArrayList<>();
    private long now = 1_000_000 * MILLI;
    private volatile long beat;

    private Halts halts() throws IOException {
        return new Halts(folder, latch, this::told);
    }

    private void told(Input input) {
        if (input instanceof Input.Command(Input.Wish wish)) {
            wishes.add(wish);
        }
    }

    private HaltWatch watch(Halts halts) {
        return HaltWatch.still(folder, halts, () -> beat, () -> now, 1_000);
    }

    private void looks(HaltWatch watch, int times) {
        for (int i = 0; i < times; i++) {
            now += 20 * MILLI;
            watch.look();
        }
    }

    @Test
    void whoever_closes_it_waits_for_the_look_that_is_under_way() throws Exception {
        var looking = new CountDownLatch(1);
        var watching = new AtomicReference<Thread>();
        HaltWatch watch = HaltWatch.start(folder, halts(), () -> {
            if (Thread.currentThread().getName().equals("halt watch")
                    && watching.getAndSet(Thread.currentThread()) == null) {
                looking.countDown();
                LockSupport.parkNanos(50 * MILLI);
            }
            return 0;
        }, () -> now, 1_000);
        looking.await();
        watch.close();
        assertFalse(Objects.requireNonNull(watching.get()).isAlive());
    }

    private Path halt() {
        return folder.resolve("halt");
    }

    private String halted() throws IOException {
        return Files.readString(folder.resolve("halted"));
    }

    private static Input.Wish halt(String why, long pull) {
        return new Input.Wish.Halt(why, pull);
    }

    @Test
    void the_file_halts_at_the_next_look_and_says_why() throws IOException {
        try (HaltWatch watch = watch(halts())) {
            looks(watch, 10);
            assertFalse(latch.pulled());
            Files.writeString(halt(), "Anna: odd fills at beta\nmore\n");
            looks(watch, 10);
        }
        String why = "file " + halt() + ": Anna: odd fills at beta";
        assertEquals(List.of(halt(why, 1)), wishes);
        assertTrue(halted().matches("20[0-9T:.-]+Z \\Q" + why + "\\E\n"), halted());
        assertEquals("rw-------", mode(folder.resolve("halted")));
        assertEquals("rwx------", mode(folder));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void an_empty_file_halts_too_and_a_folder_of_that_name() throws IOException {
        try (HaltWatch watch = watch(halts())) {
            Files.createDirectory(halt());
            looks(watch, 1);
        }
        assertEquals(List.of(halt("file " + halt(), 1)), wishes);
    }

    @Test
    void after_a_hundred_halts_one_more_is_noted_too() throws IOException {
        var halts = halts();
        for (int i = 1; i <= 150; i++) {
            halts.halt("flood " + i);
        }
        assertEquals(100, halts.pulls().size());
        assertEquals(100, halted().lines().count());
        assertTrue(halted().lines().findFirst().orElse("").endsWith(" flood 1"), halted());
        assertTrue(halted().endsWith(" flood 99\n" + halts.pulls().getLast() + "\n"), halted());
        assertEquals(150, halts.pulls().getLast().number());
    }

    @Test
    void who_writes_the_file_once_more_is_heard_once_more() throws IOException {
        var halts = halts();
        try (HaltWatch watch = watch(halts)) {
            Files.writeString(halt(), "lunch");
            Files.setLastModifiedTime(halt(), FileTime.fromMillis(1_000));
            looks(watch, 5);
            Files.writeString(halt(), "fire");
            Files.setLastModifiedTime(halt(), FileTime.fromMillis(2_000));
            looks(watch, 5);
        }
        assertEquals(List.of("file " + halt() + ": lunch", "file " + halt() + ": fire"),
                halts.pulls().stream().map(Halts.Pull::why).toList());
    }

    @Test
    void what_is_allowed_again_while_the_file_is_there_is_halted_again() throws IOException {
        try (HaltWatch watch = watch(halts())) {
            Files.createFile(halt());
            looks(watch, 5);
            assertEquals(1, latch.pulls());
            assertTrue(latch.release(1));
            looks(watch, 5);
            assertEquals(2, latch.pulls());

            Files.delete(halt());
            looks(watch, 1);
            assertTrue(latch.pulled(), "a file that goes allows nothing");
            assertTrue(latch.release(2));
            looks(watch, 5);
        }
        assertFalse(latch.pulled());
        assertFalse(Files.exists(folder.resolve("halted")));
    }

    @Test
    void a_file_is_a_pull_of_its_own_where_something_else_has_halted() throws IOException {
        var halts = halts();
        try (HaltWatch watch = watch(halts)) {
            long first = halts.pull("signal");
            Files.createFile(halt());
            looks(watch, 3);
            assertFalse(latch.release(first), "the file was forgotten");
        }
        assertEquals(List.of("signal", "file " + halt()),
                halts.pulls().stream().map(Halts.Pull::why).toList());
    }

    @Test
    void a_loop_that_is_silent_for_a_second_halts_once() throws IOException {
        beat = 7;
        try (HaltWatch watch = watch(halts())) {
            looks(watch, 51);
            assertFalse(latch.pulled());
            looks(watch, 1);
            assertTrue(latch.pulled());
            looks(watch, 500);
            assertEquals(1, latch.pulls());

            beat = 8;
            looks(watch, 1);
            latch.release(1);
            looks(watch, 50);
            assertFalse(latch.pulled());
            looks(watch, 1);
        }
        assertEquals(List.of(halt("the loop has been silent for more than 1000 ms", 1),
                halt("the loop has been silent for more than 1000 ms", 2)), wishes);
    }

    @Test
    void before_the_loop_runs_its_silence_means_nothing() throws IOException {
        try (HaltWatch watch = watch(halts())) {
            looks(watch, 500);
        }
        assertFalse(latch.pulled());
    }

    @Test
    void a_process_that_stood_still_as_a_whole_was_not_silent() throws IOException {
        beat = 7;
        try (HaltWatch watch = watch(halts())) {
            looks(watch, 10);
            now += 3_600_000 * MILLI;
            looks(watch, 2);
            beat = 8;
            looks(watch, 10);
        }
        assertFalse(latch.pulled());
    }

    @Test
    void a_restart_finds_it_without_a_journal() throws IOException {
        try (HaltWatch watch = watch(halts())) {
            Files.writeString(halt(), "enough");
            looks(watch, 1);
        }
        Files.delete(halt());
        var again = new Latch();
        wishes.clear();
        var halts = new Halts(folder, again, this::told);
        assertTrue(again.pulled(), "it would have traded before the first look");
        try (HaltWatch watch = watch(halts)) {
            looks(watch, 3);
            assertTrue(halted().matches(
                    "20\\S+ halted before this start: 20\\S+ file \\S+/halt: enough\n"), halted());
            again.release(1);
            looks(watch, 1);
        }
        assertEquals(1, wishes.size());
        assertFalse(new Halts(folder, new Latch(), this::told).pulled());
    }

    @Test
    void who_deletes_the_note_of_it_allows_nothing() throws IOException {
        var halts = halts();
        try (HaltWatch watch = watch(halts)) {
            halts.pull("enough");
            looks(watch, 1);
            Files.delete(folder.resolve("halted"));
            looks(watch, 1);
        }
        assertTrue(halted().endsWith(" enough\n"), halted());
        assertTrue(latch.pulled());
    }

    @Test
    void a_flood_of_pulls_keeps_the_first_and_loses_none_for_the_latch() throws IOException {
        var halts = halts();
        for (int i = 1; i <= 1_000; i++) {
            assertEquals(i, halts.pull("why\n" + i + " " + "x".repeat(1_000)));
        }
        halts.keep();
        assertEquals(100, halted().lines().count());
        assertTrue(halted().length() < 100 * 400);
        assertEquals("why 1 " + "x".repeat(294) + "…", halts.pulls().getFirst().why());
        assertFalse(latch.release(999));
    }

    @Test
    void who_is_told_that_it_is_halted_would_find_it_so_after_a_restart() throws IOException {
        var halts = halts();
        assertEquals(new Halted(1, ""), halts.halt("phone"));
        assertTrue(halted().endsWith(" phone\n"), halted());
        assertTrue(new Halts(folder, new Latch(), this::told).pulled());
    }

    @Test
    void a_note_that_cannot_be_written_is_said_and_halts_all_the_same() throws IOException {
        Path inTheWay = folder.resolve("halted.new/full");
        var halts = halts();
        Files.createDirectories(inTheWay);
        Halted first = halts.halt("phone");
        assertTrue(latch.pulled());
        assertTrue(first.unnoted().contains(folder.resolve("halted") + ": ")
                && first.unnoted().contains("DirectoryNotEmpty"), first.unnoted());

        Files.delete(inTheWay);
        assertEquals(new Halted(2, ""), halts.halt("phone again"));
        assertTrue(halted().endsWith(" phone again\n"), halted());
    }

    @Test
    void who_begins_to_trade_is_told_of_what_was_before() throws IOException {
        var halts = halts();
        halts.tell();
        assertEquals(List.of(), wishes);
        halts.pull("one");
        halts.pull("two");
        wishes.clear();
        halts.tell();
        assertEquals(List.of(halt("one", 2)), wishes);
    }

    @Test
    void the_signal_halts() throws IOException, InterruptedException {
        try (HaltWatch _ = watch(halts())) {
            var kill = new ProcessBuilder("kill", "-USR1",
                    Long.toString(ProcessHandle.current().pid())).start();
            assertEquals(0, kill.waitFor());
            await().until(() -> !wishes.isEmpty());
            // Nobody looks: whoever heard it notes it down.
            await().until(() -> Files.exists(folder.resolve("halted")));
        }
        assertEquals(List.of(halt("signal SIGUSR1", 1)), wishes);
    }

    /// The loop stands still from beginning to end, and everything here halts nevertheless.
    @Test
    void while_the_loop_is_blocked_each_source_halts() throws Exception {
        var clock = Clock.system();
        var free = new CountDownLatch(1);
        var heard = new CopyOnWriteArrayList<Input>();
        try (var loop = new Loop(clock, Recorder.NONE, new SimpleMeterRegistry())) {
            loop.start(hearing(heard));
            await().until(() -> loop.beatNanos() != 0);
            var state = loop.inbox().state("halt");
            var halts = new Halts(folder, latch, state::put);
            try (HaltWatch _ = HaltWatch.start(folder, halts, loop::beatNanos, clock,
                    1_000)) {
                loop.run(() -> uninterruptedly(free));
                await().until(latch::pulled);
                assertTrue(halts.pulls().getFirst().why().startsWith("the loop has been silent"));

                long file = fastest(halts, () -> Files.createFile(halt()),
                        () -> Files.delete(halt()));
                long signal = fastest(halts, HaltWatchTest::signal, () -> {});
                long call = fastest(halts, () -> halts.pull("called"), () -> {});
                System.out.printf("halted while the loop stood: file %d µs, signal with a process "
                        + "of its own %d µs, call %d µs%n", file / 1_000, signal / 1_000,
                        call / 1_000);
                assertTrue(Math.max(file, Math.max(signal, call)) <= MOST_MILLIS * MILLI);
                assertEquals(List.of(), heard.stream().filter(Input.Command.class::isInstance)
                        .toList(), "the loop was not blocked");
                free.countDown();
                await().until(() -> heard.stream().anyMatch(Input.Command.class::isInstance));
            } finally {
                free.countDown();
            }
        }
    }

    private interface Act {
        void run() throws Exception;
    }

    private static void signal() throws IOException {
        new ProcessBuilder("kill", "-USR1", Long.toString(ProcessHandle.current().pid())).start();
    }

    /// Of ten, because a busy machine may hold up one or the other; that no more than a look passes is shown above.
    private long fastest(Halts halts, Act act, Act undo) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            latch.release(latch.pulls());
            long begun = System.nanoTime();
            act.run();
            while (!latch.pulled()) {
                assertTrue(System.nanoTime() - begun < 60_000 * MILLI, "not within a minute");
                Thread.onSpinWait();
            }
            best = Math.min(best, System.nanoTime() - begun);
            undo.run();
            // or the next one would be this one still
            await().until(() -> !halts.pulls().isEmpty() && Files.notExists(halt()));
        }
        return best;
    }

    private static void uninterruptedly(CountDownLatch free) {
        try {
            free.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Decider hearing(List<Input> heard) {
        return new Decider() {
            @Override
            public void accept(long at, Input input) {
                heard.add(input);
            }

            @Override
            public long nextDeadline() {
                return NEVER;
            }
        };
    }
}
