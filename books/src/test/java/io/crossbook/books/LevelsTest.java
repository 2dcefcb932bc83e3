package io.crossbook.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Levels that come one by one and levels that are taken many at once, and what was sent of each.
final class LevelsTest {

    private final Levels levels = new Levels();

    @Test
    void taken_levels_stand_behind_added_ones_and_before_them() {
        levels.add(10, 1, 0x0201);
        take(20, 2, 0x0808);
        take(30, 1, 0x0808);
        take(40, 2, 0x0202);
        levels.add(50, 5, 0x0102);
        take(60, 1, 0x0102);
        assertEquals(
                "10x1@201 20x20@808 21x21@808 30x30@808 40x40@202 41x41@202 50x5@102 60x60@102",
                shown(levels));
    }

    @Test
    void room_grows_and_keeps_what_stands() {
        levels.add(7, 7, 0x0707);
        take(1000, 500, 0x0808);
        take(2000, 1, 0x0101);
        assertEquals(502, levels.count());
        assertEquals(7, levels.price(0));
        assertEquals(0x0707, levels.wire(0));
        assertEquals(1499, levels.price(500));
        assertEquals(0x0808, levels.wire(500));
        assertEquals(2000, levels.size(501));
        assertEquals(0x0101, levels.wire(501));
    }

    @Test
    void room_that_nobody_took_is_nothing() {
        levels.add(10, 1, 0x0201);
        levels.room(8)[2] = 99;
        levels.take(1, 0x0808);
        levels.add(11, 2, 0x0302);
        assertEquals("10x1@201 11x2@302", shown(levels));
    }

    @Test
    void a_copy_and_what_is_scaled_keep_what_was_sent() {
        levels.add(10, 1, 0x0201);
        take(20, 2, 0x0808);
        var copy = new Levels();
        copy.add(1, 1, 0x0101);
        copy.copy(levels);
        copy.scale(100, 10);
        assertEquals("1000x10@201 2000x200@808 2100x210@808", shown(copy));
        levels.clear();
        take(30, 1, 0x0303);
        assertEquals("30x30@303", shown(levels));
        assertEquals(3, copy.count());
    }

    @Test
    void what_is_scaled_out_of_bounds_no_longer_fits() {
        take(20, 2, 0x0808);
        assertTrue(levels.fits(1, 1));
        levels.scale(Decimals.PRICE_BOUND / 16, 1);
        assertFalse(levels.fits(1, 1));
        levels.clear();
        take(20, 2, 0x0808);
        levels.scale(1, Decimals.SIZE_BOUND / 16);
        assertFalse(levels.fits(1, 1));
    }

    /// Takes levels of rising prices and sizes at once.
    private void take(long first, int many, int wire) {
        long[] room = levels.room(many);
        int at = levels.count();
        for (int i = 0; i < many; i++) {
            room[2 * (at + i)] = first + i;
            room[2 * (at + i) + 1] = first + i;
        }
        levels.take(at + many, wire);
    }

    private static String shown(Levels levels) {
        return IntStream.range(0, levels.count())
                .mapToObj(i -> levels.price(i) + "x" + levels.size(i) + "@"
                        + Integer.toHexString(levels.wire(i)))
                .collect(Collectors.joining(" "));
    }
}
