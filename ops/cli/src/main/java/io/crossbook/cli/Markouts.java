package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.crossbook.execution.paper.Attempt;
import io.crossbook.execution.paper.AttemptLeg;
import io.crossbook.execution.paper.Execution;
import io.crossbook.execution.paper.PaperDesk;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How the market went on after what was filled, by leg: the mean of basis points in our favour.
final class Markouts {

    private static final class Sums {
        private final BigDecimal[] sums = new BigDecimal[PaperDesk.MARKOUT_NANOS.size()];
        private final long[] counts = new long[sums.length];

        private Sums() {
            java.util.Arrays.fill(sums, BigDecimal.ZERO);
        }
    }

    private Markouts() {}

    static ArrayNode json(List<Attempt> attempts) {
        var byLeg = new TreeMap<String, Sums>();
        for (Attempt attempt : attempts) {
            for (AttemptLeg leg : attempt.legs()) {
                Execution fill = leg.fill();
                if (fill != null && fill.filled()) {
                    add(byLeg, leg);
                }
            }
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        byLeg.forEach((leg, sums) -> write(all, leg, sums));
        return all;
    }

    private static void add(Map<String, Sums> byLeg, AttemptLeg leg) {
        Sums sums = byLeg.computeIfAbsent(ScanSummary.legs(List.of(leg.leg())).getFirst(),
                _ -> new Sums());
        for (int i = 0; i < sums.sums.length; i++) {
            BigDecimal markout = leg.markouts().get(i);
            if (markout != null) {
                sums.sums[i] = sums.sums[i].add(markout);
                sums.counts[i]++;
            }
        }
    }

    private static void write(ArrayNode all, String leg, Sums sums) {
        var json = all.addObject();
        json.put("leg", leg);
        ArrayNode after = json.putArray("after");
        for (int i = 0; i < sums.sums.length; i++) {
            var one = after.addObject();
            one.put("seconds", Plain.of(BigDecimal.valueOf(PaperDesk.MARKOUT_NANOS.get(i), 9)));
            one.put("fills", sums.counts[i]);
            if (sums.counts[i] > 0) {
                one.put("meanBps", Plain.of(sums.sums[i]
                        .divide(BigDecimal.valueOf(sums.counts[i]), 4, RoundingMode.HALF_EVEN)));
            }
        }
    }
}
