package io.crossbook.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Request.About;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderId.Role;
import io.crossbook.gateway.engine.Input;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An order on a connection is signed as it is written, and ends in exactly one answer that says whether it left.
class PostTest {

    private static final String HERE = "ws://127.0.0.1:9/orders";
    private static final OrderId LEG = Orders.id(Role.LEG, 1, 0);
    private static final OrderId UNWIND = Orders.id(Role.UNWIND, 1, 0);

    private final Script script = new Script();
    private final long begin = script.now();
    private Wires wires = wires();

    private Wires wires() {
        script.keyring = Orders.keyring(script.time);
        return script.wires(Script.generous(), _ -> 0);
    }

    /// One frame a second leaves.
    @BeforeEach
    void connect() {
        wires.open(new io.crossbook.exchanges.Link("test/orders", "test", HERE, List.of(), 0, 0, 0,
                1, 1_000));
        script.dialled.getLast().opens();
        script.seen.clear();
    }

    private long deadline(long millis) {
        return begin + millis * 1_000_000;
    }

    private void places(long id, OrderId order, long deadlineMillis) {
        wires.post(id, 1, Orders.frame(About.PLACE, HERE, order, deadline(deadlineMillis)));
    }

    private void cancels(long id, OrderId order) {
        wires.post(id, 1, Orders.frame(About.CANCEL, HERE, order, 0));
    }

    private List<String> sent() {
        return script.dialled.getFirst().sent;
    }

    @Test
    void an_order_leaves_at_once_and_says_so() {
        places(4, LEG, 3_000);
        assertEquals(List.of("0 [1700000000000] PLACE " + LEG), sent());
        assertEquals(List.of("0 4 SENT"), script.seen);
    }

    @Test
    void what_waits_for_its_turn_is_signed_when_it_has_it() {
        wires.send(1, "subscribe");
        places(1, LEG, 3_000);
        script.time.pass(1_099);
        assertEquals(List.of("0 subscribe"), sent());
        assertEquals(List.of(), script.seen);
        script.time.pass(1);
        assertEquals(List.of("0 subscribe", "1100 [1700000001100] PLACE " + LEG), sent());
        assertEquals(List.of("1100 1 SENT"), script.seen);
    }

    @Test
    void an_order_that_waits_past_its_deadline_does_not_leave_and_costs_no_turn() {
        wires.send(1, "subscribe");
        places(1, LEG, 1_000);
        places(2, UNWIND, 3_000);
        script.time.pass(1_100);
        assertEquals(List.of("0 subscribe", "1100 [1700000001100] PLACE " + UNWIND), sent());
        assertEquals(List.of("1100 1 NOT_SENT: its deadline passed 100 ms ago", "1100 2 SENT"),
                script.seen);
    }

    @Test
    void cancels_go_before_what_waits() {
        wires.send(1, "subscribe");
        places(1, UNWIND, 60_000);
        wires.send(1, "ping");
        cancels(2, LEG);
        cancels(3, Orders.id(Role.HEDGE, 1, 0));
        script.time.pass(4_400);
        assertEquals(List.of("1100 2 SENT", "2200 3 SENT", "3300 1 SENT"), script.seen);
        assertEquals("4400 ping", sent().getLast());
    }

    @Test
    void an_order_that_still_waits_when_it_is_cancelled_never_leaves() {
        wires.send(1, "subscribe");
        places(1, LEG, 60_000);
        places(2, UNWIND, 60_000);
        cancels(3, LEG);
        script.time.pass(60_000);
        assertEquals(List.of("0 1 NOT_SENT: cancelled before it left", "1100 3 SENT",
                "2200 2 SENT"), script.seen);
        assertEquals(3, sent().size());
    }

