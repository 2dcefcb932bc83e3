package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SymbolTableTest {

    private final SymbolTable table = new SymbolTable();

    @Test
    void finds_names_of_every_length_among_a_thousand() {
        String letters = "abcdefghijklmnopqrstuvwxyz0123456789";
        for (int i = 0; i < 1_000; i++) {
            table.put(name(letters, i), i);
        }
        var reader = new FrameReader();
        for (int i = 0; i < 1_000; i++) {
            String name = name(letters, i);
            assertEquals(i, table.find(name), name);
            assertTrue(reader.over(Bytes.of(name + "\"")).string());
            assertEquals(i, table.find(reader), name);
            assertEquals(SymbolTable.UNKNOWN, table.find(name + "x"));
        }
    }

    private static String name(String letters, int i) {
        return letters.substring(0, i % 34) + i;
    }

    @Test
    void names_that_agree_at_both_ends_are_told_apart() {
        table.put("12345678-middle-87654321", 1);
        table.put("12345678-MIDDLE-87654321", 2);

        assertEquals(1, table.find("12345678-middle-87654321"));
        assertEquals(2, table.find("12345678-MIDDLE-87654321"));
        assertEquals(SymbolTable.UNKNOWN, table.find("12345678-Middle-87654321"));
    }

    @Test
    void the_last_value_of_a_name_counts() {
        table.put("BTCUSDT", 1);
        table.put("BTCUSDT", 2);
        assertEquals(2, table.find("BTCUSDT"));
        assertEquals(SymbolTable.UNKNOWN, table.find(""));
    }
}
