package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class OpeningsTest {

    private static final String REST = "\",\"data\":{\"e\":\"depthUpdate\",\"E\":";

    private final Openings openings = new Openings();
    private final FrameReader reader = new FrameReader();

    @Test
    void a_thousand_texts_are_told_apart_and_stepped_behind() {
        Map<String, Integer> put = new HashMap<>();
        var random = new SplittableRandom(7);
        for (int i = 0; put.size() < 1_000; i++) {
            // Few letters, so that many agree in their first sixteen bytes.
            String text = "ab".repeat(random.nextInt(5, 15)).substring(random.nextInt(2))
                    + letter(random) + letter(random) + REST;
            openings.put(text, i);
            put.put(text, i);
        }

        put.forEach((text, value) -> {
            boolean held = text.length() >= Openings.LEAST && text.length() <= Openings.MOST;
            assertEquals(held ? value : SymbolTable.UNKNOWN, opening(text + "123,"), text);
            assertEquals(held ? text.length() : 0, reader.position());
        });
    }

    private static char letter(SplittableRandom random) {
        return (char) random.nextInt('a', 'z' + 1);
    }

    @Test
    void a_byte_that_differs_anywhere_is_seen() {
        for (int length = Openings.LEAST; length <= Openings.MOST; length++) {
            String text = "0123456789".repeat(7).substring(0, length);
            var alone = new Openings();
            alone.put(text, length);
            assertEquals(length, reader.over(Bytes.of(text)).opening(alone));
            for (int i = 0; i < length; i++) {
                var other = text.toCharArray();
                other[i] = (char) (other[i] ^ 64);
                assertEquals(SymbolTable.UNKNOWN,
                        reader.over(Bytes.of(new String(other))).opening(alone),
                        length + " at " + i);
            }
        }
    }

    @Test
    void a_text_of_which_the_end_lies_behind_the_frame_is_not_there() {
        String text = "btcusdt@depth@100ms" + REST;
        openings.put(text, 3);
        byte[] roomy = Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), 200);

        for (int end = 0; end < text.length(); end++) {
            assertEquals(SymbolTable.UNKNOWN, reader.over(roomy, 0, end).opening(openings));
        }
        assertEquals(3, reader.over(roomy, 0, text.length()).opening(openings));
    }

    @Test
    void the_last_value_of_a_text_counts() {
        openings.put("btcusdt@depth@100ms" + REST, 1);
        openings.put("btcusdt@depth@100ms" + REST, 2);

        assertEquals(2, opening("btcusdt@depth@100ms" + REST));
        assertThrows(IllegalArgumentException.class, () -> openings.put("x", -1));
    }

    private int opening(String frame) {
        return reader.over(Bytes.of(frame)).opening(openings);
    }
}
