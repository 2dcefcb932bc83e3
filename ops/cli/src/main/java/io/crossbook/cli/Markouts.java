package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How the market went on after what was filled, by leg: the mean of basis points in our favour.
final class Markouts {

    private static final class Mean {
        private BigDecimal sum = BigDecimal.ZERO;
        private long count;
    }

    private Markouts() {}

    static ArrayNode json(List<Taken> attempts) {
        var byLeg = new TreeMap<String, Map<Long, Mean>>();
        for (Taken attempt : attempts) {
            for (Taken.Markout markout : attempt.markouts()) {
                Map<Long, Mean> means = byLeg.computeIfAbsent(markout.leg(),
                        _ -> new TreeMap<>());
                markout.bps().forEach((nanos, bps) -> {
                    Mean mean = means.computeIfAbsent(nanos, _ -> new Mean());
                    if (bps != null) {
                        mean.sum = mean.sum.add(bps);
                        mean.count++;
                    }
                });
            }
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        byLeg.forEach((leg, means) -> write(all, leg, means));
        return all;
    }

    private static void write(ArrayNode all, String leg, Map<Long, Mean> means) {
        var json = all.addObject();
        json.put("leg", leg);
        ArrayNode after = json.putArray("after");
        means.forEach((nanos, mean) -> {
            var one = after.addObject();
            one.put("seconds", Plain.of(BigDecimal.valueOf(nanos, 9)));
            one.put("fills", mean.count);
            if (mean.count > 0) {
                one.put("meanBps", Plain.of(mean.sum.divide(BigDecimal.valueOf(mean.count), 4,
                        RoundingMode.HALF_EVEN)));
            }
        });
    }
}
