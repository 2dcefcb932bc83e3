package io.crossbook.bench;

import com.sun.management.ThreadMXBean;
import io.crossbook.exchanges.Bytes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Frame bytes to decision, on one thread: in each round every contender takes its turn.
///
/// Each round starts every contender anew and times its way through all frames, [Arrival] included: that is part of
/// everybody's time, the scan's too.
/// Of the later half of the rounds the lower quartile counts: what else runs on a machine only ever adds. The compiler lays the same loop out
/// now one way, now another, for as long as a process lives: where several processes measure, the median of theirs counts.
public final class ThroughputBench {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int LEAST_ROUNDS = 6;
    /// Frames on which something pays, that all must decide alike before anything is timed.
    private static final int DECIDED = 1_000;

    private ThroughputBench() {}

    /// One process after the other measures the same frames; `session` as for [#frames].
    static Report.Set run(int processes, String session, int frames, int rounds)
            throws IOException {
        var sets = new ArrayList<Report.Set>();
        for (int process = 0; process < processes; process++) {
            sets.add(Fork.run(Report.Set.class, List.of(), ThroughputBench.class,
                    List.of(session, Integer.toString(frames), Integer.toString(rounds))));
        }
        Report.Set first = sets.getFirst();
        return new Report.Set(first.name(), first.hash(), first.messages(), first.bytesAFrame(),
                median(sets, Report.Set::nanos), median(sets, Report.Set::cpuNanos),
                median(sets, Report.Set::allocated), first.digest());
    }

    private static Map<String, Double> median(List<Report.Set> sets,
            Function<Report.Set, Map<String, Double>> of) {
        var medians = new LinkedHashMap<String, Double>();
        for (String contender : of.apply(sets.getFirst()).keySet()) {
            medians.put(contender, sets.stream().map(set -> of.apply(set).get(contender)).sorted()
                    .toList().get(sets.size() / 2));
        }
        return medians;
    }

    /// The frames of a recorded session, or so many synthetic ones where the session is empty.
    static Dataset frames(String session, int frames) throws IOException {
        return session.isEmpty()
                ? Synthetic.make(Bench.SEED, frames)
                : Captured.read(Path.of(session));
    }

    /// In this process, and no more rounds when the time is up; [IllegalStateException] when contenders give different answers.
    static Report.Set here(Dataset dataset, int rounds, Duration atMost) {
        List<Contender> all = List.of(new Ours(), new DslJsonPath(), new JacksonTreePath(),
                new XchangePath());
        Bench.agree(Synthetic.dislocated(Bench.SEED, DECIDED), all);
        long digest = Bench.agree(dataset, all);
        var arrival = new Arrival(dataset);
        List<Timed> timed = all.stream().map(contender -> new Timed(contender, rounds)).toList();
        long[] scans = new long[rounds];
        long[] unrolled = new long[rounds];
        long end = System.nanoTime() + atMost.toNanos();
        int round = 0;
        for (; round < rounds && (round < LEAST_ROUNDS || System.nanoTime() < end); round++) {
            for (Timed each : timed) {
                each.time(dataset, arrival, round);
            }
            scans[round] = scan(dataset, arrival, ByteScan::count);
            unrolled[round] = scan(dataset, arrival, ByteScan::countUnrolled);
        }
        int made = round;
        int messages = dataset.frames().size() - dataset.listings().size();
        var nanos = new LinkedHashMap<String, Double>();
        var cpu = new LinkedHashMap<String, Double>();
        var allocated = new LinkedHashMap<String, Double>();
        for (Timed each : timed) {
            nanos.put(each.contender.name(), quiet(each.nanos, made) / messages);
            cpu.put(each.contender.name(), quiet(each.cpu, made) / messages);
            allocated.put(each.contender.name(), usual(each.allocated, made) / (messages / 2.0));
        }
        nanos.put("byteScan", quiet(scans, made) / messages);
        nanos.put("unrolledScan", quiet(unrolled, made) / messages);
        return Report.Set.of(dataset, nanos, cpu, allocated, digest);
    }

    /// One contender and what each round measured.
    private static final class Timed {
        private final Contender contender;
        private final long[] nanos;
        private final long[] cpu;
        private final long[] allocated;

        Timed(Contender contender, int rounds) {
            this.contender = contender;
            nanos = new long[rounds];
            cpu = new long[rounds];
            allocated = new long[rounds];
        }

        /// Allocation counts in the second half of the frames, when all arrays have grown to what is needed.
        void time(Dataset dataset, Arrival arrival, int round) {
            contender.start(dataset);
            List<Dataset.Frame> frames = dataset.frames();
            int first = dataset.listings().size();
            int half = (first + frames.size()) / 2;
            long me = Thread.currentThread().threadId();
            long allocatedBefore = 0;
            long taken = 0;
            long cpuTaken = 0;
            for (int next = first; next < frames.size();) {
                int end = arrival.comes(next);
                long cpuBefore = THREADS.getCurrentThreadCpuTime();
                long before = System.nanoTime();
                for (int i = next; i < end; i++) {
                    if (i == half) {
                        allocatedBefore = THREADS.getThreadAllocatedBytes(me);
                    }
                    contender.frame(dataset.listingOf(i), arrival.of(i), Dataset.time(i + 1));
                }
                taken += System.nanoTime() - before;
                cpuTaken += THREADS.getCurrentThreadCpuTime() - cpuBefore;
                next = end;
            }
            nanos[round] = taken;
            cpu[round] = cpuTaken;
            allocated[round] = THREADS.getThreadAllocatedBytes(me) - allocatedBefore;
        }
    }

    private static long scan(Dataset dataset, Arrival arrival, ToIntFunction<Bytes> count) {
        int quotes = 0;
        long nanos = 0;
        for (int next = dataset.listings().size(); next < dataset.frames().size();) {
            int end = arrival.comes(next);
            long before = System.nanoTime();
            for (int i = next; i < end; i++) {
                quotes += count.applyAsInt(arrival.of(i));
            }
            nanos += System.nanoTime() - before;
            next = end;
        }
        if (quotes == 0) {
            throw new IllegalStateException("frames without a quotation mark");
        }
        return nanos;
    }

    /// The first half warms up; of the rest the quarter that was disturbed least ends here.
    private static double quiet(long[] rounds, int made) {
        long[] counted = Arrays.copyOfRange(rounds, made / 2, made);
        Arrays.sort(counted);
        return counted[counted.length / 4];
    }

    /// The median of the same half: the frames of all rounds are the same, and what the compiler changes meanwhile is nobody's.
    private static double usual(long[] rounds, int made) {
        long[] counted = Arrays.copyOfRange(rounds, made / 2, made);
        Arrays.sort(counted);
        return counted[counted.length / 2];
    }

    /// Another process: the session's path or nothing, how many synthetic frames, rounds; what it measured goes to stdout.
    public static void main(String[] args) throws IOException {
        Fork.JSON.writeValue(System.out,
                here(frames(args[0], Integer.parseInt(args[1])), Integer.parseInt(args[2]),
                        Duration.ofHours(1)));
    }
}
