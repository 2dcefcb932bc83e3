package io.crossbook.bench;

import com.sun.management.ThreadMXBean;
import io.crossbook.books.OrderBook;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/// Frame bytes to decision, side by side: checks that all contenders give the same answer, then times them in turns.
///
/// One thread. Each round starts every contender anew and times its way through all frames; the median round counts.
public final class Bench {

    private static final long SEED = 20_261_120;
    private static final int FRAMES = 20_000;
    private static final int QUICK_FRAMES = 8_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final boolean quick;
    private final Consumer<String> progress;

    /// `quick` ends within 40 s; `progress` takes a line now and then.
    public Bench(boolean quick, Consumer<String> progress) {
        this.quick = quick;
        this.progress = progress;
    }

    /// Runs all of it. `session` is a recorded Binance session, when there is one.
    public Report run(List<Path> session) throws IOException {
        var sets = new ArrayList<Report.Set>();
        sets.add(measure(Synthetic.make(SEED, quick ? QUICK_FRAMES : FRAMES)));
        for (Path path : session) {
            if (Files.exists(path)) {
                sets.add(measure(Captured.read(path)));
            } else {
                progress.accept("skipped: no recorded session at " + path);
            }
        }
        progress.accept("latency at 50,000 messages a second, over a WebSocket");
        Report.Latency latency = LatencyBench.run(Synthetic.make(SEED, FRAMES), quick ? 2 : 10);
        List<Report.Books> books = quick ? List.of() : BooksBench.run(progress);
        return Report.of(sets, latency, books);
    }

    private Report.Set measure(Dataset dataset) {
        progress.accept(dataset.name() + ": do all give the same answer?");
        List<Contender> all = List.of(new Ours(), new DslJsonPath(), new JacksonTreePath(),
                new XchangePath());
        List<Long> digests = all.stream().map(contender -> digest(contender, dataset)).toList();
        boolean same = digests.stream().distinct().count() == 1;
        if (!same) {
            throw new IllegalStateException(
                    "the contenders disagree on " + dataset.name() + ": " + digests);
        }
        progress.accept(dataset.name() + ": timing");
        int rounds = quick ? 12 : 40;
        List<Timed> timed = all.stream().map(contender -> new Timed(contender, rounds)).toList();
        long[] scans = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            for (Timed each : timed) {
                each.time(dataset, round);
            }
            scans[round] = scan(dataset);
        }
        int messages = dataset.frames().size() - dataset.listings().size();
        var nanos = new LinkedHashMap<String, Double>();
        var cpu = new LinkedHashMap<String, Double>();
        var allocated = new LinkedHashMap<String, Double>();
        for (Timed each : timed) {
            nanos.put(each.contender.name(), median(each.nanos) / messages);
            cpu.put(each.contender.name(), median(each.cpu) / messages);
            allocated.put(each.contender.name(), median(each.allocated) / messages);
        }
        nanos.put("byteScan", median(scans) / messages);
        return Report.Set.of(dataset, nanos, cpu, allocated, digests.getFirst());
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

        void time(Dataset dataset, int round) {
            contender.start(dataset);
            List<Dataset.Frame> frames = dataset.frames();
            int first = dataset.listings().size();
            long now = Dataset.START_NANOS + first * Dataset.STEP_NANOS;
            long me = Thread.currentThread().threadId();
            long allocatedBefore = THREADS.getThreadAllocatedBytes(me);
            long cpuBefore = THREADS.getCurrentThreadCpuTime();
            long before = System.nanoTime();
            for (int i = first; i < frames.size(); i++) {
                now += Dataset.STEP_NANOS;
                contender.frame(frames.get(i), now);
            }
            nanos[round] = System.nanoTime() - before;
            cpu[round] = THREADS.getCurrentThreadCpuTime() - cpuBefore;
            allocated[round] = THREADS.getThreadAllocatedBytes(me) - allocatedBefore;
        }
    }

    private static long scan(Dataset dataset) {
        List<Dataset.Frame> frames = dataset.frames();
        int quotes = 0;
        long before = System.nanoTime();
        for (int i = dataset.listings().size(); i < frames.size(); i++) {
            quotes += ByteScan.count(frames.get(i).bytes());
        }
        long nanos = System.nanoTime() - before;
        if (quotes == 0) {
            throw new IllegalStateException("frames without a quotation mark");
        }
        return nanos;
    }

    /// A hash over the best of the frame's listing after every frame, over all levels in the end, and over all opportunities.
    private static long digest(Contender contender, Dataset dataset) {
        contender.start(dataset);
        long digest = 17;
        int first = dataset.listings().size();
        for (int i = first; i < dataset.frames().size(); i++) {
            Dataset.Frame frame = dataset.frames().get(i);
            contender.frame(frame, Dataset.START_NANOS + (i + 1) * Dataset.STEP_NANOS);
            OrderBook book = contender.book(frame.listing());
            digest = digest * 31 + normal(book.bestBid(), book.priceScale(), Dataset.PRICE_SCALE);
            digest = digest * 31 + normal(book.bestBidSize(), book.sizeScale(), Dataset.SIZE_SCALE);
            digest = digest * 31 + normal(book.bestAsk(), book.priceScale(), Dataset.PRICE_SCALE);
            digest = digest * 31 + normal(book.bestAskSize(), book.sizeScale(), Dataset.SIZE_SCALE);
        }
        for (var listing : dataset.listings()) {
            OrderBook book = contender.book(listing.id());
            for (var side : io.crossbook.books.Side.values()) {
                digest = digest * 31 + book.levels(side);
            }
        }
        return digest * 31 + contender.told();
    }

    private static long normal(long mantissa, int scale, int wanted) {
        return mantissa * io.crossbook.books.Decimals.power(wanted - scale);
    }

    /// The first half warms up.
    private static double median(long[] rounds) {
        long[] counted = Arrays.copyOfRange(rounds, rounds.length / 2, rounds.length);
        Arrays.sort(counted);
        return counted[counted.length / 2];
    }
}
