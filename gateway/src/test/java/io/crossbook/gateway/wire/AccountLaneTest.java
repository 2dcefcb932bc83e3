package io.crossbook.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Errand;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Request.About;
import io.crossbook.execution.OrderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Who goes first where an account may hardly ask: Kraken's lowest tier, which counts to fifteen and loses one in three seconds and a third.
class AccountLaneTest {

    private static final long SECOND = 1_000_000_000L;
    private static final OrderId LEG = Orders.id(OrderId.Role.LEG, 1, 0);

    private long now = 1_795_262_400L * SECOND;
    private final List<String> told = new ArrayList<>();
    private final CountedLane lane = new CountedLane("kraken", "starter",
            Objects.requireNonNull(Dialects.of("kraken", Entry.of("kraken"))
                    .orders(List.of(Orders.listing("kraken", "BTC/USD")))).signer(),
            () -> now, () -> 200);

    private void asks(About about, int weight, String name) {
        lane.ask(new Request(about, -1, "POST", "http://127.0.0.1/0/private", name, weight, 0,
                about == About.ASK ? Errand.of(LEG, "", 0, "") : Errand.all("", "", 0, 0)),
                answer -> told.add(answer.ok() ? name : name + " " + answer.why()));
    }

    private void pass(long seconds) {
        long until = now + seconds * SECOND;
        while (lane.next() <= until) {
            now = lane.next();
            lane.fire();
        }
        now = until;
    }

    @Test
    void a_login_goes_before_questions_and_leaves_nothing_alone() {
        lane.used(15);
        asks(About.ASK, 1, "question");
        asks(About.LOGIN, 1, "login");
        pass(4);
        assertEquals(List.of("login"), told);
    }

    /// The connection of the older one is gone: it would only use up the counter.
    @Test
    void a_newer_login_takes_the_place_of_one_that_waits() {
        lane.used(15);
        asks(About.LOGIN, 1, "older");
        asks(About.LOGIN, 1, "newer");
        pass(10);
        assertEquals(List.of("older not sent: a newer login has taken its place", "newer"), told);
        assertEquals(1, lane.sent());
    }

    @Test
    void after_each_question_something_else_has_its_turn() {
        lane.used(15);
        for (int i = 1; i < 4; i++) {
            asks(About.ASK, 1, "question " + i);
        }
        asks(About.SWEEP, 1, "part 1");
        asks(About.SWEEP, 2, "part 2");
        pass(40);
        assertEquals(List.of("question 1", "part 1", "question 2", "part 2", "question 3"), told);
    }

    @Test
    void what_costs_less_does_not_overtake_a_question_that_waits_for_the_budget() {
        lane.used(15);
        asks(About.ASK, 2, "dear");
        asks(About.ASK, 1, "cheap");
        pass(20);
        assertEquals(List.of("dear", "cheap"), told);
    }

    @Test
    void what_is_asked_in_public_to_keep_connections_warm_is_not_counted_for_the_account() {
        lane.used(15);
        lane.warm(Request.get(About.TIME, -1, "http://127.0.0.1/0/public/Time", 1));
        pass(1);
        assertEquals(1, lane.sent());
        asks(About.ASK, 1, "question");
        pass(3);
        assertEquals(List.of("question"), told);
    }

    /// An order that is asked after needs the sweep as well.
    @Test
    void a_slow_part_of_a_sweep_is_not_given_up_for_a_question() {
        lane.slow(10_000);
        asks(About.SWEEP, 2, "part");
        asks(About.ASK, 1, "question");
        pass(21);
        assertEquals(List.of("part", "question"), told);
        asks(About.BALANCES, 1, "balances");
        asks(About.ASK, 1, "question");
        pass(5);
        assertEquals("balances given up: something more urgent waited for its place",
                told.getLast());
    }
}
