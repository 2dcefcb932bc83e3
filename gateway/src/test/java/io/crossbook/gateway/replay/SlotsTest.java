package io.crossbook.gateway.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.crossbook.gateway.web.Caller;
import io.crossbook.gateway.web.Scope;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who gets a replay when others have some.
final class SlotsTest {

    private static final Caller ONE = reader("one", "1");
    private static final Caller OTHER = reader("other", "2");

    private final Slots slots = new Slots(4, 2);

    private static Caller reader(String name, String id) {
        return new Caller(name, id, Scope.READ, Set.of(), Caller.Quota.USUAL);
    }

    private String take(Caller caller) {
        Refusal refusal = slots.take(caller);
        return refusal == null ? "" : refusal.status + " " + refusal.why();
    }

    @Test
    void a_token_cannot_have_them_all() {
        assertEquals("", take(ONE));
        assertEquals("", take(ONE));

        assertEquals("429 2 replays of token 'one' run, and no more are served to one at one time",
                take(ONE));
        assertEquals("", take(OTHER));
        assertEquals("", take(OTHER));
        assertEquals("503 4 replays run, and no more are served at one time",
                take(reader("third", "3")));
    }

    @Test
    void what_is_given_back_is_there_again() {
        take(ONE);
        take(ONE);
        slots.free(ONE);

        assertNull(slots.take(ONE));
        assertEquals(2, slots.taken());
    }

    @Test
    void those_without_a_token_are_all_on_this_machine_and_may_have_them() {
        for (int i = 0; i < 4; i++) {
            assertEquals("", take(Caller.LOCAL));
        }
    }
}
