package io.crossbook.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Locale;
import java.util.Map;

/// What a run of [CrowdBench] measured: when all clients read, and when some do not, at so many updates a second.
public record CrowdReport(int rate, Round alone, Round beside, Map<String, String> machine) {

    private static final double MEBI = 1 << 20;

    /// So many clients read: nanoseconds from when an update was due until they knew it or something later; how far the engine was ever behind with the updates; cores that
    /// the server took; bytes that it had in memory when the updates began, and at most; what became of the others.
    public record Round(int reading, long p50, long p99, long behindNanos, double cores,
            long resident, long mostResident, CrowdIdlers.Told others) {}

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
        return String.format(Locale.ROOT, "%,d updates a second%n", rate) + line(alone)
                + line(beside);
    }

    private static String line(Round round) {
        CrowdIdlers.Told others = round.others;
        return String.format(Locale.ROOT,
                "  %,d clients that read%s%n    known after p50 %,.1f  p99 %,.1f ms; engine at most %,.1f ms behind; %.0f %% of a core; memory %,.0f MiB, at most %,.0f MiB%n",
                round.reading,
                others.silent() + others.slow() == 0
                        ? ""
                        : String.format(Locale.ROOT,
                                ", %,d that do not (%,d closed with 1008), %,d that read one message a second (%,d closed with 1008); %,d were told that they lag; all had read so after %,d ms",
                                others.silent(), others.silentClosed(), others.slow(),
                                others.slowClosed(), others.lagging(), others.latestMillis()),
                round.p50 / 1e6, round.p99 / 1e6, round.behindNanos / 1e6, 100 * round.cores,
                round.resident / MEBI, round.mostResident / MEBI);
    }
}
