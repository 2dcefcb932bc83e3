package io.crossbook.bench;

import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Frame bytes to decision, side by side: checks that all contenders give the same answer, then times them in turns: [ThroughputBench], [LatencyBench].
public final class Bench {

    static final long SEED = 20_261_120;

    private final Extent extent;
    private final Consumer<String> progress;

    /// How much is measured: synthetic frames, processes (0: this one) that make rounds through them, messages over the socket before and while its latency
    /// counts, rounds of those, and whether the two forms of a book are compared.
    /// `atMost` bounds the rounds through the frames, and again those over the socket: on a slow machine fewer are made.
    record Extent(int frames, int processes, int rounds, int warmUpMessages, int messages,
            int latencyRounds, Duration atMost, boolean books) {
        static final Extent FULL = new Extent(20_000, 5, 30, 60_000, 140_000, 8,
                Duration.ofHours(1), true);
        static final Extent QUICK = new Extent(20_000, 0, 20, 40_000, 40_000, 3,
                Duration.ofSeconds(8), false);
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
        sets.add(measure(""));
        for (Path path : session) {
            if (Files.exists(path)) {
                sets.add(measure(path.toString()));
            } else {
                progress.accept("skipped: no recorded session at " + path);
            }
        }
        if (session.isEmpty()) {
            progress.accept("skipped: captured frames (name a recorded session by --session)");
        }
        progress.accept("latency at 50,000 messages a second, over a WebSocket");
        var latencies = new ArrayList<Report.Latency>();
        latencies.add(LatencyProcess.run(SEED, extent.warmUpMessages, extent.messages,
                extent.latencyRounds, extent.atMost));
        if (extent.processes > 0) {
            progress.accept("the same with the collector that Java takes by itself");
            latencies.add(LatencyProcess.run(List.of(), SEED, extent.warmUpMessages,
                    extent.messages, extent.latencyRounds, extent.atMost));
        }
        List<Report.Books> books = extent.books ? BooksBench.run(progress) : List.of();
        return Report.of(sets, latencies, books);
    }

    private Report.Set measure(String session) throws IOException {
        Dataset dataset = ThroughputBench.frames(session, extent.frames);
        progress.accept(dataset.name() + ": the same answers first, then time");
        return extent.processes == 0
                ? ThroughputBench.here(dataset, extent.rounds, extent.atMost)
                : ThroughputBench.run(extent.processes, session, extent.frames, extent.rounds);
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
        return digest * 31 + outcome(contender, dataset);
    }

    /// A hash over all levels of all books, as they stand, and over all opportunities so far.
    static long outcome(Contender contender, Dataset dataset) {
        long digest = 17;
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
}
