package io.crossbook.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Past;
import io.crossbook.gateway.tape.Checkpoint;
import io.crossbook.gateway.tape.Ending;
import io.crossbook.gateway.tape.Item;
import io.crossbook.gateway.tape.Replay;
import io.crossbook.gateway.tape.Tape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A tape that no longer holds the beginning of its run: an id never means another opportunity than the one that was told under it.
class PrunedTest {

    private static final Path EXAMPLES = Ran.root().resolve("docs/examples");
    /// When the first of the example opens.
    private static final long OPENED = 1_767_225_601_000_000_000L;

    /// The example, as if it began in the middle of a run that had told of seven.
    private record Pruned(Tape whole) implements Tape {
        @Override
        public boolean next() {
            return whole.next();
        }

        @Override
        public long number() {
            return whole.number();
        }

        @Override
        public long stamp() {
            return whole.stamp();
        }

        @Override
        public Item item() {
            if (!(whole.item() instanceof Item.Started started)) {
                return whole.item();
            }
            var begun = new Checkpoint(true, started.checkpoint().settings(), List.of(), List.of(),
                    List.of(), List.of(), new Past(7, List.of()), new Bytes());
            return new Item.Started(started.segment(), started.build(), started.run(),
                    started.sparse(), begun);
        }

        @Override
        public Ending ending() {
            return whole.ending();
        }

        @Override
        public void close() throws IOException {
            whole.close();
        }
    }

    private static Explained explained(long id, long opened)
            throws IOException, Failure, ConfigException {
        var settings = Configuration.read(EXAMPLES.resolve("exchanges.yaml"), Dialects::of)
                .settings();
        try (Tapes tapes = Tapes.of(List.of(EXAMPLES.resolve("bybit.jsonl"),
                EXAMPLES.resolve("coinbase.jsonl"))); Tape tape = new Pruned(tapes.open())) {
            return Explained.of(new Explained.Wanted(id, opened, 0), tape, Replay.Mode.WHAT_IF,
                    settings);
        }
    }

    @Test
    void one_that_was_told_before_is_not_there_any_more()
            throws IOException, Failure, ConfigException {
        Explained first = explained(1, 0);

        assertNull(first.opened());
        assertEquals(7, first.cutOff());
    }

    @Test
    void one_that_is_found_under_an_id_need_not_have_been_told_under_it()
            throws IOException, Failure, ConfigException {
        Explained eighth = explained(8, 0);

        assertEquals(OPENED, requireNonNull(eighth.opened()).nanos());
        assertTrue(eighth.unsure().contains("--opened TIME"), eighth.unsure());
    }

    @Test
    void one_that_is_named_by_when_it_opened_is_that_one()
            throws IOException, Failure, ConfigException {
        Explained named = explained(3, OPENED);

        assertEquals(8, requireNonNull(named.opened()).opportunity().id());
        assertEquals("", named.unsure());
        assertNull(explained(3, OPENED + 1).opened());
    }

    @Test
    void on_a_whole_tape_the_time_says_which_too() {
        Object[] tapes = {"--tape", EXAMPLES.resolve("bybit.jsonl"), "--tape",
                EXAMPLES.resolve("coinbase.jsonl"), "--config", EXAMPLES.resolve("exchanges.yaml")};
        var line = new java.util.ArrayList<Object>(List.of("explain", "--opened", OPENED));
        line.addAll(List.of(tapes));

        Ran ran = Ran.crossbook(line.toArray());

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertTrue(ran.out().startsWith("Opportunity 1, "), ran.out());
        line.set(2, OPENED + 1);
        assertTrue(Ran.crossbook(line.toArray()).err()
                .contains("no opportunity opened at " + (OPENED + 1)));
    }
}
