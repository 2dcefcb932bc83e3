package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left of a tape that was cut or changed: always a prefix, never an exception.
final class DamageTest {

    @TempDir
    Path folder;

    private byte[] whole = {};
    private List<String> original = List.of();
    private Path file = Path.of("");
    private Ending ending = Tapes.EMPTY.ending();

    @BeforeEach
    void record() throws IOException {
        var random = new SplittableRandom(3);
        try (var tape = Tapes.byHand(Reels.settings(folder))) {
            tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
            for (int number = 1; number <= 30; number++) {
                tape.input(number, number * 1_000L, number % 5 == 0
                        ? new Input.Tick()
                        : Reels.frame(1, Reels.text(random)));
                if (number % 6 == 0) {
                    tape.scribe().step(number * 1_000_000_000L);
                }
            }
        }
        file = Format.file(folder, 1);
        whole = Files.readAllBytes(file);
        original = Reels.read(folder);
        assertEquals(31, original.size());
    }

    @Test
    void a_cut_at_any_byte_leaves_a_prefix() throws IOException {
        int most = 0;
        for (int length = 0; length < whole.length; length += length % 5 == 0 ? 2 : 1) {
            Files.write(file, Arrays.copyOf(whole, length));
            most = Math.max(most, prefix());
        }
        assertTrue(most >= 24, "the last cut loses only the last block, not " + (31 - most));
    }

    @Test
    void a_changed_byte_anywhere_leaves_a_prefix_and_is_told() throws IOException {
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << at % 8);
            Files.write(file, changed);
            prefix();
            assertFalse(ending.whole(), "byte " + at);
        }
    }

    @Test
    void rubbish_at_the_end_is_told() throws IOException {
        Files.write(file, Arrays.copyOf(whole, whole.length + 7));
        assertEquals(31, prefix());
        TapeInfo info = TapeInfo.of(folder);
        assertEquals(30, info.inputs());
        assertEquals(whole.length, info.ending().offset());
        assertTrue(info.verdict().startsWith("30 inputs in 1 segments are good; damaged after"
                + " input 30"), info.verdict());
    }

    @Test
    void recording_goes_on_after_the_last_whole_input() throws IOException {
        for (int length = whole.length - 1; length > 0; length -= 37) {
            for (Path old : Segments.files(folder)) {
                Files.delete(old);
            }
            Files.deleteIfExists(folder.resolve("000001.tape.damaged"));
            Files.write(file, Arrays.copyOf(whole, length));
            List<String> before = Reels.inputs(file);
            boolean torn = !TapeInfo.of(file).ending().whole();
            var told = new ArrayList<String>();
            var alarms = new TapeAlarms() {
                @Override
                public void recovered(String name, long cut, long last, String why) {
                    told.add(last + " " + why);
                }
            };
            try (var tape = TapeWriter.prepare(Reels.settings(folder), "test", new Secrets(),
                    alarms, Storage.DISK)) {
                assertEquals(before.size(), tape.lastNumber());
                tape.begin(5, () -> Checkpoint.of(Reels.SETTINGS));
                tape.input(1, 6, new Input.Tick());
            }
            TapeInfo info = TapeInfo.of(folder);
            assertTrue(info.sound(), info.verdict());
            assertEquals(before.size() + 1, info.inputs());
            assertEquals(torn, !told.isEmpty(), length + " " + told);
        }
    }

    /// How many items are left; fails when they are not the first of the original.
    private int prefix() throws IOException {
        var left = new ArrayList<String>();
        try (var reader = TapeReader.open(folder)) {
            while (reader.next()) {
                left.add(reader.number() + " " + reader.stamp() + " "
                        + Reels.show(reader.item()));
            }
            ending = reader.ending();
        }
        assertEquals(original.subList(0, left.size()), left);
        return left.size();
    }
}
