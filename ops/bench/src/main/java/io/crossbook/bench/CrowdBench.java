package io.crossbook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Whether clients that do not read cost those that do anything: `/v1/stream` behind a whole engine with 256 MiB of heap, read by some alone, by the same beside others
/// who never read or read one message a second, and by as many as all of those.
public final class CrowdBench {

    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-Xmx256m",
            "-XX:MaxDirectMemorySize=64m");
    private static final long AHEAD_NANOS = 500_000_000;
    private static final long SAMPLE_MILLIS = 500;
    private static final long KIBI = 1_024;

    private final Extent extent;
    private final Consumer<String> progress;

    /// How many clients there are, how many of them never read, how many read one message a second and for how long they are left alone; updates a second, seconds
    /// to warm up, to count, and to count where all read.
    record Extent(int clients, int silent, int slow, long awayMillis, int rate, int warmUpSeconds,
            int seconds, int secondsAlone) {
        static final Extent FULL = new Extent(500, 100, 100, 10_000, 500, 15, 30, 15);
        static final Extent QUICK = new Extent(500, 100, 100, 10_000, 500, 5, 16, 5);
    }

    /// `progress` takes a line now and then.
    public CrowdBench(boolean quick, Consumer<String> progress) {
        this(quick ? Extent.QUICK : Extent.FULL, progress);
    }

    CrowdBench(Extent extent, Consumer<String> progress) {
        this.extent = extent;
        this.progress = progress;
    }

    /// Runs all three: those who read alone, the same beside the others, and as many readers as there are clients. [IllegalStateException] when somebody who reads does not know
    /// in the end what he should.
    public CrowdReport run() throws IOException {
        int reading = extent.clients - extent.silent - extent.slow;
        progress.accept("%,d clients that read".formatted(reading));
        CrowdReport.Round alone = round(reading, 0, 0);
        progress.accept("the same with %,d that do not read and %,d that read one message a second"
                .formatted(extent.silent, extent.slow));
        CrowdReport.Round beside = round(reading, extent.silent, extent.slow);
        progress.accept("%,d clients that read".formatted(extent.clients));
        return new CrowdReport(extent.rate, alone, beside, round(extent.clients, 0, 0),
                Report.conditions());
    }

    private CrowdReport.Round round(int reading, int silent, int slow) throws IOException {
        int warmUp = extent.warmUpSeconds * extent.rate;
        int seconds = silent + slow == 0 ? extent.secondsAlone : extent.seconds;
        List<String> args = new FanoutScript.Pace(warmUp, extent.rate, seconds * extent.rate,
                extent.rate).args();
        try (var server = new FanoutChild(Fork.command(SMALL, FanoutOurs.class, args))) {
            String port = Integer.toString(server.says().path("port").intValue());
            var crowdArgs = new ArrayList<>(List.of(port, Integer.toString(reading)));
            crowdArgs.addAll(args);
            try (var crowd = new FanoutChild(
                    Fork.command(List.of(), FanoutCrowd.class, crowdArgs));
                    var idlers = new FanoutChild(
                            Fork.command(List.of(), CrowdIdlers.class, List.of(port,
                                    Integer.toString(silent), Integer.toString(slow),
                                    Long.toString(extent.awayMillis))))) {
                crowd.says(); // all of them know something
                idlers.says(); // all of them are there
                String start = Long.toString(System.nanoTime() + AHEAD_NANOS);
                crowd.hears(start);
                server.hears(start);
                long resident = resident(server);
                var done = CompletableFuture.supplyAsync(() -> told(crowd));
                long most = mostResident(server, done);
                FanoutCrowd.Told told = done.join();
                CrowdIdlers.Told let = idlers.says(CrowdIdlers.Told.class);
                server.hears("all know all");
                FanoutServer.Cost cost = server.says(FanoutServer.Cost.class);
                if (told.knowAll() != reading || told.outOfOrder() != 0) {
                    throw new IllegalStateException(told.knowAll() + " of " + reading
                            + " clients that read know all last values, " + told.outOfOrder()
                            + " values came after newer ones");
                }
                return new CrowdReport.Round(reading, told.p50(), told.p99(),
                        cost.behindNanos(), (double) cost.cpuNanos() / cost.wallNanos(),
                        resident, most, let);
            }
        }
    }

    private static FanoutCrowd.Told told(FanoutChild crowd) {
        try {
            return crowd.says(FanoutCrowd.Told.class);
        } catch (IOException e) {
            throw new IllegalStateException("the clients that read ended early", e);
        }
    }

    /// The most memory that the server has until that is done.
    private static long mostResident(FanoutChild server, CompletableFuture<?> until)
            throws IOException {
        long most = 0;
        while (!until.isDone()) {
            most = Math.max(most, resident(server));
            try {
                TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while clients read", e);
            }
        }
        return most;
    }

    /// Bytes that a process has in memory.
    private static long resident(FanoutChild of) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + of.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * KIBI;
            }
        }
        return 0;
    }
}
