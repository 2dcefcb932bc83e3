package io.crossbook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One stream of tops to many clients: our `/v1/stream` beside what one writes with Vert.x and with Node's `ws`, in turns.
///
/// Each server is a process of its own, and so are all clients together. All servers tell the same updates at the same times; the others send each update to
/// each client, ours what moved in each round, its last value. In the end every client must know the same last values, and none may ever have heard an
/// older one after a newer one.
public final class FanoutBench {

    private static final long AHEAD_NANOS = 500_000_000;

    private final Extent extent;
    private final Consumer<String> progress;
    private final @Nullable Path node;

    /// So many messages a second the others can send while they warm up without falling behind.
    private static final int HELD = 40_000;
    private static final String OURS = "crossbook";

    /// Loads, how often each is measured, and how many seconds all servers warm up. What is told some times a second takes that long to be compiled: until then the
    /// compiler takes more than the telling.
    record Extent(List<Point> loads, int rounds, double warmUpSeconds) {
        static final Extent FULL = new Extent(
                List.of(new Point(100, 100, 10), new Point(100, 500, 10),
                        new Point(100, 1_000, 10), new Point(1_000, 40, 10),
                        new Point(1_000, 100, 10), new Point(1_000, 500, 4)),
                3, 60);
        static final Extent QUICK = new Extent(
                List.of(new Point(100, 1_000, 5), new Point(1_000, 500, 2)), 1, 30);
    }

    /// So many clients, so many updates a second, for so many seconds that count.
    record Point(int clients, int rate, double seconds) {

        /// Ours warms up at the rate that counts, the others at what they hold: who is behind has not warmed up, but waits.
        FanoutScript.Pace pace(boolean ours, double warmUpSeconds) {
            int warmUpRate = ours ? rate : Math.clamp(HELD / clients, 1, rate);
            return new FanoutScript.Pace((int) (warmUpSeconds * warmUpRate), warmUpRate,
                    (int) (seconds * rate), rate);
        }
    }

    /// `node` is the folder of a `server.js` and its `node_modules`, null where there is none; `progress` takes a line now and then.
    public FanoutBench(boolean quick, @Nullable Path node, Consumer<String> progress) {
        this(quick ? Extent.QUICK : Extent.FULL, node, progress);
    }

    FanoutBench(Extent extent, @Nullable Path node, Consumer<String> progress) {
        this.extent = extent;
        this.node = node;
        this.progress = progress;
    }

    /// Runs all of it. [IllegalStateException] when a client does not know in the end what it should.
    public FanoutReport run() throws IOException {
        if (node == null) {
            progress.accept(
                    "skipped: Node's ws (name the folder ops/bench/fanout by --node, after `npm ci` there)");
        }
        var loads = new ArrayList<FanoutReport.Load>();
        Path updates = Files.createTempFile("crossbook-fanout", ".jsonl");
        try {
            for (Point point : extent.loads) {
                loads.add(measure(point, updates));
            }
        } finally {
            Files.delete(updates);
        }
        return new FanoutReport(loads, Report.conditions());
    }

    private FanoutReport.Load measure(Point point, Path updates) throws IOException {
        Map<String, List<FanoutReport.Round>> rounds = new LinkedHashMap<>();
        for (int round = 1; round <= extent.rounds; round++) {
            for (String server : node == null
                    ? List.of(OURS, "vertx")
                    : List.of(OURS, "vertx", "node ws")) {
                FanoutScript.Pace pace = point.pace(server.equals(OURS), extent.warmUpSeconds);
                FanoutReport.Round took = round(server, command(server, pace, updates), point,
                        pace);
                rounds.computeIfAbsent(server, _ -> new ArrayList<>()).add(took);
                progress.accept(String.format(Locale.ROOT,
                        "%,d clients, %,d updates a second, round %d of %d: %s, %.2f us of CPU an update",
                        point.clients, point.rate, round, extent.rounds, server,
                        took.cpuNanosAnUpdate() / 1e3));
            }
        }
        return new FanoutReport.Load(point.clients, point.rate,
                (int) (point.seconds * point.rate), rounds);
    }

    private List<String> command(String server, FanoutScript.Pace pace, Path updates)
            throws IOException {
        String daemon = System.getProperty(LatencyProcess.DAEMON_FLAGS, "");
        List<String> flags = daemon.isEmpty() ? List.of() : List.of(daemon.split(" "));
        Path folder = node;
        if (folder == null || !server.startsWith("node")) {
            return Fork.command(flags, server.equals(OURS) ? FanoutOurs.class : FanoutVertx.class,
                    pace.args());
        }
        var script = new FanoutScript(pace);
        var lines = new ArrayList<String>();
        lines.add(FanoutScript.snapshot());
        for (int i = 0; i < script.updates(); i++) {
            lines.add(script.message(i));
        }
        Files.write(updates, lines);
        var command = new ArrayList<>(List.of("node", folder.resolve("server.js").toString(),
                folder.toAbsolutePath().toString(), updates.toString()));
        command.addAll(pace.args());
        return command;
    }

    private static FanoutReport.Round round(String name, List<String> command, Point point,
            FanoutScript.Pace pace) throws IOException {
        try (var server = new FanoutChild(command)) {
            int port = server.says().path("port").intValue();
            var args = new ArrayList<>(
                    List.of(Integer.toString(port), Integer.toString(point.clients)));
            args.addAll(pace.args());
            try (var crowd = new FanoutChild(
                    Fork.command(List.of(), FanoutCrowd.class, args))) {
                crowd.says(); // all of them know something
                String start = Long.toString(System.nanoTime() + AHEAD_NANOS);
                crowd.hears(start);
                server.hears(start);
                FanoutCrowd.Told told = crowd.says(FanoutCrowd.Told.class);
                server.hears("all know all");
                FanoutServer.Cost cost = server.says(FanoutServer.Cost.class);
                if (told.knowAll() != point.clients || told.outOfOrder() != 0) {
                    throw new IllegalStateException(name + ": " + told.knowAll() + " of "
                            + point.clients + " clients know all last values, "
                            + told.outOfOrder() + " values came after newer ones");
                }
                return FanoutReport.Round.of(point, cost, told);
            }
        }
    }
}
