package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which tops are told in a tick: all that moved, and where those are too many, each in its turn.
final class TopSourceTest {

    private final BitSet moved = new BitSet();
    private final List<Integer> taken = new ArrayList<>();

    private int turn(int first) {
        return TopSource.turn(moved, first, 3, taken::add);
    }

    @Test
    void all_that_moved_is_told_in_one_tick_wherever_the_last_one_ended() {
        moved.set(7);
        moved.set(2);
        moved.set(90);

        turn(8);
        assertEquals(List.of(90, 2, 7), taken);
    }

    @Test
    void where_too_many_moved_each_has_its_turn() {
        moved.set(0, 4);
        int next = turn(0);
        moved.set(0, 3); // they move all the time
        next = turn(next);
        turn(next);

        assertEquals(List.of(0, 1, 2, 3, 0, 1, 2), taken);
    }
}
