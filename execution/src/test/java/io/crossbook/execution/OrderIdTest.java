package io.crossbook.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Ids that fit every exchange and are what they say.
final class OrderIdTest {

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

    @Test
    void an_id_fits_the_narrowest_rule_of_all_exchanges_and_is_read_back() {
        var random = new Random(11);
        var seen = new HashSet<String>();
        for (int i = 0; i < 20_000; i++) {
            var id = new OrderId(random.nextInt(36 * 36 * 36 * 36),
                    random.nextLong(36L * 36 * 36 * 36 * 36 * 36),
                    random.nextBoolean() ? OrderId.Role.LEG : OrderId.Role.UNWIND,
                    random.nextInt(36),
                    random.nextInt(36 * 36));
            String text = id.toString();
            assertTrue(text.matches("cb[a-z0-9]{15}"), text);
            assertEquals(id, OrderId.parse(text));
            seen.add(text);
        }
        assertEquals(20_000, seen.size());
    }

    @Test
    void any_single_wrong_character_is_noticed() {
        String text = new OrderId(7, 123_456, OrderId.Role.HEDGE, 2, 31).toString();
        assertEquals("cb0007002n9ch20v7", text);
        for (int at = 0; at < text.length(); at++) {
            for (int wrong = 0; wrong < ALPHABET.length(); wrong++) {
                String damaged = text.substring(0, at) + ALPHABET.charAt(wrong)
                        + text.substring(at + 1);
                if (!damaged.equals(text)) {
                    assertNull(OrderId.parse(damaged), damaged);
                }
            }
        }
    }

    @Test
    void what_others_call_their_orders_is_none_of_ours() {
        for (String foreign : new String[]{"", "cb", "web_1234567890abc", "CB0007002N9CH20V",
                "cb0007002n9ch20v-", "cb0007002n9ch20vmm"}) {
            assertNull(OrderId.parse(foreign), foreign);
        }
    }

    @Test
    void the_last_of_all_ids_fits_and_the_next_is_refused() {
        var last = new OrderId(36 * 36 * 36 * 36 - 1, 36L * 36 * 36 * 36 * 36 * 36 - 1,
                OrderId.Role.UNWIND, 35, 36 * 36 - 1);
        assertEquals(OrderId.LENGTH, last.toString().length());
        assertThrows(IllegalArgumentException.class,
                () -> new OrderId(36 * 36 * 36 * 36, 0, OrderId.Role.LEG, 0, 0));
        assertNotEquals(last.toString(),
                new OrderId(0, 0, OrderId.Role.UNWIND, 35, 36 * 36 - 1).toString());
    }
}
