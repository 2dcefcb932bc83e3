package io.crossbook.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a run of [CrowdBench] measured at so many updates a second: some that read alone, the same beside others who hardly do, and as many readers as those together.
public record CrowdReport(int rate, Round alone, Round beside, Round all,
        Map<String, String> machine) {

    private static final double MEBI = 1 << 20;
    private static final double MILLI = 1e6;
    private static final long LATE_NANOS = 50_000_000;

    /// So many clients read: nanoseconds from when an update was due until they knew it or something later; how far the engine was ever behind with the updates; cores that
    /// the server took; bytes that it had in memory when the updates began, and at most; what became of the others.
    public record Round(int reading, long p50, long p99, long behindNanos, double cores,
            long resident, long mostResident, CrowdIdlers.Told others) {}

    /// What does not hold of that which is promised: whoever reads knows within 50 ms (99 of 100 updates), whoever does not is closed with 1008.
    public List<String> broken() {
        var broken = new ArrayList<String>();
        for (Round round : List.of(alone, beside, all)) {
            if (round.p99 >= LATE_NANOS) {
                broken.add(String.format(Locale.ROOT,
                        "of %,d clients that read one in a hundred knew after %.1f ms; within 50 is wanted",
                        round.reading, round.p99 / MILLI));
            }
            CrowdIdlers.Told others = round.others;
            int open = others.silent() - others.silentClosed() + others.slow()
                    - others.slowClosed();
            if (open > 0) {
                broken.add(open + " that do not read were not closed with 1008 in time");
            }
        }
        return broken;
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
        return String.format(Locale.ROOT, "%,d updates a second%n", rate) + line(alone)
                + line(beside) + line(all);
    }

    private static String line(Round round) {
        CrowdIdlers.Told others = round.others;
        return String.format(Locale.ROOT,
                "  %,d clients that read%s%n    known after p50 %,.1f  p99 %,.1f ms; engine at most %,.1f ms behind; %.0f %% of a core; memory %,.0f MiB, at most %,.0f MiB%n",
                round.reading,
                others.silent() + others.slow() == 0
                        ? ""
                        : String.format(Locale.ROOT,
                                ", %,d that do not (%,d closed with 1008), %,d that read one message a second (%,d closed with 1008); %,d were told that they lag",
                                others.silent(), others.silentClosed(), others.slow(),
                                others.slowClosed(), others.lagging()),
                round.p50 / MILLI, round.p99 / MILLI, round.behindNanos / MILLI, 100 * round.cores,
                round.resident / MEBI, round.mostResident / MEBI);
    }
}
