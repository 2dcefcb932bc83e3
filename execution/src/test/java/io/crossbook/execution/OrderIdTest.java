package io.crossbook.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
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

    /// The attempt stands where the journal's views look for it, whatever the epoch.
    @Test
    void an_epoch_of_the_clock_fits_too_and_a_journal_of_the_next_second_gives_other_ids() {
        var random = new Random(12);
        int epoch = OrderId.epochAt(1_795_262_400_123_000_000L);
        assertEquals(217_425_600, epoch);
        assertEquals(epoch + 1, OrderId.epochAt(1_795_262_401_000_000_000L));
        assertEquals(1, OrderId.epochAt(0));
        for (int i = 0; i < 20_000; i++) {
            var id = new OrderId(random.nextInt(36 * 36 * 36 * 36, Integer.MAX_VALUE),
                    random.nextLong(36L * 36 * 36 * 36 * 36 * 36),
                    List.of(OrderId.Role.values()).get(random.nextInt(3)), random.nextInt(12),
                    random.nextInt(36 * 36));
            String text = id.toString();
            assertTrue(text.matches("cb[a-z0-9]{16}"), text);
            assertEquals(id.attempt(), Long.parseLong(text.substring(6, 12), 36));
            assertEquals(id, OrderId.parse(text));
        }
        assertEquals(OrderId.LENGTH,
                new OrderId(Integer.MAX_VALUE, 1, OrderId.Role.UNWIND, 11, 1).toString().length());
        assertThrows(IllegalArgumentException.class,
                () -> new OrderId(epoch, 1, OrderId.Role.LEG, 12, 0));
    }

    @Test
    void any_single_wrong_character_is_noticed() {
        notices(new OrderId(217_382_400, 123_456, OrderId.Role.HEDGE, 2, 31).toString());
        String text = new OrderId(7, 123_456, OrderId.Role.HEDGE, 2, 31).toString();
        assertEquals("cb0007002n9ch20v7", text);
        notices(text);
    }

    private static void notices(String text) {
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
        assertEquals(17, last.toString().length());
        assertThrows(IllegalArgumentException.class,
                () -> new OrderId(-1, 0, OrderId.Role.LEG, 0, 0));
        assertThrows(IllegalArgumentException.class,
                () -> new OrderId(0, 36L * 36 * 36 * 36 * 36 * 36, OrderId.Role.LEG, 0, 0));
        assertNotEquals(last.toString(),
                new OrderId(0, 0, OrderId.Role.UNWIND, 35, 36 * 36 - 1).toString());
    }
}
