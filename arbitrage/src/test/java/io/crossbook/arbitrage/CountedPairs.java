package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the counters of a detector's pairs were when last looked at, against which the next look counts.
@SuppressWarnings("EnumOrdinal") // Counters by reason, as Pair has them.
final class CountedPairs {

    /// How the slow way judges a pair; null: it is worth doing.
    interface Judge {
        @Nullable
        Pass judge(Pair pair);
    }

    private final Map<Pair, List<Long>> before = new HashMap<>();
    /// How many evaluations were seen to be counted.
    int seen;

    /// Since the last look one message came, of this listing: either it moved nothing that a glance goes by, or each of its pairs was
    /// evaluated, once, and for the right reason.
    void oneMessage(Detector detector, Listing listing, Judge judge) {
        int evaluated = 0;
        int concerned = 0;
        for (Pair pair : detector.pairs()) {
            List<Long> now = counters(pair);
            List<Long> then = before.getOrDefault(pair, new ArrayList<>(counters(null)));
            if (pair.buy().id() == listing.id() || pair.sell().id() == listing.id()) {
                concerned++;
                if (!now.equals(then)) {
                    evaluated++;
                    Pass reason = judge.judge(pair);
                    int at = reason == null ? Pass.COUNT : reason.ordinal();
                    then.set(at, then.get(at) + 1);
                }
            }
            assertEquals(then, now, pair.buy() + " to " + pair.sell());
        }
        assertTrue(evaluated == 0 || evaluated == concerned, evaluated + " of " + concerned);
        seen += evaluated;
    }

    /// Takes the counters as they are.
    void note(Detector detector) {
        for (Pair pair : detector.pairs()) {
            before.put(pair, counters(pair));
        }
    }

    private static List<Long> counters(@Nullable Pair pair) {
        Long[] counters = new Long[Pass.COUNT + 1];
        Arrays.fill(counters, 0L);
        if (pair != null) {
            for (Pass reason : Pass.values()) {
                counters[reason.ordinal()] = pair.passes(reason);
            }
            counters[Pass.COUNT] = pair.takes();
        }
        return new ArrayList<>(List.of(counters));
    }
}
