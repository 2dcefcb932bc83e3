package io.crossbook.gateway.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Facts: every one is told, once and in order; who has missed too many begins again with what they have come to.
final class FactsTest {

    private final Rounds rounds = new Rounds(0);
    private final FactChannel channel = new FactChannel(rounds, "{\"topic\":\"opportunity\"", 3);
    private final Hearer hearer = new Hearer();

    private void tell(long number) {
        channel.tell("f" + number % 5, "{\"fact\":" + number + "}", false);
    }

    private static List<Long> facts(JsonObject message) {
        return message.getJsonArray("data").stream()
                .map(fact -> ((JsonObject) fact).getLong("fact")).toList();
    }

    @Test
    void a_reader_that_falls_a_little_behind_still_hears_every_fact_once_and_in_order() {
        var random = new Random(7);
        channel.begin();
        rounds.join(hearer).subscribe("opportunity", channel);
        rounds.round();
        for (long number = 1; number <= 2_000; number++) {
            tell(number);
            hearer.full = random.nextInt(100) > 20;
            if (random.nextBoolean()) {
                rounds.round();
            }
        }
        hearer.full = false;
        rounds.round();

        List<Long> told = new ArrayList<>();
        long seq = 0;
        for (JsonObject message : hearer.heard) {
            assertEquals(++seq, message.getLong("seq"), "without a hole");
            assertEquals(seq == 1, message.getBoolean("snapshot"));
            told.addAll(facts(message));
        }
        assertEquals(LongStream.rangeClosed(1, 2_000).boxed().toList(), told);
    }

    @Test
    void a_reader_that_has_missed_too_many_begins_with_what_they_have_come_to() {
        channel.begin();
        rounds.join(hearer).subscribe("opportunity", channel);
        rounds.round();
        hearer.full = true;
        for (long number = 1; number <= 5_000; number++) {
            tell(number);
            rounds.round();
        }
        hearer.full = false;
        rounds.round();

        assertEquals(2, hearer.heard.size());
        assertEquals(true, hearer.heard.getLast().getBoolean("snapshot"));
        assertEquals(List.of(4_996L, 4_997L, 4_998L, 4_999L, 5_000L),
                facts(hearer.heard.getLast()));
    }

    @Test
    void what_is_over_leaves_the_snapshot_in_time_and_what_is_not_stays() {
        channel.begin();
        tell(0);
        for (long number = 1; number <= 50; number++) {
            channel.tell("over " + number, "{\"fact\":" + number + "}", true);
        }
        rounds.round();
        rounds.join(hearer).subscribe("opportunity", channel);
        rounds.round();

        assertEquals(List.of(0L, 48L, 49L, 50L), facts(hearer.heard.getFirst()));
    }

    @Test
    void a_loss_on_the_way_is_a_new_snapshot_and_never_a_hole() {
        channel.begin();
        rounds.join(hearer).subscribe("opportunity", channel);
        tell(1);
        rounds.round();
        channel.renew();
        tell(7);
        channel.begin();
        tell(8);
        rounds.round();

        assertTrue(hearer.heard.getLast().getBoolean("snapshot"));
        assertEquals(List.of(7L, 8L), facts(hearer.heard.getLast()));
        assertEquals(2, hearer.heard.getLast().getInteger("seq"));
    }

    @Test
    void what_all_have_is_kept_no_longer_and_what_one_lacks_is() {
        var behind = new Hearer();
        channel.begin();
        rounds.join(hearer).subscribe("opportunity", channel);
        rounds.join(behind).subscribe("opportunity", channel);
        rounds.round();
        behind.full = true;
        tell(1);
        rounds.round();
        tell(2);
        rounds.round();
        assertTrue(rounds.kept() > 0);

        behind.full = false;
        rounds.round();
        assertEquals(List.of(1L, 2L),
                behind.heard.stream().skip(1).flatMap(each -> facts(each).stream()).toList());
        assertEquals(0, rounds.kept());
    }

    /// One client may have a thousand channels, and be behind in all of them.
    @Test
    void all_channels_together_keep_no_more_than_a_bound_and_who_is_behind_begins_anew() {
        var bounded = new Rounds(0, 10_000);
        var channels = new ArrayList<FactChannel>();
        var reader = bounded.join(hearer);
        for (int i = 0; i < 100; i++) {
            var each = new FactChannel(bounded, "{\"topic\":\"t" + i + '"', 3);
            each.begin();
            reader.subscribe("t" + i, each);
            channels.add(each);
        }
        bounded.round();
        hearer.heard.clear();
        hearer.full = true;
        for (long number = 1; number <= 100; number++) {
            String fact = "{\"fact\":" + number + "}";
            channels.forEach(each -> each.tell("f", fact, false));
            bounded.round();
            assertTrue(bounded.kept() <= 10_000, bounded.kept() + " bytes");
        }
        hearer.full = false;
        bounded.round();

        assertEquals(100, hearer.heard.stream().filter(each -> facts(each).contains(100L)).count());
        assertEquals(0, bounded.kept());
    }

    @Test
    void a_mistake_in_one_channel_ends_its_readers_and_the_others_hear_everything() {
        var failing = new Channel(rounds, "{") {
            @Override
            void publish() {
                throw new IllegalStateException("a mistake");
            }

            @Override
            long since(long seen, Sink to) {
                return seen; // nothing was ever published
            }
        };
        var unlucky = new Hearer();
        rounds.join(unlucky).subscribe("failing", failing);
        rounds.join(hearer).subscribe("opportunity", channel);
        failing.touch();
        channel.begin();
        rounds.round();

        assertEquals("java.lang.IllegalStateException: a mistake", unlucky.closed);
        assertEquals("", hearer.closed);
        assertEquals(1, hearer.heard.size());
    }

    /// What waits in our process for one reader is a bound and one message.
    @Test
    void who_lacks_much_gets_one_message_where_there_is_room_for_no_more_and_the_next_later() {
        channel.begin();
        rounds.join(hearer).subscribe("opportunity", channel);
        rounds.round();
        hearer.full = true;
        for (long number = 1; number <= 10; number++) {
            tell(number);
            rounds.round();
        }
        hearer.heard.clear();
        for (int room = 1; room <= 10; room++) {
            hearer.full = false;
            hearer.room = 1;
            rounds.round();
            assertEquals(room, hearer.heard.size());
        }
        assertEquals(LongStream.rangeClosed(1, 10).boxed().toList(),
                hearer.heard.stream().flatMap(each -> facts(each).stream()).toList());
    }
}
