package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.paper.PaperTerms;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says what trading would have brought.
@Command(name = "backtest", description = {
        "Play tapes to the engine under a configuration, take on paper what it finds, and report what that brought.",
        "Orders reach each exchange after its latency and take what its book then shows, each display once. The coordinator of the daemon trades what it can, within the limits "
                + "of its risk gate and from what is configured to be held; what it cannot trade is taken beside it, without limits. Writes report.json, "
                + "report.html and attempts.jsonl; two runs write the same bytes."})
final class BacktestCommand implements Callable<Integer> {

    private static final List<String> LATENCIES = List.of("0", "10", "50", "100", "200", "500",
            "1000");
    /// The first pass warms up, the second is timed.
    private static final int TWICE = 2;
    private static final List<String> FEES = List.of("0", "0.5", "1", "1.5", "2");

    @Parameters(arity = "1..*", paramLabel = "TAPE", description = "A folder of segments, one segment, or a recorded session; several are merged by time.")
    private List<Path> tapes = List.of();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the report goes.")
    private Path folder = Path.of(".");

    @Option(names = "--latency-millis", paramLabel = "N", description = "From a decision to the book that the order meets, on every exchange, instead of what the configuration says.")
    private @Nullable BigDecimal latencyMillis;

    @Option(names = "--timeout-millis", paramLabel = "N", defaultValue = "1000", description = "How long what is not matched waits before it is given back, of what is taken beside the coordinator. Default: ${DEFAULT-VALUE}.")
    private BigDecimal timeoutMillis = BigDecimal.ZERO;

    @Option(names = "--take", paramLabel = "WHICH", defaultValue = "ALL", description = "${COMPLETION-CANDIDATES}: beside the coordinator, all that is found, or what is worth its risk by its expected value. Default: ${DEFAULT-VALUE}.")
    private Backtest.Taking taking = Backtest.Taking.ALL;

    @Option(names = "--no-sensitivity", description = "Do not run again with other latencies and fees.")
    private boolean alone;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, Failure, ConfigException {
        PrintWriter err = spec.commandLine().getErr();
        Variants variants = Variants.of(config.file());
        Configuration configuration = variants.with(Map.of());
        PaperTerms terms = terms(configuration);
        int passes = alone ? TWICE : TWICE + LATENCIES.size() + FEES.size();
        try (Tapes source = Tapes.of(tapes, spec); Progress shown = Progress.of(spec, "", passes)) {
            source.show(shown);
            WhatIf.check(source.settings(), configuration.settings(), variants.name(), err);
            var plan = Backtest.Plan.of(configuration, terms, taking);
            Backtest.Result result = twice(source, plan, err);
            ObjectNode sensitivity = alone
                    ? JsonNodeFactory.instance.objectNode()
                    : sensitivity(source, variants, plan);
            List<String> names = tapes.stream().map(tape -> String.valueOf(tape.getFileName()))
                    .toList();
            String name = String.valueOf(config.file().getFileName());
            ObjectNode report = BacktestReport.of(names, name, terms, result, sensitivity);
            ReportFile.write(folder, report, "backtest.js");
            var lines = new ArrayList<String>();
            result.attempts().forEach(each -> lines.add(ReportFile.line(each.line())));
            Files.write(folder.resolve("attempts.jsonl"), lines);
            json.answer(spec.commandLine().getOut(), report, answer(result));
            return result.outcome().whole() ? Exit.OK : Exit.FAILED;
        }
    }

    private PaperTerms terms(Configuration configuration) {
        if (timeoutMillis.signum() < 0
                || (latencyMillis != null && latencyMillis.signum() < 0)) {
            throw new ParameterException(spec.commandLine(),
                    "--latency-millis and --timeout-millis are 0 or more");
        }
        return PaperTrading.terms(configuration.settings(), latencyMillis, timeoutMillis);
    }

    /// The first pass warms up, the second is timed, and both must agree: a backtest that depends on when it runs is worth nothing.
    private static Backtest.Result twice(Tapes source, Backtest.Plan plan, PrintWriter err)
            throws IOException {
        Backtest.Result first = Backtest.run(source, plan);
        Backtest.Result second = Backtest.run(source, plan);
        if (!lines(first).equals(lines(second))
                || !first.coordinator().equals(second.coordinator())) {
            throw new IllegalStateException("two passes over the same tape differ");
        }
        err.println(String.format(Locale.ROOT,
                "crossbook: %.1f s of market in %.3f s, %,.0f times faster than real time; its core was busy for %.3f s of them,"
                        + " %,.0f times (second pass)",
                second.marketNanos() / 1e9, second.nanos() / 1e9, second.speed(),
                second.busyNanos() / 1e9, second.busySpeed()));
        if (!second.outcome().whole()) {
            err.println("crossbook: ended after input " + second.outcome().last() + ": "
                    + second.outcome().why());
        }
        return second;
    }

    private static List<String> lines(Backtest.Result result) {
        return result.attempts().stream().map(each -> ReportFile.line(each.line())).toList();
    }

    private ObjectNode sensitivity(Tapes source, Variants variants, Backtest.Plan plan)
            throws IOException, ConfigException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode latency = json.putArray("latency");
        for (String millis : LATENCIES) {
            long nanos = new BigDecimal(millis).scaleByPowerOfTen(6).longValueExact();
            point(latency.addObject().put("millis", millis),
                    Backtest.run(source, plan.withLatency(nanos)));
        }
        ArrayNode fees = json.putArray("fees");
        for (String factor : FEES) {
            Configuration other = variants.with(Map.of(Variants.FEES, new BigDecimal(factor)));
            point(fees.addObject().put("factor", factor),
                    Backtest.run(source, Backtest.Plan.of(other, plan.terms(), taking)));
        }
        return json;
    }

    private static void point(ObjectNode json, Backtest.Result result) {
        json.put("opportunities", result.found().opportunities());
        json.put("attempts", result.attempts().size());
        json.put("filled", result.attempts().stream()
                .filter(Taken::filled).count());
        ObjectNode nets = json.putObject("net");
        AttemptTotals.nets(result.attempts())
                .forEach((asset, net) -> nets.put(asset, Plain.of(net)));
    }

    private String answer(Backtest.Result result) {
        var text = new StringBuilder();
        text.append(result.found().opportunities()).append(" opportunities, ")
                .append(result.attempts().size()).append(" taken; net");
        Map<String, BigDecimal> nets = AttemptTotals.nets(result.attempts());
        if (nets.isEmpty()) {
            text.append(" 0");
        }
        nets.forEach((asset, net) -> text.append(' ').append(Plain.of(net)).append(' ')
                .append(asset));
        return text.append("; ").append(folder.resolve("report.html")).toString();
    }
}
