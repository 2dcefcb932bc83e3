package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Sums;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.gateway.ToldExchange;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Past;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.engine.Watchers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cut in the middle of a run goes on counting where the run stood at the cut, not at the beginning of the segment that it is cut out of.
final class CutPastTest {

    private static final Settings SETTINGS = new Settings(
            List.of(exchange("east"), exchange("west")), DetectorSettings.DEFAULT, 0, List.of(),
            List.of());
    private static final long MILLI = 1_000_000;
    private static final int LAST = 400;
    /// West pays more once in so many inputs, and for so many.
    private static final int EVERY = 20;
    private static final int FOR = 3;

    @TempDir
    private Path folder = Path.of("");

    private Path whole = Path.of("");
    private final List<Opportunity> told = new ArrayList<>();
    /// What the run remembered after each input.
    private final Map<Long, Past> pasts = new TreeMap<>();

    private static Settings.Exchange exchange(String name) {
        return new Settings.Exchange(
                new Entry(name, "", "", 50, false, false, Map.of(), Map.of()), "bybit", true,
                List.of(ToldExchange.BTC_USDT), BookLimits.DEFAULT, 1_000_000, 1_000_000);
    }

    private static Input listed(int id, String exchange) {
        return new Input.Listed(exchange, List.of(new Listing(id, exchange, "BTCUSDT",
                ToldExchange.BTC_USDT, new Rules(1, 4, 1, 1, 1, 0, 1, Rules.Status.TRADING))));
    }

    private static Input input(int number) {
        boolean high = number > EVERY && number % EVERY < FOR;
        return switch (number) {
            case 1 -> new Input.Configured(SETTINGS);
            case 2 -> listed(0, "east");
            case 3 -> listed(1, "west");
            case 4 -> new Input.Opened(1, "east/0");
            case 5 -> new Input.Opened(2, "west/0");
            default -> number % 2 == 1 && !high
                    ? frame(1, number, "100.0", "100.1")
                    : frame(2, number, high ? "101.5" : "100.0", high ? "101.6" : "100.1");
        };
    }

    private static Input frame(int connection, int number, String bid, String ask) {
        return Reels.frame(connection,
                ToldExchange.snapshot(number, at(number) / MILLI, bid, "1", ask, "1"));
    }

    private static long at(long number) {
        return (1_700_000_000_000L + 10 * number) * MILLI;
    }

    /// A run in segments of a second, recorded as the loop does it.
    @BeforeEach
    void record() throws IOException {
        whole = folder.resolve("whole");
        try (var tape = Tapes.byHand(new TapeSettings(whole, 1 << 20, 1_000 * MILLI, 0, 0, 1,
                1 << 20, true, 0, TapeSettings.OnDiskFull.GO_ON))) {
            var engine = new Engine(Dialects::of, SETTINGS,
                    tape.taping(new Replay(Tapes.EMPTY, Replay.Mode.AUDIT, Pace.FULL).effects()),
                    hearing(told));
            tape.begin(at(0), () -> Checkpoint.of(engine));
            for (int number = 1; number <= LAST; number++) {
                Input input = input(number);
                engine.accept(at(number), input);
                pasts.put((long) number, engine.desk().past());
                tape.input(number, at(number), input);
                tape.scribe().step(at(number));
            }
        }
        assertEquals(4, TapeInfo.of(whole).segments());
        assertTrue(pasts.getOrDefault(399L, Past.NONE).told() > 15);
    }

    private static Watcher hearing(List<Opportunity> told) {
        return new Watcher() {
            @Override
            public void opportunity(Opportunity opportunity, long now) {
                told.add(Sums.check(opportunity));
            }
        };
    }

    /// An engine of what is cut out around an input, and what it remembered at first.
    private final class Cut implements Player {
        private final List<Opportunity> heard = new ArrayList<>();
        private final Cutter.Summary summary;
        private Past past = Past.NONE;
        private @Nullable Engine engine;
        private final Replay replay;

        Cut(Path tape, long around) throws IOException {
            Path to = folder.resolve("cut");
            summary = Cutter.cut(tape, around, 5, LAST, to, "test");
            try (var reader = TapeReader.open(to)) {
                replay = new Replay(reader, Replay.Mode.WHAT_IF, Pace.FULL);
                assertTrue(replay.play(this).whole());
            }
        }

        @Override
        public void start(Checkpoint checkpoint) {
            past = checkpoint.past();
            engine = new Engine(Dialects::of, checkpoint.settings(), replay.effects(),
                    new Watchers(replay.watcher(), hearing(heard)));
            checkpoint.tell(engine);
        }

        @Override
        public void accept(long now, Input input) {
            Objects.requireNonNull(engine).accept(now, input);
        }

        /// Nothing that was told before is told again, and what is has the ids that it had.
        void goesOn() {
            assertFalse(summary.whole());
            assertEquals(pasts.get(summary.first() - 1), past);
            assertEquals(told.stream().filter(one -> one.updatedNanos() >= at(summary.first()))
                    .toList(), heard);
            assertFalse(heard.isEmpty());
        }
    }

    @Test
    void what_was_told_between_a_segments_beginning_and_the_cut_is_remembered()
            throws IOException {
        new Cut(whole, 95).goesOn();
    }

    @Test
    void so_it_is_in_a_later_segment() throws IOException {
        new Cut(whole, 295).goesOn();
    }

    @Test
    void so_it_is_where_the_beginning_of_the_run_was_pruned() throws IOException {
        Files.delete(Format.file(whole, 1));
        new Cut(whole, 295).goesOn();
    }

    @Test
    void so_it_is_after_a_hole() throws IOException {
        Files.delete(Format.file(whole, 2));
        new Cut(whole, 355).goesOn();
    }

    @Test
    void so_it_is_where_another_build_did_otherwise() throws IOException {
        Path other = folder.resolve("other");
        try (var reader = TapeReader.open(whole);
                var tape = new TapeBuilder(other, "other", 0, at(0),
                        false, Checkpoint.of(SETTINGS))) {
            while (reader.next()) {
                // What that build did is not what this one does.
                if (reader.item() instanceof Item.Taken taken) {
                    tape.add(reader.number(), reader.stamp(), taken);
                }
            }
            tape.finish();
        }
        new Cut(other, 295).goesOn();
    }
}
