package io.crossbook.exchanges;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds by the text that a frame begins with whose it is and what it tells: a name, and what always follows it, compared at once.
///
/// A text that is not here proves nothing. Filled once; looking up allocates nothing and hardly branches.
public final class Openings {

    /// The shortest and the longest text that eight words hold: six from its begin, two up to its end.
    public static final int LEAST = 48;
    public static final int MOST = 64;

    private static final int COMPARED = 8;
    /// The words that are compared, and one of length and value; side by side, so that a look touches one or two lines of the cache. A free
    /// place has length 0.
    private static final int WORDS = COMPARED + 1;

    private long[] table = new long[16 * WORDS];
    private int count;

    /// Adds a text that stands for `value`, and that no other begins with; one that is too short or too long is left out.
    public void put(String text, int value) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (value < 0) {
            throw new IllegalArgumentException("'" + text + "' cannot stand for " + value);
        }
        if (bytes.length < LEAST || bytes.length > MOST) {
            return;
        }
        if (2 * (count + 1) * WORDS > table.length) {
            grow();
        }
        long[] entry = new long[WORDS];
        for (int i = 0; i < COMPARED; i++) {
            entry[i] = Words.at(bytes, place(i, bytes.length));
        }
        entry[COMPARED] = (long) bytes.length << 32 | value;
        enter(entry);
    }

    /// Length and value of the text that stands at `from`, the length in the upper half; 0 when none of them does. [#MOST] bytes must be readable.
    long find(byte[] bytes, int from) {
        long[] held = table;
        long first = Words.at(bytes, from);
        long second = Words.at(bytes, from + 8);
        for (int at = home(first, second) * WORDS;; at = at + WORDS == held.length
                ? 0
                : at + WORDS) {
            long found = held[at + COMPARED];
            if (found == 0) {
                return 0;
            }
            int end = from + (int) (found >>> 32);
            long other = (first ^ held[at]) | (second ^ held[at + 1])
                    | (Words.at(bytes, from + 16) ^ held[at + 2])
                    | (Words.at(bytes, from + 24) ^ held[at + 3])
                    | (Words.at(bytes, from + 32) ^ held[at + 4])
                    | (Words.at(bytes, from + 40) ^ held[at + 5])
                    | (Words.at(bytes, end - 16) ^ held[at + 6])
                    | (Words.at(bytes, end - 8) ^ held[at + 7]);
            if (other == 0) {
                return found;
            }
        }
    }

    private static int place(int word, int length) {
        return word < COMPARED - 2 ? 8 * word : length - 8 * (COMPARED - word);
    }

    /// The place of a text that begins so, unless others stand there.
    private int home(long first, long second) {
        return Words.hash(first, second) & (table.length / WORDS - 1);
    }

    private void enter(long[] entry) {
        int at = home(entry[0], entry[1]) * WORDS;
        while (table[at + COMPARED] != 0
                && !Arrays.equals(table, at, at + COMPARED, entry, 0, COMPARED)) {
            at = at + WORDS == table.length ? 0 : at + WORDS;
        }
        count += table[at + COMPARED] == 0 ? 1 : 0;
        System.arraycopy(entry, 0, table, at, WORDS);
    }

    private void grow() {
        long[] old = table;
        table = new long[2 * old.length];
        count = 0;
        for (int at = 0; at < old.length; at += WORDS) {
            if (old[at + COMPARED] != 0) {
                enter(Arrays.copyOfRange(old, at, at + WORDS));
            }
        }
    }
}
