package io.crossbook.cli;

import io.crossbook.bench.Bench;
import io.crossbook.bench.CrowdBench;
import io.crossbook.bench.CrowdReport;
import io.crossbook.bench.DetectorBench;
import io.crossbook.bench.DetectorReport;
import io.crossbook.bench.FanoutBench;
import io.crossbook.bench.FanoutReport;
import io.crossbook.bench.OrdersBench;
import io.crossbook.bench.OrdersReport;
import io.crossbook.bench.Report;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The decision path beside its alternatives.
@Command(name = "bench", description = {
        "Time the way from a frame's bytes to a decision, beside XChange, DSL-JSON, Jackson and a mere scan.",
        "First all must give the same answers. Leave the machine alone meanwhile."})
final class BenchCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "Be done within 40 seconds.")
    private boolean quick;

    @Option(names = "--json", description = "The answer as one JSON document.")
    private boolean json;

    @Option(names = "--detector", description = "The detector alone instead: pairs of 10 exchanges and 100 instruments, and cycles beside Bellman-Ford.")
    private boolean detector;

    @Option(names = "--orders", description = "Orders instead: from the decision to the first byte of both legs, over the journal, NORMAL and FULL.")
    private boolean orders;

    @Option(names = "--fanout", description = "The feed to many clients instead: /v1/stream beside plain Vert.x and, with --node, Node's ws. Some 45 minutes, with --quick five.")
    private boolean fanout;

    @Option(names = "--clients", description = "500 clients at once instead, 100 of which never read and 100 read one message a second, of a server with 256 MiB of heap.")
    private boolean clients;

    @Option(names = "--node", paramLabel = "DIR", description = "With --fanout: the folder ops/bench/fanout after `npm ci` there.")
    private @Nullable Path node;

    @Option(names = "--session", paramLabel = "SESSION", description = "A recorded Binance spot session to measure as well.")
    private List<Path> sessions = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (detector) {
            DetectorReport found = new DetectorBench(quick,
                    line -> err.println("crossbook: " + line)).run();
            out.println(json ? found.json() : found.text());
            return Exit.OK;
        }
        if (orders) {
            OrdersReport found = OrdersBench.run(quick, line -> err.println("crossbook: " + line));
            out.println(json ? found.json() : found.text());
            return Exit.OK;
        }
        if (clients) {
            CrowdReport found = new CrowdBench(quick,
                    line -> err.println("crossbook: " + line)).run();
            out.println(json ? found.json() : found.text());
            found.broken().forEach(each -> err.println("crossbook: " + each));
            return found.broken().isEmpty() ? Exit.OK : Exit.FAILED;
        }
        if (fanout) {
            FanoutReport found = new FanoutBench(quick, node,
                    line -> err.println("crossbook: " + line)).run();
            out.println(json ? found.json() : found.text());
            return Exit.OK;
        }
        Report report = new Bench(quick, line -> err.println("crossbook: " + line)).run(sessions);
        out.println(json ? report.json() : report.text());
        return Exit.OK;
    }
}
