package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderIntent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CourierTest {

    private static final long MILLI = CourierRig.MILLI;

    private final CourierRig rig = new CourierRig("north", "BTCUSD", "USD",
            new PlainDialect(Entry.of("north")));
    private final Link link = new Link("north/orders", "north", "", List.of(), 0, 0, 0, 0, 0);

    /// Listed, connected, logged in, and what happened before is asked for.
    private void open() {
        rig.lists();
        login(1);
        rig.answers("");
        rig.answers("");
        assertTrue(rig.courier.streaming("north"));
        rig.done();
        rig.heard();
    }

    private void login(int connection) {
        rig.opens(connection, link);
        rig.lastAnswers(CourierRig.written());
        rig.says(connection, "welcome");
    }

    private static String id(OrderIntent order) {
        return order.id().toString();
    }

    @Test
    void a_private_link_stands_from_when_the_exchange_is_listed_on() {
        rig.courier.renew();
        assertEquals(List.of(), rig.done());
        rig.lists();
        rig.lists();
        assertEquals(List.of("open north/orders"), rig.done());
        assertEquals(1, rig.courier.links().size());
        assertFalse(rig.courier.opened(1, "north/0"));
        rig.opens(2, link);
        assertEquals(List.of("post 2 login"), rig.done());
        assertEquals(List.of(new Input.Opened(2, "north/orders")),
                List.copyOf(rig.courier.open()));
        assertFalse(rig.courier.streaming("north"));
    }

    @Test
    void an_order_goes_over_the_connection_that_takes_orders_and_never_over_rest_as_well() {
        open();
        OrderIntent order = rig.place("0.5");
        assertEquals(List.of("post 1 place " + id(order) + " 0.5"), rig.done());
        rig.answers(CourierRig.written());
        assertEquals(List.of(), rig.heard());
        rig.says(1, "accepted " + id(order));
        rig.says(1, "ended " + id(order) + " 0.5");
        assertEquals(List.of("Accepted", "Ended"), rig.heard());
        rig.pass(10_000);
        rig.closes(1, link);
        assertEquals(List.of(), rig.done());
        assertEquals(List.of(), rig.waiting());
    }

    @Test
    void without_such_a_connection_it_goes_over_rest_and_a_later_connection_does_not_repeat_it() {
        rig.lists();
        OrderIntent order = rig.place("0.5");
        assertEquals(List.of("open north/orders", "rest place " + id(order) + " 0.5"),
                rig.done());
        login(1);
        assertEquals(List.of("post 1 login", "rest open",
                "rest past since " + (rig.now / MILLI)), rig.done());
        rig.answers("accepted;ended 0.5");
        assertEquals(List.of("Accepted", "Ended"), rig.heard());
    }

    @Test
    void an_order_that_was_cut_on_its_connection_is_ambiguous_and_is_not_sent_again() {
        open();
        OrderIntent order = rig.place("0.5");
        rig.answers(CourierRig.written());
        rig.done();
        rig.closes(1, link);
        assertEquals(List.of("Ambiguous"), rig.heard());
        login(2);
        rig.pass(60_000);
        assertFalse(rig.done().stream().anyMatch(done -> done.contains("place")));
        rig.outbox(() -> rig.courier.ask("north", "BTCUSD", order.id()));
        assertEquals(List.of("rest ask " + id(order)), rig.done());
    }

    @Test
    void a_dead_mans_switch_is_asked_for_and_every_connection_guards_until_it_is_disarmed() {
        open();
        rig.outbox(() -> rig.courier.arm("north", 60_000));
        assertEquals(List.of("post 1 guard", "rest arm 60000"), rig.done());
        rig.opens(2, link);
        assertEquals(List.of("post 2 guard", "post 2 login"), rig.done());
        rig.outbox(() -> rig.courier.arm("north", 0));
        assertEquals(List.of("post 1 unguard", "post 2 unguard", "rest arm 0"), rig.done());
    }

    @Test
    void a_frame_that_did_not_leave_was_not_sent() {
        open();
        rig.place("0.5");
        rig.answers(CourierRig.notSent());
        assertEquals(List.of("NotSent"), rig.heard());
    }

    /// What waited to be written when the connection broke is known to be here still.
    @Test
    void a_frame_that_did_not_leave_before_its_connection_ended_was_not_sent_either() {
        open();
        OrderIntent order = rig.place("0.5");
        rig.closes(1, link);
        assertEquals(List.of("Ambiguous"), rig.heard());
        rig.answers(CourierRig.notSent());
        assertEquals(List.of("NotSent"), rig.heard());
        assertEquals(order.id(), rig.events.getLast().id());
    }

    @Test
    void what_cannot_be_written_down_is_told_later_as_not_sent_and_stops_everything_new() {
        open();
        rig.place("0.123");
        assertEquals(List.of(), rig.done());
        rig.courier.settle();
        assertEquals("NotSent", rig.heard().getFirst());
        rig.closes(1, link);
        OrderIntent order = rig.place("0.123");
        rig.courier.settle();
        assertEquals(List.of("NotSent", "halt: " + order.id()
                + " cannot be sent: 0.123 is on no lot"), rig.heard());
        rig.courier.settle();
        assertEquals(List.of(), rig.heard());
    }

    @Test
    void an_order_for_an_exchange_that_is_not_listed_yet_is_not_sent() {
        rig.place("0.5");
        rig.courier.settle();
        assertEquals(2, rig.heard().size());
        assertEquals(List.of(), rig.done());
    }

    @Test
    void a_deadline_is_the_exchanges_time() {
        rig.lists();
        rig.ahead(-400);
        OrderIntent order = rig.place("0.5");
        Request sent = rig.waiting().getFirst();
        // The offset is known to half a millisecond: the digits of its answer.
        assertTrue(Math.abs(order.deadlineNanos() - 400 * MILLI
                - sent.task().deadlineNanos()) <= MILLI);
    }

    @Test
    void a_sweep_is_told_when_all_of_its_pages_are_read() {
        rig.lists();
        OrderIntent order = rig.order("0.5");
        rig.outbox(() -> rig.courier.sweep("north", rig.now - 5_000 * MILLI));
        long asked = rig.now;
        rig.pass(100);
        rig.answers("");
        rig.answers("swept " + id(order) + " 0.5;more");
        assertEquals(List.of("Ended"), rig.heard());
        rig.answers("swept " + id(order) + " 0.5");
        assertEquals(List.of("Ended", "Swept"), rig.heard());
        var swept = assertInstanceOf(AccountFact.Swept.class, rig.facts.getLast());
        assertEquals(asked, swept.askedNanos());
        assertEquals(asked - 5_000 * MILLI, swept.sinceNanos());
    }

    @Test
    void a_sweep_of_which_a_page_was_cut_is_none() {
        rig.lists();
        rig.outbox(() -> rig.courier.sweep("north", rig.now));
        rig.answers("more");
        rig.answers(CourierRig.cut());
        rig.answers("");
        assertEquals(List.of(), rig.heard());
        assertEquals(List.of(), rig.waiting());
        assertTrue(rig.faults.getLast().text().startsWith("a sweep since"));
        rig.done();
        rig.outbox(() -> rig.courier.sweep("north", rig.now));
        assertEquals(2, rig.done().size());
        rig.answers("more");
        rig.answers("");
        rig.answers(CourierRig.cut());
        assertEquals(List.of(), rig.heard());
    }

    @Test
    void what_is_wished_before_the_exchange_is_listed_follows_then() {
        rig.outbox(() -> {
            rig.courier.sweep("north", rig.now - 7_000 * MILLI);
            rig.courier.sweep("north", rig.now - 9_000 * MILLI);
            rig.courier.balances("north");
        });
        assertEquals(List.of(), rig.done());
        rig.lists();
        assertEquals(List.of("rest balances", "rest open",
                "rest past since " + (rig.now / MILLI - 9_000), "open north/orders"), rig.done());
        rig.answers("balances");
        assertEquals(List.of("Balances"), rig.heard());
    }

    @Test
    void one_sweep_is_under_way_at_a_time_and_the_next_reaches_as_far_as_any_wish() {
        rig.lists();
        rig.done();
        rig.outbox(() -> {
            rig.courier.sweep("north", rig.now - 1_000 * MILLI);
            rig.courier.sweep("north", rig.now - 9_000 * MILLI);
            rig.courier.sweep("north", rig.now - 2_000 * MILLI);
        });
        assertEquals(2, rig.done().size());
        rig.answers("");
        rig.answers("");
        assertEquals(List.of("rest open", "rest past since " + (rig.now / MILLI - 9_000)),
                rig.done());
        rig.answers("");
        rig.answers("");
        assertEquals(List.of("Swept", "Swept"), rig.heard());
        assertEquals(List.of(), rig.done());
    }

    @Test
    void after_a_gap_of_the_stream_what_happened_is_asked_for_and_only_then_it_streams() {
        open();
        long lost = rig.now;
        rig.says(1, "bye");
        assertFalse(rig.courier.streaming("north"));
        rig.pass(3_000);
        assertEquals(List.of(), rig.done());
        rig.says(1, "welcome");
        assertFalse(rig.courier.streaming("north"));
        // It may have been dead for the 30 s that a connection may be quiet, and 2 s are an order's window and the clock's error.
        assertEquals(List.of("rest open", "rest past since " + (lost / MILLI - 32_000)),
                rig.done());
        rig.answers("");
        assertFalse(rig.courier.streaming("north"));
        rig.answers("");
        assertTrue(rig.courier.streaming("north"));
        // Nobody has asked for it: it is no answer to the coordinator, which may want it to reach back further.
        assertEquals(List.of(), rig.heard());
    }

    @Test
    void a_sweep_after_a_gap_that_fails_is_asked_for_again() {
        open();
        rig.says(1, "bye");
        rig.says(1, "welcome");
        rig.done();
        rig.answers(CourierRig.cut());
        rig.answers("");
        rig.pass(4_000);
        assertFalse(rig.courier.streaming("north"));
        assertEquals(List.of(), rig.done());
        rig.pass(2_000);
        assertEquals(2, rig.done().size());
        rig.answers("");
        rig.answers("");
        assertTrue(rig.courier.streaming("north"));
    }

    @Test
    void a_gap_during_the_sweep_after_a_gap_needs_another_sweep() {
        open();
        rig.says(1, "bye");
        rig.says(1, "welcome");
        rig.answers("");
        rig.says(1, "bye");
        rig.says(1, "welcome");
        rig.answers("");
        assertFalse(rig.courier.streaming("north"));
        rig.pass(6_000);
        rig.answers("");
        rig.answers("");
        assertTrue(rig.courier.streaming("north"));
    }

    @Test
    void the_end_of_an_old_connection_ends_no_stream_that_its_successor_tells() {
        open();
        login(2);
        assertEquals(List.of("post 2 login"), rig.done());
        OrderIntent order = rig.place("0.5");
        assertEquals(List.of("post 2 place " + id(order) + " 0.5"), rig.done());
        rig.closes(1, link);
        assertTrue(rig.courier.streaming("north"));
        assertEquals(List.of(), rig.done());
        assertEquals(List.of(), rig.heard());
        rig.closes(2, link);
        assertFalse(rig.courier.streaming("north"));
        assertEquals(List.of("Ambiguous"), rig.heard());
    }

    @Test
    void while_the_successor_is_not_logged_in_orders_go_over_the_old_connection() {
        open();
        rig.opens(2, link);
        rig.done();
        OrderIntent order = rig.place("0.5");
        assertEquals(List.of("post 1 place " + id(order) + " 0.5"), rig.done());
        rig.outbox(() -> rig.courier.cancel("north", "BTCUSD", order.id()));
        assertEquals(List.of("post 1 cancel " + id(order)), rig.done());
        rig.says(1, "bye");
        rig.outbox(() -> rig.courier.cancel("north", "BTCUSD", order.id()));
        assertEquals(List.of("rest cancel " + id(order)), rig.done());
    }

    @Test
    void a_conversation_looks_at_the_time_every_second_and_may_ask_for_another_connection() {
        open();
        rig.place("0.5");
        rig.pass(1_000);
        assertEquals(List.of("Ambiguous"), rig.heard());
        rig.done();
        rig.says(1, "wrong");
        assertEquals(List.of("close 1: wrong"), rig.done());
        assertTrue(rig.courier.lost(1, 12));
        assertEquals(List.of("close 1: 12 messages were lost on our side"), rig.done());
        assertFalse(rig.courier.lost(7, 12));
        rig.closes(1, link);
        rig.heard();
        rig.pass(5_000);
        assertEquals(List.of(), rig.heard());
    }

    @Test
    void what_a_connection_asks_over_rest_is_answered_to_it() {
        open();
        rig.says(1, "balances");
        assertEquals(List.of("rest balances"), rig.done());
        rig.answers("balances");
        assertEquals(List.of("Balances"), rig.heard());
        rig.says(1, "balances");
        rig.closes(1, link);
        rig.answers("balances");
        assertEquals(List.of(), rig.heard());
    }

    @Test
    void orders_of_others_are_counted_once_each() {
        open();
        rig.says(1, "foreign X1");
        rig.says(1, "foreign X2");
        rig.outbox(() -> rig.courier.sweep("north", rig.now));
        rig.answers("foreign X1");
        rig.answers("foreign X3");
        assertEquals(Map.of("north", 3), rig.courier.foreign());
        assertEquals(List.of("north X1", "north X2", "north X3"), rig.foreign);
        assertEquals(List.of(), rig.faults);
        assertEquals(List.of("Swept"), rig.heard());
    }

    @Test
    void another_listing_means_another_link_and_what_the_old_one_carried_is_ambiguous() {
        open();
        rig.place("0.5");
        rig.listsToo(Instrument.spot("ETH", "USD"));
        assertEquals(List.of("Ambiguous"), rig.heard());
        assertFalse(rig.courier.streaming("north"));
        assertEquals(List.of("drop north/orders", "open north/orders"),
                rig.done().stream().filter(done -> !done.startsWith("post")).toList());
        rig.closes(1, link);
        assertEquals(List.of(), rig.heard());
        rig.faults.clear();
        login(2);
        rig.outbox(() -> rig.courier.ask("north", "ETHUSD", rig.order("1").id()));
        assertEquals(List.of(), rig.faults);
        rig.outbox(() -> rig.courier.ask("north", "XRPUSD", rig.order("1").id()));
        assertTrue(rig.faults.getLast().text().contains("XRPUSD"));
    }

    @Test
    void nobody_answers_for_an_exchange_that_is_not_traded_at() {
        rig.outbox(() -> {
            rig.courier.sweep("west", 1);
            rig.courier.balances("west");
            rig.courier.ask("west", "BTCUSD", rig.order("1").id());
            rig.courier.cancel("west", "BTCUSD", rig.order("1").id());
        });
        assertEquals(4, rig.faults.size());
        assertFalse(rig.courier.streaming("west"));
        assertEquals(0, rig.courier.foreign().getOrDefault("west", 0));
    }
}
