package io.crossbook.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Input;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The life of a link, on a virtual clock.
class SessionTest {

    private static final Jitter LONGEST = most -> most;
    private static final Jitter SHORTEST = _ -> 0;

    private final Script script = new Script();
    private Wires wires = script.wires(Script.generous(), SHORTEST);

    private Script.Dialled dialled(int index) {
        return script.dialled.get(index);
    }

    private List<Long> dialMoments() {
        return script.dialled.stream().map(d -> d.atMillis).toList();
    }

    @Test
    void an_attempt_without_a_handshake_is_given_up_and_its_late_success_is_hung_up() {
        wires.open(Script.link("test/0", 0, 0, 0, 0));
        script.time.pass(10_000);
        assertEquals(List.of("10000 1 closed: not open within 10000 ms"), script.seen);
        dialled(0).opens();
        assertEquals(List.of("10000 close"), dialled(0).sent);
        assertEquals(1, script.seen.size());
    }

    @Test
    void the_wait_between_attempts_doubles_up_to_half_a_minute() {
        wires = script.wires(Script.generous(), LONGEST);
        wires.open(Script.link("test/0", 0, 0, 0, 0));
        var waits = new ArrayList<Long>();
        for (int i = 0; i < 11; i++) {
            long failed = script.millis();
            dialled(i).events.down("refused");
            while (script.dialled.size() == i + 1) {
                script.time.pass(1);
            }
            waits.add(script.millis() - failed);
        }
        assertEquals(List.of(200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L, 25_600L, 30_000L,
                30_000L, 30_000L), waits);
    }

    @Test
    void the_wait_is_never_shorter_than_the_shortest() {
        wires.open(Script.link("test/0", 0, 0, 0, 0));
        for (int i = 0; i < 4; i++) {
            dialled(i).events.down("refused");
            script.time.pass(100);
        }
        assertEquals(List.of(0L, 100L, 200L, 300L, 400L), dialMoments());
    }

    @Test
    void only_a_connection_that_stood_for_a_while_makes_waits_short_again() {
        wires = script.wires(Script.generous(), LONGEST);
        wires.open(Script.link("test/0", 0, 0, 0, 0));
        dialled(0).opens();
        dialled(0).events.down("cut");
        script.time.pass(200);
        dialled(1).opens();
        script.time.pass(29_999);
        dialled(1).events.down("cut");
        script.time.pass(400);
        dialled(2).opens();
        script.time.pass(30_000);
        dialled(2).events.down("cut");
        script.time.pass(200);
        assertEquals(4, script.dialled.size());
    }

    @Test
    void the_links_of_an_exchange_share_its_connects() {
        wires = script.wires(new Quota(3, 1_100, 1, 1, 1), SHORTEST);
        for (int i = 0; i < 8; i++) {
            wires.open(Script.link("test/" + i, 0, 0, 0, 0));
        }
        script.time.pass(5_000);
        assertEquals(List.of(0L, 0L, 0L, 1_100L, 1_100L, 1_100L, 2_200L, 2_200L), dialMoments());
    }

    @Test
    void silence_is_asked_about_at_half_its_limit_and_ends_the_connection_at_all_of_it() {
        wires.open(Script.link("test/0", 0, 0, 30_000, 0));
        dialled(0).opens();
        script.time.pass(10_000);
        dialled(0).says("x");
        script.time.pass(15_000);
        assertEquals(List.of("25000 ping"), dialled(0).sent);
        dialled(0).events.alive();
        script.time.pass(15_000);
        assertEquals(List.of("25000 ping", "40000 ping"), dialled(0).sent);
        script.time.pass(14_999);
        assertEquals(2, dialled(0).sent.size());
        script.time.pass(1);
        assertEquals("55000 1 closed: half open: not a byte for 30000 ms", script.seen.getLast());
        assertEquals(1, script.count("half_open"));
        script.time.pass(100);
        assertEquals(2, script.dialled.size());
    }

    @Test
    void before_a_known_cut_a_successor_opens_while_the_old_one_goes_on() {
        wires.open(Script.link("test/0", 86_400_000, 60_000, 0, 0));
        dialled(0).opens();
        script.time.pass(86_400_000 - 60_000 - 1);
        assertEquals(1, script.dialled.size());
        script.time.pass(1);
        dialled(1).opens();
        dialled(0).says("old");
        dialled(1).says("new");
        wires.close(1, "taken over");
        script.time.pass(60_000);
        assertEquals(List.of("0 1 opened test/0", "86340000 2 opened test/0", "86340000 1: old",
                "86340000 2: new", "86340000 1 closed: taken over"), script.seen);
        assertEquals(2, script.dialled.size());
        script.time.pass(86_340_000 - 60_000);
        assertEquals(3, script.dialled.size());
        assertEquals(2, script.count("overlap"));
    }

    @Test
    void an_old_connection_that_nobody_closes_ends_after_the_overlap() {
        wires.open(Script.link("test/0", 1_000_000, 60_000, 0, 0));
        dialled(0).opens();
        script.time.pass(940_000);
        script.time.pass(1_000);
        dialled(1).opens();
        script.time.pass(60_000);
        assertEquals("1001000 1 closed: its successor stands", script.seen.getLast());
        assertEquals(2, script.dialled.size());
    }

    @Test
    void a_successor_that_fails_is_tried_again_and_the_old_one_stays_until_it_is_cut() {
        wires.open(Script.link("test/0", 1_000_000, 60_000, 0, 0));
        dialled(0).opens();
        script.time.pass(940_000);
        dialled(1).events.down("refused");
        script.time.pass(100);
        dialled(2).events.down("refused");
        script.time.pass(100);
        dialled(0).says("still here");
        assertEquals("940200 1: still here", script.seen.getLast());
        dialled(0).events.down("cut");
        dialled(3).opens();
        assertEquals("940200 4 opened test/0", script.seen.getLast());
        script.time.pass(500_000);
        assertEquals(4, script.dialled.size());
    }

