package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.execution.Order;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderState;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// An order of which nobody knows what became of it, on what its exchange lists no more.
final class FormerListingTest {

    private Pit pit = Pit.ready();

    /// The leg at alpha is cut off, the other fills nothing.
    private OrderId lost() {
        pit.offers().keeps();
        OrderId lost = Objects.requireNonNull(OrderId.parse(pit.order(pit.placed().getFirst())));
        for (long each : pit.placed()) {
            Pit.Left left = Objects.requireNonNull(pit.waiting.get(each));
            String order = pit.order(each);
            if (left.exchange().equals("alpha")) {
                pit.answers(each, CourierRig.cut());
            } else {
                pit.written(each);
                pit.streams(left.exchange(), "ended " + order + " 0 expired");
            }
        }
        pit.noOffer().keeps();
        return lost;
    }

    private void passes() {
        for (int i = 0; i < 60; i++) {
            pit.keeps().answers().pass(1_000);
        }
    }

    private OrderState state(OrderId id) {
        Order order = Objects.requireNonNull(pit.state().order(id));
        return order.state();
    }

    @Test
    void is_asked_after_when_it_was_taken_out_of_the_file_before_a_restart() {
        OrderId lost = lost();
        pit = new Pit(Kept.of(pit.journal.entries), Pit.settings(Pit.THREE),
                Pit.execution(Pit.THREE));
        pit.former.add("alpha BTCUSDT");
        pit.begins();
        passes();
        assertEquals(OrderState.PRESUMED_DEAD, state(lost));
        assertEquals("", pit.reluctance());
        assertEquals("", pit.state().halted());
    }

    /// Its exchange said nothing for minutes, and a human has written it off: it may be told yet.
    @Test
    void is_asked_after_while_it_is_watched() {
        OrderId lost = lost();
        for (int i = 0; i < 300; i++) {
            pit.keeps().pass(1_000);
        }
        pit.input(new Input.Command(new Input.Wish.WriteOff(1, "alpha is gone")));
        pit.keeps();
        assertEquals(OrderState.WRITTEN_OFF, state(lost));
        pit = new Pit(Kept.of(pit.journal.entries), Pit.settings(Pit.THREE),
                Pit.execution(Pit.THREE));
        pit.former.add("alpha BTCUSDT");
        pit.begins();
        passes();
        assertEquals(List.of(), pit.faults);
    }
}
