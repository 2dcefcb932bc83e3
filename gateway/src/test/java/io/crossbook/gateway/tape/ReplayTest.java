package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Link;
import io.crossbook.gateway.engine.Effects;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayTest {

    @TempDir
    Path folder;

    private List<String> live = List.of();

    /// A run of 200 inputs, recorded as the loop does it.
    private void record(int ring) throws IOException {
        var settings = Reels.settings(folder);
        try (var tape = Tapes.byHand(new TapeSettings(folder, 8192, 50_000, 0, 0, 1, ring, false,
                0, settings.onDiskFull()))) {
            var engine = new Summing(tape.taping(new Replay(Tapes.EMPTY, Replay.Mode.AUDIT,
                    Pace.FULL).effects()), new Watcher() {
                        @Override
                        public void hash(long inputs, long hash, long now) {
                            tape.hash(inputs, hash);
                        }
                    });
            tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
            for (int number = 1; number <= 200; number++) {
                Input input = switch (number) {
                    case 1 -> new Input.Configured(Reels.SETTINGS);
                    case 2 -> new Input.Opened(4, "binance/0");
                    case 9 -> new Input.Answered(100, Answer.ok(Bytes.of("{\"snapshot\":9}")));
                    default -> Reels.frame(4, "frame " + number);
                };
                engine.accept(number * 1000L, input);
                tape.input(number, number * 1000L, input);
                if (ring > 1024 || number % 30 == 0) {
                    tape.scribe().step(number * 1000L);
                }
            }
            live = engine.heard;
        }
    }

    private Replay.Outcome play(Replay.Mode mode, long wrongFrom, List<String> heard)
            throws IOException {
        try (var tape = TapeReader.open(folder)) {
            var replay = new Replay(tape, mode, Pace.FULL);
            var engine = new Summing(replay.effects(), replay.watcher());
            engine.wrongFrom = wrongFrom;
            Replay.Outcome outcome = replay.play(engine);
            heard.addAll(engine.heard);
            return outcome;
        }
    }

    @Test
    void an_audit_hears_what_was_heard_and_finds_the_same_effects_and_hashes()
            throws IOException {
        record(1 << 20);
        var heard = new ArrayList<String>();
        Replay.Outcome outcome = play(Replay.Mode.AUDIT, Long.MAX_VALUE, heard);

        assertTrue(outcome.whole(), outcome.toString());
        assertEquals(200, outcome.inputs());
        assertEquals(12, outcome.hashes());
        Reels.same(live, heard);
        assertTrue(TapeInfo.of(folder).segments() > 2);
    }

    @Test
    void an_audit_names_the_first_divergence() throws IOException {
        record(1 << 20);
        Replay.Divergence found = Objects.requireNonNull(
                play(Replay.Mode.AUDIT, 150, new ArrayList<>()).divergence());

        assertEquals(154, found.number());
        assertEquals("input 154 at 154000: the tape has Did[effect=Send[connection=4,"
                + " frame=seven ]], now it is Did[effect=Send[connection=4, frame=seven !]]",
                found.toString());
    }

    @Test
    void an_effect_too_few_is_a_divergence_too() throws IOException {
        record(1 << 20);
        try (var tape = TapeReader.open(folder)) {
            var replay = new Replay(tape, Replay.Mode.AUDIT, Pace.FULL);
            var deaf = new Summing(new Replay(Tapes.EMPTY, Replay.Mode.AUDIT, Pace.FULL).effects(),
                    replay.watcher());
            assertEquals(1, Objects.requireNonNull(replay.play(deaf).divergence()).number());
        }
    }

    @Test
    void a_replay_stops_at_the_first_hole_and_says_where() throws IOException {
        record(1024);
        Replay.Outcome outcome = play(Replay.Mode.AUDIT, Long.MAX_VALUE, new ArrayList<>());

        Item.Hole first = TapeInfo.of(folder).holes().getFirst();
        assertEquals("inputs " + first.first() + " to " + first.last() + " are not on the tape",
                outcome.why());
        assertEquals(first.first() - 1, outcome.last());
        assertNull(outcome.divergence());
    }

    @Test
    void a_replay_stops_at_a_torn_end_and_says_where() throws IOException {
        record(1 << 20);
        Path last = Segments.files(folder).getLast();
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        Replay.Outcome outcome = play(Replay.Mode.AUDIT, Long.MAX_VALUE, new ArrayList<>());

        assertEquals(199, outcome.last());
        assertTrue(outcome.why().startsWith("damaged after input 199: "), outcome.why());
    }

    @Test
    void the_middle_of_a_run_cannot_be_audited() throws IOException {
        var later = folder.resolve("later");
        try (var tape = new TapeBuilder(later, "test", 7, 1, false, new Checkpoint(true,
                Reels.SETTINGS, List.of(), List.of(), List.of(), new Bytes()))) {
            tape.add(8, 1, new Item.Taken(new Input.Tick()));
            tape.finish();
        }
        try (var tape = TapeReader.open(later)) {
            var replay = new Replay(tape, Replay.Mode.AUDIT, Pace.FULL);
            Replay.Outcome outcome = replay.play(new Summing(replay.effects(),
                    replay.watcher()));
            assertEquals(0, outcome.inputs());
            assertTrue(outcome.why().contains("only a what-if can play it"), outcome.why());
        }
    }

    @Test
    void a_what_if_brings_recorded_answers_to_whoever_asks_for_the_like() throws IOException {
        try (var tape = new TapeBuilder(folder, "test", 0, 1, false,
                Checkpoint.of(Reels.SETTINGS))) {
            tape.add(1, 1, new Item.Taken(new Input.Configured(Reels.SETTINGS)));
            tape.add(2, 2, new Item.Did(new Effect.Open(new Link("binance/ws7", "binance",
                    "wss://old", List.of(), 0, 0, 0, 0, 0))));
            tape.add(2, 2, new Item.Taken(new Input.Opened(1, "binance/ws7")));
            tape.add(3, 3, recorded("kraken", "https://old/api/v3/depth?symbol=BTCUSDT", "k"));
            tape.add(4, 4, recorded("binance", "https://old/api/v3/depth?symbol=ETHUSDT", "e"));
            tape.add(5, 5, recorded("binance", "https://old/api/v3/depth?symbol=BTCUSDT&limit=9",
                    "b"));
            tape.add(6, 6, recorded("binance", "https://old/api/v3/depth?symbol=BTCUSDT", "c"));
            tape.add(7, 7, new Item.Taken(new Input.Opened(2, "binance/ws8")));
            tape.finish();
        }
        var heard = new ArrayList<String>();
        Replay.Outcome outcome = play(Replay.Mode.WHAT_IF, Long.MAX_VALUE, heard);

        assertTrue(outcome.whole(), outcome.toString());
        assertEquals(List.of("2 Taken[input=Opened[connection=1, link=binance/0]]",
                "5 answered 100 ANSWERED 200 62  0",
                "7 Taken[input=Opened[connection=2, link=binance/0]]",
                "7 answered 101 ANSWERED 200 63  0"), heard.subList(1, heard.size()));
    }

    private static Item recorded(String exchange, String url, String body) {
        return new Item.Recorded(exchange, url, Bytes.of(body));
    }

    @Test
    void the_pace_follows_the_recorded_stamps() throws IOException {
        record(1 << 20);
        var stamps = new ArrayList<Long>();
        try (var tape = TapeReader.open(folder)) {
            Replay replay = new Replay(tape, Replay.Mode.AUDIT, stamps::add);
            replay.play(new Summing(replay.effects(), replay.watcher()));
        }
        assertEquals(200, stamps.size());
        assertEquals(200_000, stamps.getLast());
        long begun = System.nanoTime();
        Pace twice = Pace.times(2);
        twice.await(5_000_000_000L);
        twice.await(5_040_000_000L);
        assertTrue(System.nanoTime() - begun >= 20_000_000L);
    }

    @Test
    void effects_of_a_replay_go_nowhere() {
        Effects effects = new Replay(Tapes.EMPTY, Replay.Mode.WHAT_IF, Pace.FULL).effects();
        Reels.anyEffect(new java.util.SplittableRandom(1), effects);
        Replay.Outcome outcome = new Replay(Tapes.EMPTY, Replay.Mode.AUDIT, Pace.FULL)
                .play(new Summing(effects, new Watcher() {
                }));
        assertEquals(0, outcome.inputs());
    }
}