    @Test
    void a_connection_that_is_gone_takes_none() {
        places(1, LEG, 3_000);
        script.dialled.getFirst().events.down("cut");
        places(2, LEG, 3_000);
        wires.post(3, 77, Orders.frame(About.PLACE, HERE, LEG, deadline(3_000)));
        assertEquals(List.of("0 1 SENT", "0 1 closed: cut",
                "0 2 NOT_SENT: its connection does not stand",
                "0 3 NOT_SENT: its connection is gone"), script.seen);
        assertEquals(1, sent().size());
    }

    /// Before the end of the connection is told: that makes all that left ambiguous.
    @Test
    void what_waits_when_the_connection_ends_did_not_leave() {
        wires.send(1, "subscribe");
        places(1, LEG, 3_000);
        cancels(2, UNWIND);
        script.dialled.getFirst().events.down("cut");
        script.time.pass(10_000);
        assertEquals(List.of("0 2 NOT_SENT: its connection ended before its turn",
                "0 1 NOT_SENT: its connection ended before its turn", "0 1 closed: cut"),
                script.seen.subList(0, 3));
        assertEquals(List.of("0 subscribe"), sent());
    }

    @Test
    void a_latch_pulled_while_it_waits_stops_a_leg_and_nothing_else() {
        wires.send(1, "subscribe");
        places(1, LEG, 60_000);
        places(2, UNWIND, 60_000);
        cancels(3, Orders.id(Role.LEG, 2, 0));
        long pull = script.keyring.latch().pull("a person");
        script.time.pass(2_200);
        assertEquals(List.of("1100 3 SENT", "2200 1 NOT_SENT: halted: a person", "2200 2 SENT"),
                script.seen);

        wires.rearmed(pull - 1);
        script.time.pass(5_000);
        script.seen.clear();
        places(4, LEG, 60_000);
        assertEquals(List.of("7200 4 NOT_SENT: halted: a person"), script.seen);
        wires.rearmed(pull);
        places(5, LEG, 60_000);
        assertEquals("7200 5 SENT", script.seen.getLast());
    }

    @Test
    void a_frame_made_for_another_connection_does_not_leave() {
        wires.post(1, 1, Orders.frame(About.PLACE, HERE + "2", LEG, deadline(3_000)));
        assertEquals(List.of("0 1 NOT_SENT: made for another connection: " + HERE + "2"),
                script.seen);
        Request rest = Request.get(About.TIME, -1, "https://127.0.0.1/", 1);
        assertThrows(IllegalStateException.class, () -> wires.post(2, 1, rest));
    }

    @Test
    void without_a_key_nothing_leaves() {
        script.keyring = Keyring.none();
        wires = script.wires(Script.generous(), _ -> 0);
        connect();
        places(1, LEG, 3_000);
        assertEquals(List.of("0 1 NOT_SENT: there is no key for test"), script.seen);
    }

    /// What is decided on an answer may be the next order: it joins the queue.
    @Test
    void an_order_that_an_answer_calls_for_takes_its_turn() {
        script.engine = input -> {
            if (input instanceof Input.Answered(long id, _) && id < 3) {
                places(id + 1, UNWIND, 60_000);
            }
        };
        places(1, LEG, 60_000);
        script.time.pass(10_000);
        assertEquals(List.of("0 1 SENT", "1100 2 SENT", "2200 3 SENT"), script.seen);
    }

    @Test
    void departures_and_gaps_are_measured() {
        wires.send(1, "subscribe");
        places(1, LEG, 60_000);
        places(2, Orders.id(Role.LEG, 1, 1), 60_000);
        places(3, Orders.id(Role.LEG, 2, 0), 60_000);
        cancels(4, UNWIND);
        script.time.pass(10_000);
        assertEquals(3, script.departures.departure().getTotalCount());
        assertEquals(2.2, script.departures.departure().getMinValue() / 1e9, 0.01);
        assertEquals(4.4, script.departures.departure().getMaxValue() / 1e9, 0.01);
        assertEquals(1, script.departures.gap().getTotalCount());
        assertEquals(1.1, script.departures.gap().getMaxValue() / 1e9, 0.01);
    }
}
