package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Bytes;
import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Segments come, go, and fail to come.
final class RotationTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();
    private final TapeAlarms alarms = new TapeAlarms() {
        @Override
        public void stopped(long last, String why, TapeSettings.OnDiskFull policy) {
            told.add("stopped after " + last + ": " + why + ", " + policy);
        }

        @Override
        public void resumed(long last) {
            told.add("resumed after " + last);
        }

        @Override
        public void pruned(String file) {
            told.add("pruned " + Path.of(file).getFileName());
        }
    };

    private TapeSettings settings(long segmentBytes, long segmentNanos, long total, long age) {
        return new TapeSettings(folder, segmentBytes, segmentNanos, total, age, SECOND, 1 << 20,
                false, 0, TapeSettings.OnDiskFull.STOP_TRADING);
    }

    @Test
    void a_segment_ends_by_age_and_the_next_opens_with_the_state_of_that_moment()
            throws IOException {
        recordFourSegments();
        var checkpoints = new ArrayList<String>();
        try (var reader = TapeReader.open(folder)) {
            while (reader.next()) {
                if (reader.item() instanceof Item.Started started) {
                    checkpoints.add(started.segment() + " " + reader.number() + " "
                            + started.checkpoint().engine());
                }
            }
        }
        assertEquals(List.of("1 0 after 0", "2 11 after 11", "3 22 after 22", "4 33 after 33"),
                checkpoints);
        assertTrue(TapeInfo.of(folder).sound());
        assertEquals(35, TapeInfo.of(folder).inputs());
    }

    private void recordFourSegments() throws IOException {
        try (var tape = TapeWriter.prepare(settings(1 << 20, 10 * SECOND, 0, 0), "test",
                new Secrets(), alarms, Storage.DISK)) {
            long[] now = {0};
            tape.begin(0,
                    () -> new Checkpoint(true, Reels.SETTINGS, List.of(), List.of(), List.of(),
                            Bytes.of("after " + now[0])));
            for (int number = 1; number <= 35; number++) {
                now[0] = number;
                tape.input(number, number * SECOND, new Input.Tick());
                tape.scribe().step(number * SECOND);
            }
        }
    }

    @Test
    void the_oldest_segments_go_when_all_together_are_too_large() throws IOException {
        try (var tape = TapeWriter.prepare(settings(4096, 3600 * SECOND, 20_000, 0), "test",
                new Secrets(), alarms, Storage.DISK)) {
            tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
            for (int number = 1; number <= 1000; number++) {
                tape.input(number, number, Reels.frame(1, "x".repeat(100)));
                tape.scribe().step(number * SECOND);
            }
        }
        TapeInfo info = TapeInfo.of(folder);
        assertTrue(info.bytes() <= 24_000, info.bytes() + " bytes");
        assertTrue(info.bytes() > 12_000, info.bytes() + " bytes");
        assertTrue(info.sound(), info.verdict());
        assertEquals(1000, info.last());
        assertEquals("pruned 000001.tape", told.getFirst());
    }

    @Test
    void a_segment_goes_when_its_newest_input_is_too_old() throws IOException {
        try (var tape = TapeWriter.prepare(settings(1 << 20, SECOND, 0, 5 * SECOND), "test",
                new Secrets(), alarms, Storage.DISK)) {
            tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
            for (int number = 1; number <= 20; number++) {
                tape.input(number, number * SECOND, new Input.Tick());
                tape.scribe().step(number * SECOND);
            }
        }
        TapeInfo info = TapeInfo.of(folder);
        assertTrue(info.first() >= 13 && info.first() <= 15, "first is " + info.first());
        assertTrue(info.sound(), info.verdict());
    }

    @Test
    void a_missing_segment_is_a_hole() throws IOException {
        recordFourSegments();
        Files.delete(Format.file(folder, 3));
        assertEquals(List.of(new Item.Hole(23, 33)), TapeInfo.of(folder).holes());
    }

    /// A disk on which `free` bytes are left.
    private static final class SmallDisk implements Storage {
        long free;

        @Override
        public Sink create(Path file) throws IOException {
            Sink real = Storage.DISK.create(file);
            return new Sink() {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    int some = (int) Math.min(free, bytes.remaining());
                    boolean all = some == bytes.remaining();
                    free -= some;
                    real.write(bytes.slice(bytes.position(), some));
                    if (!all) {
                        throw new IOException("No space left on device");
                    }
                }

                @Override
                public void truncate(long size) throws IOException {
                    real.truncate(size);
                }

                @Override
                public void force() throws IOException {
                    real.force();
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }

        @Override
        public long free(Path at) {
            return free;
        }
    }

    @Test
    void a_full_disk_stops_the_recording_and_nothing_else() throws IOException {
        for (int free = 3000; free < 6000; free += 101) {
            told.clear();
            for (Path old : Segments.files(folder)) {
                Files.delete(old);
            }
            var disk = new SmallDisk();
            disk.free = free;
            try (var tape = TapeWriter.prepare(settings(1 << 20, 3600 * SECOND, 0, 0), "test",
                    new Secrets(), alarms, disk)) {
                tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
                for (int number = 1; number <= 60; number++) {
                    disk.free += number == 41 ? 100 << 20 : 0;
                    tape.input(number, number, Reels.frame(1, "x".repeat(300)));
                    tape.scribe().step(number * SECOND);
                }
                assertEquals(60, tape.stats().inputs() + tape.stats().unwritten());
                assertTrue(tape.stats().unwritten() > 20);
            }
            assertEquals(2, told.size(), told.toString());
            assertTrue(told.getFirst().endsWith("No space left on device, STOP_TRADING"),
                    told.toString());
            assertTrue(told.getLast().startsWith("resumed after 4"), told.toString());
            TapeInfo info = TapeInfo.of(folder);
            assertTrue(info.ending().whole(), info.verdict());
            assertEquals(60, info.last());
            assertEquals(60, info.inputs() + info.missing());
            assertEquals(1, info.holes().size());
            assertFalse(info.sound());
        }
    }

    @Test
    void a_reserve_of_free_space_is_left_to_others() throws IOException {
        var disk = new SmallDisk();
        disk.free = 1 << 20;
        var settings = new TapeSettings(folder, 1 << 20, SECOND, 0, 0, SECOND, 1 << 20, false,
                2 << 20, TapeSettings.OnDiskFull.GO_ON);
        try (var tape = TapeWriter.prepare(settings, "test", new Secrets(), alarms, disk)) {
            tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
            tape.input(1, 1, new Input.Tick());
            tape.scribe().step(1);
            assertFalse(tape.stats().recording());
            assertTrue(tape.stats().stopped(), "inputs are lost");
            disk.free = 3 << 20;
            tape.scribe().step(6 * SECOND);
            tape.input(2, 2, new Input.Tick());
            tape.scribe().step(7 * SECOND);
            assertTrue(tape.stats().recording());
            assertFalse(tape.stats().stopped());
            disk.free = 1 << 20;
            tape.input(3, 3, new Input.Tick());
            tape.scribe().step(8 * SECOND);
            assertFalse(tape.stats().recording(), "it leaves room in mid-segment, too");
        }
        assertEquals(3, TapeInfo.of(folder).last());
        assertEquals("stopped after 3: less than 2097152 bytes are free, GO_ON",
                told.removeLast());
        assertEquals(List.of("stopped after 0: less than 2097152 bytes are free, GO_ON",
                "resumed after 2"), told);
    }

    @Test
    void trading_follows_the_recording_where_the_settings_say_so() throws IOException {
        for (TapeSettings.OnDiskFull policy : TapeSettings.OnDiskFull.values()) {
            var heard = new ArrayList<String>();
            var disk = new SmallDisk();
            disk.free = 1 << 20;
            Path at = folder.resolve(policy.name());
            var settings = new TapeSettings(at, 1 << 20, SECOND, 0, 0, SECOND, 1 << 20, false,
                    2 << 20, policy);
            try (var tape = TapeWriter.prepare(settings, "test", new Secrets(), alarms, disk)) {
                tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
                tape.input(1, 1, new Input.Tick());
                tape.scribe().step(1);
                tape.trading(heard::add); // later than the first stop
                disk.free = 3 << 20;
                tape.scribe().step(6 * SECOND);
                tape.input(2, 2, new Input.Tick());
                tape.scribe().step(7 * SECOND);
                disk.free = 1 << 20;
                tape.scribe().step(8 * SECOND);
            }
            String stopped = "the tape has stopped (less than 2097152 bytes are free): what is done could not be explained";
            assertEquals(switch (policy) {
                case GO_ON -> List.of();
                case STOP_TRADING -> List.of(stopped, "", stopped);
            }, heard);
        }
    }

    @Test
    void random_pauses_and_rotations_lose_nothing() throws IOException {
        var random = new SplittableRandom(5);
        var expected = new ArrayList<String>();
        long number = 0;
        for (int run = 0; run < 5; run++) {
            try (var tape = TapeWriter.open(settings(8192, SECOND, 0, 0), "test", new Secrets(),
                    alarms)) {
                assertEquals(number, tape.lastNumber());
                tape.begin(number, () -> Checkpoint.of(Reels.SETTINGS));
                for (int i = 1; i <= 500; i++) {
                    number++;
                    Input input = Reels.any(random);
                    tape.input(i, number, input);
                    expected.add(number + " " + number + " " + Reels.show(new Item.Taken(input)));
                }
                assertEquals(0, tape.stats().dropped());
            }
        }
        Reels.same(expected, Reels.inputs(folder));
        assertTrue(TapeInfo.of(folder).sound());
        assertEquals(List.of(), told);
    }
}
