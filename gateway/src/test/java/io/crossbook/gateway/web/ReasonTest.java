package io.crossbook.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Words in the room of a close frame.
final class ReasonTest {

    @Test
    void what_fits_is_said_as_it_is() {
        assertEquals("", Reason.of(null));
        for (String fits : List.of("", "too slow", "a".repeat(123), "\u00e9".repeat(61))) {
            assertEquals(fits, Reason.of(fits));
        }
    }

    @Test
    void bytes_are_counted_and_not_letters() {
        assertEquals("\u00e9".repeat(60) + "...", Reason.of("\u00e9".repeat(100)));
    }

    @Test
    void what_does_not_is_cut_between_two_letters_whatever_they_are_made_of() {
        for (String letter : List.of("a", "\u00e9", "\u20ac", "\ud83d\ude00")) {
            String said = Reason.of(letter.repeat(124));
            int bytes = said.getBytes(UTF_8).length;
            assertTrue(bytes <= 123 && bytes > 123 - letter.getBytes(UTF_8).length, said);
            assertEquals("...", said.replace(letter, ""));
        }
    }
}