    @Test
    void an_old_connection_cut_in_the_overlap_leaves_the_successor_in_charge() {
        wires.open(Script.link("test/0", 1_000_000, 60_000, 0, 0));
        dialled(0).opens();
        script.time.pass(940_000);
        dialled(1).opens();
        dialled(0).events.down("cut");
        script.time.pass(100_000);
        assertEquals(2, script.dialled.size());
        dialled(1).events.down("cut too");
        script.time.pass(100);
        assertEquals(3, script.dialled.size());
    }

    @Test
    void sends_keep_their_order_and_the_pace_of_the_link() {
        wires.open(Script.link("test/0", 0, 0, 0, 2));
        dialled(0).opens();
        for (String text : List.of("a", "b", "c", "d", "e")) {
            wires.send(1, text);
        }
        script.time.pass(1_000);
        wires.send(1, "f");
        script.time.pass(10_000);
        assertEquals(List.of("0 a", "0 b", "1100 c", "1100 d", "2200 e", "2200 f"),
                dialled(0).sent);
    }

    @Test
    void too_many_waiting_sends_close_the_connection_instead_of_vanishing() {
        wires.open(Script.link("test/0", 0, 0, 0, 1));
        dialled(0).opens();
        for (int i = 0; i <= Pace.MOST_WAITING; i++) {
            wires.send(1, "x");
        }
        assertEquals(1, script.seen.size());
        wires.send(1, "x");
        assertEquals("0 1 closed: more than 4096 frames wait to be sent", script.seen.getLast());
    }

    @Test
    void a_message_over_the_limit_closes_the_connection_also_when_it_comes_in_parts() {
        wires.open(Script.link("test/0", 0, 0, 0, 0));
        dialled(0).opens();
        dialled(0).says("x".repeat(1_000));
        dialled(0).events.data(Buffer.buffer("y".repeat(600)), false);
        dialled(0).events.data(Buffer.buffer("y".repeat(400)), true);
        dialled(0).events.data(Buffer.buffer("z".repeat(600)), false);
        dialled(0).events.data(Buffer.buffer("z".repeat(401)), true);
        dialled(0).says("late");
        assertEquals(List.of("0 1 opened test/0", "0 1: " + "x".repeat(1_000),
                "0 1: " + "y".repeat(1_000), "0 1 closed: a message of more than 1000 bytes"),
                script.seen);
        assertEquals(1, script.count("oversized"));
    }

    @Test
    void a_dropped_link_closes_and_is_not_dialled_again() {
        wires.open(Script.link("test/0", 0, 0, 0, 0));
        wires.open(Script.link("test/1", 0, 0, 0, 0));
        dialled(0).opens();
        dialled(1).events.down("refused");
        wires.drop("test/0");
        assertEquals(List.of(), script.abandoned);
        wires.drop("test/1");
        wires.drop("test/1");
        script.time.pass(100_000);
        assertEquals(2, script.dialled.size());
        assertEquals(List.of("test"), script.abandoned);
        assertEquals("0 1 closed: no longer wanted", script.seen.getLast());
        assertEquals(0, script.time.waiting());
    }

    @Test
    void opening_the_same_link_again_changes_nothing_and_another_one_replaces_it() {
        wires.open(Script.link("test/0", 0, 0, 0, 0));
        wires.open(Script.link("test/0", 0, 0, 0, 0));
        assertEquals(1, script.dialled.size());
        dialled(0).opens();
        script.seen.clear();
        wires.open(Script.link("test/0", 0, 0, 0, 5));
        assertEquals(List.of("0 1 closed: no longer wanted"), script.seen);
        assertEquals(2, script.dialled.size());
    }

    @Test
    void a_dial_that_is_no_longer_wanted_is_given_up_without_a_word() {
        wires.open(Script.link("test/0", 0, 0, 0, 0));
        wires.open(Script.link("test/0", 0, 0, 0, 5));
        wires.drop("test/0");
        dialled(0).events.down("refused");
        dialled(1).opens();

        assertEquals(List.of(), script.seen);
        assertEquals(0, script.count("failed"));
        assertEquals(List.of("0 close"), dialled(1).sent);
        assertEquals(0, script.time.waiting());
    }

    @Test
    void a_link_in_the_clear_is_not_dialled() {
        wires.open(TestExchange.link("ws://exchange.test/ws", 0, 0, 0, 0, 1_000));
        assertTrue(script.seen.getFirst().contains("ws:// is for this machine only"),
                script.seen::toString);
        script.time.pass(100_000);
        assertEquals(0, script.dialled.size());
    }

    @Test
    void what_the_engine_does_on_hearing_of_an_end_finds_the_session_in_order() {
        script.engine = input -> {
            if (input instanceof Input.Closed) {
                wires.drop("test/0");
            }
        };
        wires.open(Script.link("test/0", 0, 0, 0, 0));
        dialled(0).opens();
        dialled(0).events.down("cut");
        script.time.pass(100_000);
        assertEquals(1, script.dialled.size());
        assertEquals(2, script.seen.size());
    }

    @Test
    void a_request_without_a_place_for_its_answer_is_not_sent() {
        for (int id = 1; id <= 3; id++) {
            wires.request(id, "test",
                    Request.get(Request.About.TIME, -1, "https://x.test/" + id, 1));
        }
        assertEquals("0 asks https://x.test/2", script.seen.get(1));
        assertTrue(script.seen.get(2).contains("too many requests are open"),
                script.seen::toString);
        assertEquals(3, script.seen.size());
    }
}
