package io.crossbook.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// What a run measured, with its conditions. The headline figures are those of the first (synthetic) set.
///
/// The first latency is that of the daemon's flags, where they are known; another one of the collector that Java takes by itself.
public record Report(List<Set> sets, List<Latency> latencies, List<Books> books,
        Map<String, String> machine) {

    /// One set of frames: nanoseconds, CPU nanoseconds and bytes allocated a message, by contender.
    public record Set(String name, String hash, int messages, double bytesAFrame,
            Map<String, Double> nanos,
            Map<String, Double> cpuNanos, Map<String, Double> allocated, long digest) {

        static Set of(Dataset dataset, Map<String, Double> nanos, Map<String, Double> cpu,
                Map<String, Double> allocated, long digest) {
            return new Set(dataset.name(), dataset.hash(),
                    dataset.frames().size() - dataset.listings().size(),
                    (double) dataset.bytes() / dataset.frames().size(), nanos, cpu, allocated,
                    digest);
        }

        double ours() {
            return nanos.getOrDefault("crossbook", Double.NaN);
        }

        double ratio(String contender) {
            return nanos.getOrDefault(contender, Double.NaN) / ours();
        }
    }

    /// From handler entry to decision, nanoseconds, in the same transport. Of the rounds of each contender the lower quartile counts, as
    /// in [Bench]: what else runs on a machine only ever adds.
    public record Latency(int messagesASecond, String flags, List<Round> rounds) {

        Percentiles ours() {
            return quiet(Round::ours);
        }

        Percentiles xchange() {
            return quiet(Round::xchange);
        }

        private Percentiles quiet(Function<Round, Percentiles> contender) {
            return new Percentiles(quietest(contender.andThen(Percentiles::p50)),
                    quietest(contender.andThen(Percentiles::p99)));
        }

        private long quietest(Function<Round, Long> percentile) {
            return rounds.stream().map(percentile).sorted().toList().get(rounds.size() / 4);
        }
    }

    /// One after the other, in this order.
    public record Round(Percentiles ours, Percentiles xchange) {}

    public record Percentiles(long p50, long p99) {}

    /// One book against the other: nanoseconds an update and a ten-level walk, at a number of listings.
    public record Books(int listings, double arrayUpdate, double ladderUpdate, double arrayWalk,
            double ladderWalk) {}

    static Report of(List<Set> sets, List<Latency> latencies, List<Books> books) {
        return new Report(sets, latencies, books, conditions());
    }

    static Map<String, String> conditions() {
        var machine = new LinkedHashMap<String, String>();
        machine.put("java", Runtime.version().toString());
        machine.put("cpus", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("flags", flags());
        return machine;
    }

    /// What this process was started with.
    static String flags() {
        return String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    /// One JSON document, numbers rounded to what they can mean.
    public String json() {
        Set first = sets.getFirst();
        var document = new LinkedHashMap<String, Object>();
        document.put("ratios", ratios(first));
        document.put("overByteScan", round(1 / first.ratio("byteScan")));
        document.put("bytesPerMessage",
                round(first.allocated.getOrDefault("crossbook", Double.NaN)));
        document.put("nsPerMessage", round(first.ours()));
        document.put("sameDigest", true); // else there is no report
        document.put("dataset", first.hash);
        document.put("sets", sets.stream().map(Report::set).toList());
        document.put("latency", latency(latencies.getFirst()));
        latencies.stream().skip(1).findFirst()
                .ifPresent(other -> document.put("latencyByDefault", latency(other)));
        document.put("books", books);
        document.put("machine", machine);
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Double> ratios(Set set) {
        var ratios = new LinkedHashMap<String, Double>();
        for (String name : List.of("xchange", "dslJson", "jacksonTree")) {
            ratios.put(name, round(set.ratio(name)));
        }
        return ratios;
    }

    private static Map<String, Object> set(Set set) {
        var document = new LinkedHashMap<String, Object>();
        document.put("name", set.name);
        document.put("sha256", set.hash);
        document.put("messages", set.messages);
        document.put("bytesAFrame", round(set.bytesAFrame));
        document.put("ratios", ratios(set));
        document.put("overByteScan", round(1 / set.ratio("byteScan")));
        document.put("nsPerMessage", rounded(set.nanos));
        document.put("cpuNsPerMessage", rounded(set.cpuNanos));
        document.put("bytesAllocatedPerMessage", rounded(set.allocated));
        return document;
    }

    private static Map<String, Object> latency(Latency latency) {
        var document = new LinkedHashMap<String, Object>();
        document.put("messagesASecond", latency.messagesASecond);
        document.put("flags", latency.flags);
        Percentiles ours = latency.ours();
        Percentiles xchange = latency.xchange();
        document.put("crossbookP50Ns", ours.p50);
        document.put("crossbookP99Ns", ours.p99);
        document.put("xchangeP50Ns", xchange.p50);
        document.put("xchangeP99Ns", xchange.p99);
        document.put("p50Ratio", round((double) xchange.p50 / ours.p50));
        document.put("p99Ratio", round((double) xchange.p99 / ours.p99));
        document.put("rounds", latency.rounds);
        return document;
    }

    private static Map<String, Double> rounded(Map<String, Double> values) {
        var rounded = new LinkedHashMap<String, Double>();
        values.forEach((name, value) -> rounded.put(name, round(value)));
        return rounded;
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /// The same for people.
    public String text() {
        var out = new StringBuilder();
        for (Set set : sets) {
            out.append(String.format(Locale.ROOT,
                    "%s: %,d messages of %.0f bytes, same answers from all%n", set.name,
                    set.messages,
                    set.bytesAFrame));
            out.append(String.format(Locale.ROOT, "  %-12s %12s %10s %14s%n", "", "ns/message",
                    "times ours", "B allocated"));
            set.nanos.forEach((name,
                    nanos) -> out.append(String.format(Locale.ROOT,
                            "  %-12s %12.0f %10.2f %14.2f%n", name, nanos,
                            set.ratio(name), set.allocated.getOrDefault(name, 0.0))));
        }
        for (Latency latency : latencies) {
            Percentiles ours = latency.ours();
            Percentiles xchange = latency.xchange();
            out.append(String.format(Locale.ROOT,
                    "handler entry to decision at %,d messages/s: p50 %,d ns (XChange %,d), p99 %,d ns (XChange %,d)%n  with %s%n",
                    latency.messagesASecond, ours.p50, xchange.p50, ours.p99, xchange.p99,
                    latency.flags));
        }
        for (Books each : books) {
            out.append(String.format(Locale.ROOT,
                    "%,5d books: update array %.0f ns, ladder %.0f ns; walk of ten array %.0f ns, ladder %.0f ns%n",
                    each.listings, each.arrayUpdate, each.ladderUpdate, each.arrayWalk,
                    each.ladderWalk));
        }
        return out.toString();
    }
}
