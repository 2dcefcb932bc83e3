package io.crossbook.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a run of [OrdersBench] measured, by the journal's durability, while market data is heard, a frame a millisecond, (`busy`) without pauses, and (`asleep`) after a pause without any; `store` is the kind of file system that the journals were on.
public record OrdersReport(int attempts, String store, Map<String, Way> ways,
        Map<String, String> machine) {

    /// Nanoseconds from the decision: until the attempt is reserved and handed to the journal; until the journal has kept it; until the loop knows; until
    /// the gate has let the first order through; until that is written down, signed and written to its socket; until the second is. And between the
    /// two. `first` has the same of the very first attempt: all code is new to the process that measures the first of the ways.
    public record Way(Timing handed, Timing committed, Timing durable, Timing approved,
            Timing firstByte, Timing secondByte, Timing gap, List<Long> first) {}

    /// Of one kind.
    public record Timing(long p50, long p99, long most) {
        static Timing of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Timing(sorted[sorted.length / 2],
                    sorted[(int) ((long) sorted.length * 99 / 100)], sorted[sorted.length - 1]);
        }
    }

    static OrdersReport of(int attempts, String store, Map<String, Way> ways) {
        return new OrdersReport(attempts, store, ways, Report.conditions());
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
        var out = new StringBuilder(String.format(Locale.ROOT,
                "%,d attempts of two orders each, journals on %s, from the decision on; microseconds%n",
                attempts, store));
        ways.forEach((name, way) -> {
            line(out, name, "handed to the journal", way.handed);
            line(out, name, "kept", way.committed);
            line(out, name, "the loop knows", way.durable);
            line(out, name, "first order approved", way.approved);
            line(out, name, "first order written", way.firstByte);
            line(out, name, "second order written", way.secondByte);
            line(out, name, "between the two", way.gap);
            out.append(String.format(Locale.ROOT, "%-13s the very first, likewise: %s%n", name,
                    way.first.stream().map(nanos -> String.format(Locale.ROOT, "%,.0f",
                            nanos / 1e3)).collect(Collectors.joining(", "))));
        });
        return out.toString();
    }

    private static void line(StringBuilder out, String name, String what, Timing timing) {
        out.append(String.format(Locale.ROOT, "%-13s %-21s p50 %,8.1f  p99 %,9.1f  most %,10.1f%n",
                name, what, timing.p50 / 1e3, timing.p99 / 1e3, timing.most / 1e3));
    }
}
