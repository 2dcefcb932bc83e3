package io.crossbook.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every state of an order with every piece of news, against the table that people wrote.
final class OrderStateTest {

    private static final Map<String, String> LETTERS = Map.ofEntries(Map.entry("I", "intended"),
            Map.entry("S", "sent"), Map.entry("O", "open"), Map.entry("P", "partial"),
            Map.entry("U", "unknown"), Map.entry("C", "cancel_pending"),
            Map.entry("D", "presumed_dead"),
            Map.entry("W", "written_off"), Map.entry("F", "filled"),
            Map.entry("X", "cancelled"), Map.entry("E", "expired"), Map.entry("R", "rejected"));

    @Test
    void every_state_does_with_every_news_what_the_table_says() throws IOException {
        StateTable table = StateTable.read("order-states.txt", LETTERS);
        var wrong = new TreeSet<String>();
        for (OrderState state : OrderState.values()) {
            for (OrderNews news : OrderNews.values()) {
                String told = StateTable.told(state.on(news));
                String wanted = table.cell(news.toString(), state.toString());
                if (!told.equals(wanted)) {
                    wrong.add(state + " on " + news + " goes to " + told + ", not " + wanted);
                }
            }
        }
        assertEquals(Set.of(), wrong);
        assertEquals(Stream.of(OrderNews.values()).map(Object::toString)
                .collect(Collectors.toSet()), table.rows().keySet());
        assertEquals(OrderState.values().length, table.states().size());
    }

    @Test
    void no_state_leads_out_of_an_end_but_by_what_cannot_be_or_a_humans_word() {
        for (OrderState state : OrderState.values()) {
            for (OrderNews news : OrderNews.values()) {
                if (state.ended() && state.on(news).possible()
                        && news != OrderNews.WRITTEN_OFF) {
                    assertEquals(state, state.on(news).state(), news::toString);
                }
            }
        }
    }

    @Test
    void nothing_but_a_plain_word_or_the_rule_ends_an_order() {
        Set<OrderNews> enough = Set.of(OrderNews.ABANDONED, OrderNews.REFUSED, OrderNews.NOT_SENT,
                OrderNews.TRADED_ALL, OrderNews.ENDED_FILLED, OrderNews.ENDED_CANCELLED,
                OrderNews.ENDED_EXPIRED, OrderNews.ENDED_REJECTED);
        for (OrderState state : OrderState.values()) {
            for (OrderNews news : OrderNews.values()) {
                OrderState next = state.on(news).state();
                assertTrue(state.ended() || !next.ended() || enough.contains(news),
                        () -> state + " ended by " + news);
                assertTrue(state == OrderState.PRESUMED_DEAD || next != OrderState.PRESUMED_DEAD
                        || news == OrderNews.DEATH_SHOWN, () -> state + " dead by " + news);
            }
        }
    }

    @Test
    void an_order_is_handed_out_from_one_state_only_and_never_comes_back_to_it() {
        assertEquals(1, Arrays.stream(OrderState.values())
                .filter(state -> state.on(OrderNews.HANDED).possible()).count());
        for (OrderState state : OrderState.values()) {
            for (OrderNews news : OrderNews.values()) {
                assertTrue(state == OrderState.INTENDED
                        || state.on(news).state() != OrderState.INTENDED);
            }
        }
    }

    @Test
    void any_trace_of_a_dead_order_opens_it_again() {
        for (OrderNews trace : Set.of(OrderNews.ACCEPTED, OrderNews.TRADED_PART,
                OrderNews.TRADED_ALL, OrderNews.STANDING, OrderNews.STANDING_PART)) {
            assertTrue(OrderState.PRESUMED_DEAD.on(trace).possible());
            assertTrue(OrderState.PRESUMED_DEAD.on(trace).state() != OrderState.PRESUMED_DEAD);
        }
    }
}
