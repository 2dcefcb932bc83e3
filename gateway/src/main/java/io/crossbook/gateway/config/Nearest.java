package io.crossbook.gateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// Finds what somebody may have meant.
final class Nearest {

    private static final int LEAST_ALIKE = 4;

    private Nearest() {}

    /// A question naming the word nearest to `word` of those that are `likely`, or the list of all that are known when none is near.
    static String hint(String word, Collection<String> likely, Collection<String> known) {
        String near = of(word, likely);
        return near.isEmpty()
                ? "known here are " + String.join(", ", known)
                : "did you mean " + near + "?";
    }

    /// The known word that is near; empty when none is. Of a short word, more than half has to be right.
    static String of(String word, Collection<String> known) {
        Comparator<String> nearer = Comparator.comparingInt((String one) -> distance(word, one))
                .thenComparing(Comparator.naturalOrder());
        return known.stream().min(nearer)
                .filter(one -> distance(word, one) <= Math.max(Math.min(2, (one.length() - 1) / 2),
                        one.length() / 3))
                .or(() -> known.stream().filter(one -> begins(word, one)).min(nearer))
                .orElse("");
    }

    /// Whether both begin alike, in half of the longer: `maxAgeSeconds` and `maxAgeMillis`.
    private static boolean begins(String word, String one) {
        int alike = 0;
        while (alike < Math.min(word.length(), one.length())
                && word.charAt(alike) == one.charAt(alike)) {
            alike++;
        }
        return alike >= LEAST_ALIKE && 2 * alike >= Math.max(word.length(), one.length());
    }

    /// How many letters have to be changed, added, dropped or swapped with their neighbour; capitals do not count.
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        var rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int change = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(change, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
                rows[i][j] = swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
            }
        }
        return rows[a.length()][b.length()];
    }
}
