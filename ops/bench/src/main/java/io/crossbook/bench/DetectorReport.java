package io.crossbook.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Locale;
import java.util.Map;

/// What a run of [DetectorBench] measured.
public record DetectorReport(Timing pairs, Agreement agreement, Cycles cycles,
        Map<String, String> machine) {

    /// A change of a best price to the verdict, in nanoseconds; those of CPU include the clock that measures them. `told` opportunities
    /// were opened meanwhile.
    public record Timing(int listings, int changes, double mean, int p50, int p99, int cpuP50,
            int cpuP99, double allocatedBytes, long told) {}

    /// Changes after which the detector and Bellman-Ford, limited to four hops, said the same; of these so many had a cycle. After
    /// `longer` of them only a cycle of five or more hops paid.
    public record Agreement(int changes, int withCycle, int longer) {}

    /// The detector, pairs included, beside Bellman-Ford over all listings and over the best of each direction: nanoseconds a change.
    public record Cycles(Timing ours, double bellmanFord, double bellmanFordOfBest, int found) {

        double ratio() {
            return bellmanFord / ours.mean;
        }

        double ratioOfBest() {
            return bellmanFordOfBest / ours.mean;
        }
    }

    static DetectorReport of(Timing pairs, Agreement agreement, Cycles cycles) {
        return new DetectorReport(pairs, agreement, cycles, Report.conditions());
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
        line(out, "cycles and pairs", cycles.ours);
        out.append(String.format(Locale.ROOT,
                "  Bellman-Ford anew at each change: %,.0f ns, %.0f times ours; over the best rates only: %,.0f ns, %.0f times ours%n",
                cycles.bellmanFord, cycles.ratio(), cycles.bellmanFordOfBest,
                cycles.ratioOfBest()));
        return out.toString();
    }

    private static void line(StringBuilder out, String name, Timing timing) {
        out.append(String.format(Locale.ROOT,
                "%s: %,d listings, %,d changes: mean %,.0f ns, p50 %,d ns, p99 %,d ns (CPU with its clock %,d and %,d ns), %.2f B a change, %,d opportunities%n",
                name, timing.listings, timing.changes, timing.mean, timing.p50, timing.p99,
                timing.cpuP50, timing.cpuP99, timing.allocatedBytes, timing.told));
    }
}
