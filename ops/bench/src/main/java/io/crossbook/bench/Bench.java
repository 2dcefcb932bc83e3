package io.crossbook.bench;

import com.sun.management.ThreadMXBean;
import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
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
/// One thread. Each round starts every contender anew and times its way through all frames, [Arrival] included: that is part of
/// everybody's time, the scan's too.
/// Of the later half of the rounds the lower quartile counts: what else runs on a machine only ever adds.
public final class Bench {

    private static final long SEED = 20_261_120;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Extent extent;
    private final Consumer<String> progress;

    /// How much is measured: synthetic frames, rounds through them, messages over the socket before and while its latency
    /// counts, rounds of those, and whether the two forms of a book are compared.
    record Extent(int frames, int rounds, int warmUpMessages, int messages, int latencyRounds,
            boolean books) {
        static final Extent FULL = new Extent(20_000, 60, 60_000, 140_000, 8, true);
        static final Extent QUICK = new Extent(20_000, 20, 20_000, 40_000, 3, false);
    }

    /// `quick` ends within 40 s; `progress` takes a line now and then.
    public Bench(boolean quick, Consumer<String> progress) {
        this(quick ? Extent.QUICK : Extent.FULL, progress);
    }

    Bench(Extent extent, Consumer<String> progress) {
        this.extent = extent;
        this.progress = progress;
    }

    /// Runs all of it. `session` is a recorded Binance session, when there is one.
    public Report run(List<Path> session) throws IOException {
        var sets = new ArrayList<Report.Set>();
        sets.add(measure(Synthetic.make(SEED, extent.frames)));
        for (Path path : session) {
            if (Files.exists(path)) {
                sets.add(measure(Captured.read(path)));
            } else {
                progress.accept("skipped: no recorded session at " + path);
            }
        }
        progress.accept("latency at 50,000 messages a second, over a WebSocket");
        Report.Latency latency = LatencyProcess.run(SEED, extent.warmUpMessages, extent.messages,
                extent.latencyRounds);
        List<Report.Books> books = extent.books ? BooksBench.run(progress) : List.of();
        return Report.of(sets, latency, books);
    }

    private Report.Set measure(Dataset dataset) {
        progress.accept(dataset.name() + ": do all give the same answer?");
        List<Contender> all = List.of(new Ours(), new DslJsonPath(), new JacksonTreePath(),
                new XchangePath());
        long digest = agree(dataset, all);
        progress.accept(dataset.name() + ": timing");
        int rounds = extent.rounds;
        var arrival = new Arrival(dataset);
        List<Timed> timed = all.stream().map(contender -> new Timed(contender, rounds)).toList();
        long[] scans = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            for (Timed each : timed) {
                each.time(dataset, arrival, round);
            }
            scans[round] = scan(dataset, arrival);
        }
        int messages = dataset.frames().size() - dataset.listings().size();
        var nanos = new LinkedHashMap<String, Double>();
        var cpu = new LinkedHashMap<String, Double>();
        var allocated = new LinkedHashMap<String, Double>();
        for (Timed each : timed) {
            nanos.put(each.contender.name(), quiet(each.nanos) / messages);
            cpu.put(each.contender.name(), quiet(each.cpu) / messages);
            allocated.put(each.contender.name(), quiet(each.allocated) / (messages / 2.0));
        }
        nanos.put("byteScan", quiet(scans) / messages);
        return Report.Set.of(dataset, nanos, cpu, allocated, digest);
    }

    /// What all of them answer; [IllegalStateException] when they disagree.
    static long agree(Dataset dataset, List<Contender> all) {
        List<Long> digests = all.stream().map(contender -> digest(contender, dataset)).toList();
        if (digests.stream().distinct().count() != 1) {
            throw new IllegalStateException(
                    "the contenders disagree on " + dataset.name() + ": " + digests);
        }
        return digests.getFirst();
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
            arrival.touch();
            long me = Thread.currentThread().threadId();
            long allocatedBefore = 0;
            long cpuBefore = THREADS.getCurrentThreadCpuTime();
            long before = System.nanoTime();
            for (int i = first; i < frames.size(); i++) {
                if (i == half) {
                    allocatedBefore = THREADS.getThreadAllocatedBytes(me);
                }
                contender.frame(dataset.listingOf(i), arrival.of(i), Dataset.time(i + 1));
            }
            nanos[round] = System.nanoTime() - before;
            cpu[round] = THREADS.getCurrentThreadCpuTime() - cpuBefore;
            allocated[round] = THREADS.getThreadAllocatedBytes(me) - allocatedBefore;
        }
    }

    private static long scan(Dataset dataset, Arrival arrival) {
        arrival.touch();
        int quotes = 0;
        long before = System.nanoTime();
        for (int i = dataset.listings().size(); i < dataset.frames().size(); i++) {
            quotes += ByteScan.count(arrival.of(i));
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
        var arrival = new Arrival(dataset);
        long digest = 17;
        int first = dataset.listings().size();
        for (int i = first; i < dataset.frames().size(); i++) {
            Dataset.Frame frame = dataset.frames().get(i);
            contender.frame(frame.listing(), arrival.of(i), Dataset.time(i + 1));
            OrderBook book = contender.book(frame.listing());
            digest = digest * 31 + normal(book.bestBid(), book.priceScale(), Dataset.PRICE_SCALE);
            digest = digest * 31 + normal(book.bestBidSize(), book.sizeScale(), Dataset.SIZE_SCALE);
            digest = digest * 31 + normal(book.bestAsk(), book.priceScale(), Dataset.PRICE_SCALE);
            digest = digest * 31 + normal(book.bestAskSize(), book.sizeScale(), Dataset.SIZE_SCALE);
        }
        for (var listing : dataset.listings()) {
            OrderBook book = contender.book(listing.id());
            for (Side side : Side.values()) {
                digest = levels(book, side, digest * 31 + book.levels(side));
            }
        }
        return digest * 31 + contender.told();
    }

    private static long levels(OrderBook book, Side side, long seed) {
        long digest = seed;
        var cursor = new Cursor();
        for (book.walk(side, cursor); cursor.next();) {
            digest = digest * 31
                    + normal(cursor.price(), book.priceScale(), Dataset.PRICE_SCALE);
            digest = digest * 31 + normal(cursor.size(), book.sizeScale(), Dataset.SIZE_SCALE);
        }
        return digest;
    }

    private static long normal(long mantissa, int scale, int wanted) {
        return mantissa * Decimals.power(wanted - scale);
    }

    /// The first half warms up; of the rest the quarter that was disturbed least ends here.
    private static double quiet(long[] rounds) {
        long[] counted = Arrays.copyOfRange(rounds, rounds.length / 2, rounds.length);
        Arrays.sort(counted);
        return counted[counted.length / 4];
    }
}
