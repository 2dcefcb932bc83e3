package io.crossbook.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Locale;
import java.util.Map;

/// What a run of [DetectorBench] measured; `barred` is the market of cycles with two coins that lastingly seem to pay and must not be traded.
public record DetectorReport(Timing pairs, Agreement agreement, Cycles cycles,
        Agreement barredAgreement, Timing barred, Map<String, String> machine) {

    /// A change of a best price to the verdict, in nanoseconds; those of CPU include the clock that measures them. `told` opportunities
    /// were opened meanwhile.
    public record Timing(int listings, int changes, double mean, int p50, int p99, int cpuP50,
            int cpuP99, double allocatedBytes, long told) {}

    /// Changes after which the detector and Bellman-Ford, limited to four hops, said the same; of these so many had a cycle. After
    /// `longer` of them only a cycle of five or more hops paid.
    public record Agreement(int changes, int withCycle, int longer) {}

    /// The detector with pairs alone, and with cycles too; and Bellman-Ford anew at each change, medians in nanoseconds: `fourHops` from each asset over the
    /// best of each direction, which gives the detector's answer; `plain`, all rounds over all listings, and `untilStable`, as many rounds as change
    /// something, which only say whether there is a cycle of any length.
    public record Cycles(Timing pairs, Timing ours, Map<String, Double> bellmanFord) {

        /// How often the detector, pairs included, would have been done meanwhile.
        double ratio(String way) {
            return bellmanFord.getOrDefault(way, Double.NaN) / ours.p50;
        }

        /// The same for what cycles add to it.
        double ratioAlone(String way) {
            return bellmanFord.getOrDefault(way, Double.NaN)
                    / Math.max(1, ours.p50 - pairs.p50);
        }
    }

    static DetectorReport of(Timing pairs, Agreement agreement, Cycles cycles,
            Agreement barredAgreement, Timing barred) {
        return new DetectorReport(pairs, agreement, cycles, barredAgreement, barred,
                Report.conditions());
    }

    /// One JSON document.
    public String json() {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same for people.
    public String text() {
        var out = new StringBuilder();
        line(out, "pairs, 10 exchanges x 100 instruments", pairs);
        out.append(String.format(Locale.ROOT,
                "cycles, 10 exchanges x 30 assets: the same answer as Bellman-Ford within four hops after %,d changes, %,d of them with a cycle"
                        + " (%,d more with a longer one only)%n",
                agreement.changes, agreement.withCycle, agreement.longer));
        line(out, "pairs of that market", cycles.pairs);
        line(out, "pairs and cycles of it", cycles.ours);
        cycles.bellmanFord.forEach((way, nanos) -> out.append(String.format(Locale.ROOT,
                "  Bellman-Ford, %s: %,.0f ns a change, %.1f times ours with pairs, %.1f times what cycles add%n",
                way, nanos, cycles.ratio(way), cycles.ratioAlone(way))));
        out.append(String.format(Locale.ROOT,
                "with a coin that nobody lets out and one that is an error in the data: the same answer after %,d changes, %,d of them with a cycle%n",
                barredAgreement.changes, barredAgreement.withCycle));
        line(out, "pairs and cycles with both", barred);
        return out.toString();
    }

    private static void line(StringBuilder out, String name, Timing timing) {
        out.append(String.format(Locale.ROOT,
                "%s: %,d listings, %,d changes: mean %,.0f ns, p50 %,d ns, p99 %,d ns (CPU with its clock %,d and %,d ns), %.2f B a change, %,d opportunities%n",
                name, timing.listings, timing.changes, timing.mean, timing.p50, timing.p99,
                timing.cpuP50, timing.cpuP99, timing.allocatedBytes, timing.told));
    }
}
