package io.crossbook.gateway.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// States by name: whatever readers do, each ends up with the last of all values, and never sees an older one after a newer.
final class ConflationTest {

    private static final int NAMES = 12;

    private final Rounds rounds = new Rounds(0);
    private final StateChannel channel = new StateChannel(rounds, "{\"topic\":\"top\"");

    /// One reader that believes what it is told.
    private final class Believer {
        private final Hearer hearer = new Hearer();
        private final Reader reader = rounds.join(hearer);
        private final Map<String, Long> believes = new HashMap<>();
        private long seq;
        private int read;

        Believer() {
            reader.subscribe("top", channel);
        }

        void reads() {
            for (; read < hearer.heard.size(); read++) {
                JsonObject message = hearer.heard.get(read);
                assertEquals(read == 0, message.getBoolean("snapshot"));
                assertTrue(message.getLong("seq") > seq, "never reordered");
                seq = message.getLong("seq");
                for (Object each : message.getJsonArray("data")) {
                    var value = (JsonObject) each;
                    Long before = believes.put(value.getString("name"), value.getLong("value"));
                    assertTrue(before == null || before < value.getLong("value"),
                            "an older value, or the same again");
                }
            }
        }
    }

    private void put(int name, long value) {
        channel.put("n" + name, "{\"name\":\"n" + name + "\",\"value\":" + value + "}");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void each_reader_ends_with_the_last_value_of_every_name_in_order(long seed) {
        var random = new Random(seed);
        Map<String, Long> truth = new HashMap<>();
        List<Believer> readers = new ArrayList<>();
        channel.begin();
        for (long step = 1; step <= 3_000; step++) {
            int name = random.nextInt(NAMES);
            put(name, step);
            truth.put("n" + name, step);
            if (random.nextInt(30) == 0) {
                readers.add(new Believer());
            }
            for (Believer each : readers) {
                each.hearer.full ^= random.nextInt(20) == 0;
            }
            if (random.nextInt(3) == 0) {
                rounds.round();
                for (Believer each : readers) {
                    each.reads();
                    if (!each.hearer.full) {
                        assertEquals(truth, each.believes);
                    }
                }
            }
        }
        for (Believer each : readers) {
            each.hearer.full = false;
        }
        rounds.round();
        for (Believer each : readers) {
            each.reads();
            assertEquals(truth, each.believes);
        }
        assertTrue(readers.size() > 50, readers.size() + " readers");
    }

    @Test
    void who_was_away_for_long_gets_one_message_of_what_moved_and_no_more() {
        put(0, 1);
        put(1, 1);
        channel.begin();
        var reader = new Believer();
        rounds.round();
        reader.hearer.full = true;
        for (long value = 2; value < 100_000; value++) {
            put(1, value);
            rounds.round();
        }
        reader.hearer.full = false;
        rounds.round();

        assertEquals(2, reader.hearer.heard.size());
        assertEquals("[{\"name\":\"n1\",\"value\":99999}]",
                reader.hearer.heard.getLast().getJsonArray("data").encode());
    }

    @Test
    void a_value_that_is_what_it_was_is_told_to_nobody() {
        put(0, 1);
        channel.begin();
        var reader = new Believer();
        rounds.round();
        put(0, 1);
        rounds.round();
        assertEquals(1, reader.hearer.heard.size());

        put(0, 2);
        rounds.round();
        assertEquals(2, reader.hearer.heard.size());
    }

    @Test
    void what_many_readers_get_is_written_once() {
        put(0, 1);
        channel.begin();
        List<Hearer> hearers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            hearers.add(new Hearer());
            rounds.join(hearers.get(i)).subscribe("top", channel);
        }
        rounds.round();
        put(0, 2);
        rounds.round();

        for (Hearer hearer : hearers) {
            assertEquals(2, hearer.messages.size());
            assertSame(hearers.getFirst().messages.get(0), hearer.messages.get(0));
            assertSame(hearers.getFirst().messages.get(1), hearer.messages.get(1));
        }
    }

    @Test
    void readers_who_have_missed_everything_get_the_same_wherever_they_stopped() {
        put(0, 1);
        channel.begin();
        List<Hearer> hearers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            hearers.add(new Hearer());
            rounds.join(hearers.get(i)).subscribe("top", channel);
            put(0, 2 + i);
            rounds.round();
            hearers.get(i).full = true;
        }
        put(0, 9);
        rounds.round();
        hearers.forEach(hearer -> hearer.full = false);
        rounds.round();

        for (Hearer hearer : hearers) {
            assertFalse(hearer.heard.getLast().getBoolean("snapshot"));
            assertSame(hearers.getFirst().messages.getLast(), hearer.messages.getLast());
        }
    }
}
