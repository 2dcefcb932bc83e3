package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Bytes;
import io.crossbook.gateway.engine.Effects;
import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TapeWriterTest {

    private static final Effects NOWHERE = new Replay(Tapes.EMPTY, Replay.Mode.AUDIT, Pace.FULL)
            .effects();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_was_taped_is_read_again(boolean compress) throws IOException {
        var random = new SplittableRandom(7);
        var expected = new ArrayList<String>();
        var checkpoint = new Checkpoint(true, Reels.SETTINGS,
                List.of(new Input.Listed("binance", List.of(Reels.LISTING))), List.of(Reels.LINK),
                List.of(new Input.Opened(3, "binance/0")), Bytes.of("engine"));
        TapeSettings plain = Reels.settings(folder);
        var settings = new TapeSettings(folder, plain.segmentBytes(), plain.segmentNanos(), 0, 0,
                plain.flushNanos(), 16 << 20, compress, 0, plain.onDiskFull());
        try (var tape = TapeWriter.open(settings, "test", new Secrets(), TapeAlarms.NONE)) {
            tape.begin(1000, () -> checkpoint);
            expected.add("0 1000 " + Reels.show(
                    new Item.Started(1, "test", 1000, false, checkpoint)));
            Effects effects = tape.taping(NOWHERE);
            long stamp = 1_700_000_000_000_000_000L;
            for (int number = 1; number <= 3000; number++) {
                stamp += random.nextInt(-1000, 1_000_000);
                Input input = Reels.any(random);
                if (random.nextInt(10) == 0) {
                    effects.send(number, "hello");
                    expected.add("E " + new Item.Did(new Effect.Send(number, "hello")));
                }
                if (number % 1024 == 0) {
                    tape.hash(number, random.nextLong());
                }
                tape.input(number, stamp, input);
                expected.add(number + " " + stamp + " " + Reels.show(new Item.Taken(input)));
                if (input instanceof Input.Frame frame) {
                    Arrays.fill(frame.bytes.array, (byte) 'x');
                }
            }
        }
        List<String> read = Reels.read(folder);
        assertEquals(2, read.stream().filter(line -> line.contains("Hashed")).count());
        Reels.same(expected, read.stream().filter(line -> !line.contains("Hashed"))
                .map(line -> line.contains(" Did[") ? "E " + line.split(" ", 3)[2] : line)
                .toList());
        assertTrue(TapeInfo.of(folder).sound());
    }

    @Test
    void every_kind_of_effect_is_read_again() throws IOException {
        var random = new SplittableRandom(11);
        var expected = new ArrayList<String>();
        try (var tape = Tapes.byHand(Reels.settings(folder))) {
            tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
            var replay = new Replay(Tapes.EMPTY, Replay.Mode.AUDIT, Pace.FULL);
            var effects = tape.taping(new TapedEffects(replay.effects(),
                    effect -> expected.add(new Item.Did(effect).toString())));
            for (int number = 1; number <= 200; number++) {
                Reels.anyEffect(random, effects);
                tape.input(number, number, new Input.Tick());
            }
        }
        assertEquals(expected, Reels.read(folder).stream().filter(line -> line.contains("Did"))
                .map(line -> line.split(" ", 3)[2]).toList());
    }

    @Test
    void a_full_ring_drops_inputs_and_the_tape_says_which() throws IOException {
        var holes = new ArrayList<String>();
        var settings = Reels.settings(folder);
        var tape = TapeWriter.prepare(new TapeSettings(folder, 1 << 20, Long.MAX_VALUE / 4, 0, 0,
                200_000_000L, 1024, true, 0, settings.onDiskFull()), "test", new Secrets(),
                new TapeAlarms() {
                    @Override
                    public void hole(long first, long last) {
                        holes.add(first + "-" + last);
                    }
                }, Storage.DISK);
        try (tape) {
            tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
            tape.scribe().step(0);
            for (int number = 1; number <= 40; number++) {
                tape.input(number, number, Reels.frame(1, "x".repeat(100)));
            }
            tape.scribe().step(0);
            for (int number = 41; number <= 43; number++) {
                tape.input(number, number, new Input.Tick());
            }
        }
        assertEquals(List.of("8-40"), holes);
        assertEquals(33, tape.stats().dropped());
        assertEquals(10, Reels.inputs(folder).size());
        TapeInfo info = TapeInfo.of(folder);
        assertFalse(info.sound());
        assertEquals(List.of(new Item.Hole(8, 40)), info.holes());
        assertEquals(33, info.missing());
    }

    @Test
    void what_was_dropped_last_is_told_of_too() throws IOException {
        var settings = Reels.settings(folder);
        try (var tape = Tapes.byHand(new TapeSettings(folder, 1 << 20, Long.MAX_VALUE / 4, 0, 0,
                200_000_000L, 1024, true, 0, settings.onDiskFull()))) {
            tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
            tape.scribe().step(0);
            for (int number = 1; number <= 40; number++) {
                tape.input(number, number, Reels.frame(1, "x".repeat(100)));
            }
        }
        assertEquals(List.of(new Item.Hole(8, 40)), TapeInfo.of(folder).holes());
    }

    @Test
    void an_input_whose_effects_were_lost_is_lost_too() throws IOException {
        var settings = Reels.settings(folder);
        try (var tape = Tapes.byHand(new TapeSettings(folder, 1 << 20, Long.MAX_VALUE / 4, 0, 0,
                200_000_000L, 1024, true, 0, settings.onDiskFull()))) {
            tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
            tape.scribe().step(0);
            tape.input(1, 1, Reels.frame(1, "x".repeat(936)));
            tape.input(2, 2, new Input.Tick());
            tape.input(3, 3, new Input.Tick());
            tape.taping(NOWHERE).send(1, "does not fit");
            tape.scribe().step(0);
            tape.input(4, 4, new Input.Tick());
            tape.input(5, 5, new Input.Tick());
        }
        assertEquals(List.of(new Item.Hole(4, 4)), TapeInfo.of(folder).holes());
    }

    @Test
    void a_secret_never_reaches_the_disk() throws IOException {
        String canary = "c4nary/Secret+key==";
        var secrets = new Secrets();
        secrets.add(canary);
        assertThrows(IllegalArgumentException.class, () -> secrets.add("short"));
        var settings = Reels.settings(folder);
        var stored = new TapeSettings(folder, settings.segmentBytes(), settings.segmentNanos(), 0,
                0, 1, 1 << 20, false, 0, settings.onDiskFull());
        try (var tape = TapeWriter.open(stored, "test", secrets, TapeAlarms.NONE)) {
            tape.begin(0,
                    () -> new Checkpoint(true, Reels.SETTINGS, List.of(), List.of(), List.of(),
                            Bytes.of(canary)));
            tape.taping(NOWHERE).send(1, "{\"login\":\"" + canary + "\"}");
            tape.taping(NOWHERE).send(1, "{\"login\":\"" + canary.replace("/", "\\/") + "\"}");
            tape.taping(NOWHERE).request(1, "kraken", io.crossbook.exchanges.Request.get(
                    io.crossbook.exchanges.Request.About.TIME, -1,
                    "https://localhost/?key=" + java.net.URLEncoder.encode(canary,
                            StandardCharsets.UTF_8),
                    1));
            tape.input(1, 1, Reels.frame(1, "{\"token\":\"" + canary + "\"}"));
            tape.input(2, 2, new Input.Opened(2, "wss://localhost/" + canary));
        }
        String disk = Files.readString(Format.file(folder, 1), StandardCharsets.ISO_8859_1);
        assertTrue(disk.contains("{\"token\":\"*******************\"}"), disk);
        assertFalse(disk.contains("c4nary"), disk);
        assertTrue(TapeInfo.of(folder).sound());
    }

    @Test
    void a_folder_is_recorded_to_by_one_at_a_time() throws IOException {
        try (var tape = Tapes.byHand(Reels.settings(folder))) {
            assertEquals(0, tape.lastNumber());
            var second = assertThrows(IOException.class,
                    () -> Tapes.byHand(Reels.settings(folder)));
            assertTrue(String.valueOf(second.getMessage()).contains("already records here"));
        }
    }

    @Test
    void numbers_count_up_by_one() throws IOException {
        try (var tape = Tapes.byHand(Reels.settings(folder))) {
            tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
            tape.input(1, 0, new Input.Tick());
            assertThrows(IllegalStateException.class,
                    () -> tape.input(3, 0, new Input.Tick()));
        }
    }
}
