package io.crossbook.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.exchanges.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The benchmark in small: it compares like with like, and says what the issue asks for.
final class BenchTest {

    private static final Bench.Extent SMALL = new Bench.Extent(2_500, 0, 6, 500, 2_000, 2,
            Duration.ofMinutes(2), false);

    /// An object a message would be sixteen and more. A round this small may still meet the
    /// compiler, which allocates a few objects once; that no message allocates is exactly
    /// proven by the engine's `AllocationTest`.
    private static final double ONE_BYTE = 1;

    @Test
    void all_agree_ours_allocates_nothing_and_the_report_has_its_keys() throws Exception {
        Report report = new Bench(SMALL, _ -> {}).run(List.of());

        JsonNode json = new ObjectMapper().readTree(report.json());
        assertEquals(List.of("ratios", "overByteScan", "bytesPerMessage", "nsPerMessage",
                "sameDigest", "dataset", "sets", "latency", "books", "machine"), names(json));
        assertEquals(List.of("xchange", "dslJson", "jacksonTree"), names(json.get("ratios")));
        assertTrue(json.get("sameDigest").asBoolean());
        assertEquals(64, json.get("dataset").asText().length());
        assertTrue(json.get("machine").has("flags"));
        assertTrue(json.get("bytesPerMessage").asDouble() < ONE_BYTE, report.json());
        for (String number : List.of("overByteScan", "nsPerMessage")) {
            assertTrue(json.get(number).asDouble() > 0, number);
        }
        assertTrue(json.get("latency").get("crossbookP50Ns").asLong() > 0);
    }

    @Test
    void latency_is_measured_in_a_process_with_the_flags_of_a_daemon() throws Exception {
        System.setProperty(LatencyProcess.DAEMON_FLAGS, "-XX:+UseSerialGC -Xmx300m");
        try {
            Report.Latency latency = LatencyProcess.run(7, 500, 1_000, 2, Duration.ofMinutes(1));

            assertTrue(latency.flags().endsWith("-XX:+UseSerialGC -Xmx300m"), latency.flags());
            assertEquals(2, latency.rounds().size());
            assertTrue(latency.ours().p50() > 0 && latency.xchange().p50() > 0);
        } finally {
            System.clearProperty(LatencyProcess.DAEMON_FLAGS);
        }
    }

    @Test
    void several_processes_measure_the_same_and_their_median_counts() throws Exception {
        Report.Set set = ThroughputBench.run(2, "", 400, 1);

        Report.Set here = ThroughputBench.here(ThroughputBench.frames("", 400), 1,
                Duration.ofMinutes(1));
        assertEquals(here.digest(), set.digest());
        assertEquals(here.hash(), set.hash());
        assertEquals(List.copyOf(here.nanos().keySet()), List.copyOf(set.nanos().keySet()));
        assertTrue(set.allocated().getOrDefault("crossbook", ONE_BYTE) < ONE_BYTE,
                set.allocated().toString());
    }

    @Test
    void a_process_that_cannot_run_says_so() {
        System.setProperty(LatencyProcess.DAEMON_FLAGS, "-XX:+NoSuchFlag");
        try {
            var failed = assertThrows(IllegalStateException.class,
                    () -> LatencyProcess.run(7, 500, 1_000, 2, Duration.ofMinutes(1)));

            assertTrue(failed.toString().contains("-XX:+NoSuchFlag"), failed.toString());
        } finally {
            System.clearProperty(LatencyProcess.DAEMON_FLAGS);
        }
    }

    @Test
    void where_something_pays_all_decide_the_same() {
        var dataset = Synthetic.dislocated(7, 400);
        var ours = new Ours();
        var xchange = new XchangePath();

        Bench.agree(dataset, List.of(ours, new DslJsonPath(), new JacksonTreePath(), xchange));

        assertTrue(ours.told() != 0);
        assertEquals(ours.told(), xchange.told());
    }

    @Test
    void no_more_rounds_are_made_when_the_time_is_up() {
        var dataset = Synthetic.make(7, 400);

        assertEquals(2, LatencyBench.run(dataset, 100, 5, Duration.ZERO).rounds().size());
    }

    @Test
    void a_contender_that_loses_a_frame_is_found_out() {
        var dataset = Synthetic.make(7, 400);
        var forgetful = new Forgetful(dataset.frames().get(200).bytes().length);

        assertThrows(IllegalStateException.class,
                () -> Bench.agree(dataset, List.of(new Ours(), forgetful)));
    }

    @Test
    void the_best_moves_on_about_a_tenth_of_the_frames() {
        var dataset = Synthetic.make(20_261_120, 5_000);
        var ours = new Ours();
        ours.start(dataset);
        int first = dataset.listings().size();
        int moved = 0;
        for (int i = first; i < dataset.frames().size(); i++) {
            Dataset.Frame frame = dataset.frames().get(i);
            var book = ours.book(frame.listing());
            long bid = book.bestBid();
            long ask = book.bestAsk();
            ours.frame(frame.listing(), frame.whole(), Dataset.time(i + 1));
            moved += bid != book.bestBid() || ask != book.bestAsk() ? 1 : 0;
        }
        double share = (double) moved / (dataset.frames().size() - first);
        assertTrue(share > 0.06 && share < 0.14, "the best moved on " + share);
    }

    private static List<String> names(JsonNode node) {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /// Takes frames of one length for read, after the first.
    private static final class Forgetful implements Contender {
        private final Contender real = new Ours();
        private final int length;
        private boolean lost;

        Forgetful(int length) {
            this.length = length;
        }

        @Override
        public String name() {
            return "forgetful";
        }

        @Override
        public void start(Dataset dataset) {
            real.start(dataset);
        }

        @Override
        public void frame(int listing, Bytes frame, long now) {
            if (lost || frame.length() != length) {
                real.frame(listing, frame, now);
            }
            lost |= frame.length() == length;
        }

        @Override
        public io.crossbook.books.OrderBook book(int listing) {
            return real.book(listing);
        }

        @Override
        public long told() {
            return real.told();
        }
    }
}
