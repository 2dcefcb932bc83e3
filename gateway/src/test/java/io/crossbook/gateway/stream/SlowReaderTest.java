package io.crossbook.gateway.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What becomes of who does not read; the clock is the test's.
final class SlowReaderTest {

    private static final int LOOK = 250;

    private long now = 1_000;
    private final Rounds rounds = new Rounds(now);
    private final StateChannel channel = new StateChannel(rounds, "{\"topic\":\"top\"");
    private final Hearer hearer = new Hearer();
    private final Reader reader = rounds.join(hearer);
    private boolean answers = true;

    /// Lets time pass, with a value each quarter of a second.
    private void pass(long millis) {
        for (long until = now + millis; now < until;) {
            now += LOOK;
            int asked = hearer.pings;
            channel.put("a", "{\"at\":" + now + "}");
            rounds.round();
            rounds.look(now);
            if (hearer.pings > asked && answers) {
                reader.ponged();
            }
        }
    }

    private void begin() {
        channel.begin();
        reader.subscribe("top", channel);
        pass(1_000);
    }

    @Test
    void who_has_no_room_is_told_that_it_lags_and_then_let_go() {
        begin();
        int before = hearer.heard.size();
        hearer.full = true;
        pass(2_900);
        assertEquals(before, hearer.heard.size(), "what it lacks waits as a number");

        pass(500);
        assertEquals(before + 1, hearer.heard.size());
        assertTrue(hearer.heard.getLast().containsKey("lag"), hearer.heard.getLast().encode());
        assertEquals("", hearer.closed);

        pass(4_000);
        assertEquals(before + 1, hearer.heard.size(), "once");
        assertTrue(hearer.closed.startsWith("too slow"), hearer.closed);
    }

    /// What fits into the kernel's buffers tells nothing of whether anybody reads.
    @Test
    void who_answers_no_ping_is_let_go_within_ten_seconds_though_there_is_room() {
        begin();
        answers = false;
        long silentSince = now;
        while (hearer.closed.isEmpty()) {
            pass(LOOK);
        }
        assertTrue(now - silentSince < 10_000, (now - silentSince) + " ms");
        assertTrue(hearer.closed.startsWith("too slow: a ping was not answered for "),
                hearer.closed);
        assertTrue(hearer.heard.stream().anyMatch(message -> message.containsKey("lag")));
    }

    @Test
    void who_reads_again_in_time_gets_the_last_value_and_stays() {
        begin();
        hearer.full = true;
        pass(6_000);
        hearer.full = false;
        pass(LOOK);

        assertEquals("[{\"at\":" + now + "}]",
                hearer.heard.getLast().getJsonArray("data").encode());
        pass(60_000);
        assertEquals("", hearer.closed);
    }

    @Test
    void nobody_is_too_slow_because_we_stood_still() {
        begin();
        answers = false;
        pass(2_500); // asked, and not answered yet
        now += 60_000; // our thread hangs
        rounds.look(now);
        assertEquals("", hearer.closed);
        reader.ponged();
        answers = true;
        pass(20_000);
        assertEquals("", hearer.closed);
    }

    @Test
    void who_has_left_is_asked_for_nothing_more() {
        begin();
        reader.gone();
        int heard = hearer.heard.size();
        int pings = hearer.pings;
        pass(20_000);

        assertEquals(heard, hearer.heard.size());
        assertEquals(pings, hearer.pings);
        assertTrue(channel.idle());
    }
}
