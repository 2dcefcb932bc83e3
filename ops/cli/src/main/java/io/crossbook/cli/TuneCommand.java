package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.paper.PaperTerms;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tries values of the configuration, and says which held on what they had not seen.
@Command(name = "tune", description = {
        "Backtest every combination of some values, and say which held on what they had not seen.",
        "The time of the tapes is cut into slices: what brought the most in one is tried on the next. Writes report.json and report.html; "
                + "two runs write the same bytes."})
final class TuneCommand implements Callable<Integer> {

    private static final String LATENCY = "latencyMillis";
    private static final String TIMEOUT = "timeoutMillis";

    @Parameters(arity = "1..*", paramLabel = "TAPE", description = "A folder of segments, one segment, or a recorded session; several are merged by time.")
    private List<Path> tapes = List.of();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--param", required = true, paramLabel = "KEY=FROM:TO:STEP", description = "Values of one key, or KEY=A,B,C: a path in the configuration such as arbitrage.minNetBps; fees, a factor over all taker fees; latencyMillis and timeoutMillis of the trading on paper.")
    private List<String> params = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the report goes.")
    private Path folder = Path.of(".");

    @Option(names = "--windows", paramLabel = "N", defaultValue = "4", description = "How often something is chosen and then tried: the time is cut into one slice more. Default: ${DEFAULT-VALUE}.")
    private int windows;

    @Option(names = "--asset", paramLabel = "ASSET", description = "In which asset to count; the one in which most is taken.")
    private @Nullable String asset;

    @Option(names = "--take", paramLabel = "WHICH", defaultValue = "ALL", description = "${COMPLETION-CANDIDATES}, as in backtest. Default: ${DEFAULT-VALUE}.")
    private Backtest.Taking taking = Backtest.Taking.ALL;

    @Option(names = "--jobs", paramLabel = "N", description = "How many at one time; as many as there are processors.")
    private @Nullable Integer jobs;

    @Mixin
    private JsonOption answer = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private long firstNanos;
    private long lastNanos;

    @Override
    public Integer call() throws IOException, Failure, ConfigException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        List<Sweep> sweeps = sweeps();
        List<Map<String, BigDecimal>> combinations = combinations(sweeps);
        Variants variants = Variants.of(config.file());
        try (Tapes source = Tapes.of(tapes, spec)) {
            WhatIf.check(source.settings(), variants.with(Map.of()).settings(), variants.name(),
                    err);
            List<Trial> trials = trials(source, variants, combinations);
            String counted = asset == null ? TuneReport.asset(trials) : asset;
            var report = new TuneReport(trials, counted, windows + 1, firstNanos, lastNanos);
            ObjectNode json = report.json(
                    tapes.stream().map(tape -> String.valueOf(tape.getFileName())).toList(),
                    String.valueOf(config.file().getFileName()), sweeps);
            ReportFile.write(folder, json, "tune.js");
            answer.answer(spec.commandLine().getOut(), json, answer(json, counted));
            return Exit.OK;
        }
    }

    private List<Sweep> sweeps() {
        if (windows < 1 || windows > 1_000 || (jobs != null && jobs < 1)) {
            throw usage("--windows is from 1 to 1000, --jobs is 1 or more");
        }
        try {
            return params.stream().map(Sweep::parse).toList();
        } catch (IllegalArgumentException e) {
            throw usage("--param " + e.getMessage());
        }
    }

    private List<Map<String, BigDecimal>> combinations(List<Sweep> sweeps) {
        try {
            return Sweep.combinations(sweeps);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String text) {
        return new ParameterException(spec.commandLine(), text);
    }

    private List<Trial> trials(Tapes source, Variants variants,
            List<Map<String, BigDecimal>> combinations)
            throws IOException, ConfigException, InterruptedException {
        // All are read first: a wrong key is told before an hour has passed.
        var settings = new ArrayList<Configuration>();
        for (Map<String, BigDecimal> values : combinations) {
            settings.add(configuration(variants, values));
        }
        int threads = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
        var trials = new ArrayList<Trial>();
        try (var pool = Executors.newFixedThreadPool(threads);
                Progress shown = Progress.of(spec, "combinations tried", combinations.size())) {
            var running = new ArrayList<Future<Trial>>();
            for (int i = 0; i < combinations.size(); i++) {
                Map<String, BigDecimal> values = combinations.get(i);
                Configuration under = settings.get(i);
                running.add(pool.submit(() -> trial(source, values, under)));
            }
            for (Future<Trial> each : running) {
                trials.add(each.get());
                shown.at(trials.size());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(e.getCause());
        }
        return trials;
    }

    private static Configuration configuration(Variants variants, Map<String, BigDecimal> values)
            throws ConfigException {
        var ofFile = new LinkedHashMap<>(values);
        ofFile.remove(LATENCY);
        ofFile.remove(TIMEOUT);
        return variants.with(ofFile);
    }

    private Trial trial(Tapes source, Map<String, BigDecimal> values, Configuration under)
            throws IOException {
        PaperTerms terms = PaperTrading.terms(under.settings(), values.get(LATENCY),
                values.getOrDefault(TIMEOUT, PaperTrading.TIMEOUT_MILLIS));
        Backtest.Result result = Backtest.run(source,
                Backtest.Plan.of(under, terms, taking));
        if (!result.outcome().whole()) {
            throw new IOException("the tape ended after input " + result.outcome().last() + ": "
                    + result.outcome().why());
        }
        played(result);
        return Trial.of(values, result, windows + 1);
    }

    private synchronized void played(Backtest.Result result) {
        firstNanos = result.outcome().firstStamp();
        lastNanos = result.outcome().lastStamp();
    }

    private String answer(ObjectNode json, String counted) {
        return json.get("combinations").size() + " combinations; walking forward "
                + json.at("/walkForward/net").asText() + " " + counted + ", in hindsight "
                + json.at("/walkForward/hindsight").asText() + "; "
                + folder.resolve("report.html");
    }
}
