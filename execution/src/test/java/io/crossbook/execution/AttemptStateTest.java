package io.crossbook.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every state of an attempt with every piece of news, against the table that people wrote.
final class AttemptStateTest {

    private static final Map<String, String> LETTERS = Map.of("N", "proposed", "V", "reserved",
            "W", "working", "L", "resolving", "I", "imbalanced", "H", "hedging", "U", "unwinding",
            "S", "settled", "D", "dust", "P", "parked");

    @Test
    void every_state_does_with_every_news_what_the_table_says() throws IOException {
        StateTable table = StateTable.read("attempt-states.txt", LETTERS);
        var wrong = new TreeSet<String>();
        for (AttemptState state : AttemptState.values()) {
            for (AttemptNews news : AttemptNews.values()) {
                String told = StateTable.told(state.on(news));
                String wanted = table.cell(news.toString(), state.toString());
                if (!told.equals(wanted)) {
                    wrong.add(state + " on " + news + " goes to " + told + ", not " + wanted);
                }
            }
        }
        assertEquals(Set.of(), wrong);
        assertEquals(Stream.of(AttemptNews.values()).map(Object::toString)
                .collect(Collectors.toSet()), table.rows().keySet());
        assertEquals(AttemptState.values().length, table.states().size());
    }

    @Test
    void from_every_state_an_end_can_be_reached_without_a_human() {
        for (AttemptState start : AttemptState.values()) {
            Set<AttemptState> reached = EnumSet.of(start);
            for (int size = 0; size < reached.size();) {
                size = reached.size();
                for (AttemptState state : EnumSet.copyOf(reached)) {
                    for (AttemptNews news : AttemptNews.values()) {
                        if (news != AttemptNews.CLEARED && state.on(news).possible()) {
                            reached.add(state.on(news).state());
                        }
                    }
                }
            }
            assertTrue(reached.stream().anyMatch(AttemptState::over), start::toString);
        }
    }

    @Test
    void what_is_over_is_opened_only_by_news_of_its_orders() {
        for (AttemptNews news : AttemptNews.values()) {
            Next<AttemptState> next = AttemptState.SETTLED.on(news);
            assertTrue(!next.possible() || next.state().over()
                    || news == AttemptNews.UNEVEN || news == AttemptNews.UNRESOLVED);
        }
    }
}
