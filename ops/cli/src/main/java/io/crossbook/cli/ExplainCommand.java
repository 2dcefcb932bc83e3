package io.crossbook.cli;

import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.tape.Replay;
import io.crossbook.gateway.tape.Tape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says of one opportunity what it was, what it would have cost, and how it ended.
@Command(name = "explain", description = {
        "Say of an opportunity what it was: legs, books, every cost, every step of its sum, its life.",
        "Plays the tape again, so nothing need have been kept. Without --tape, the tape of the configuration. With --tape and --config, as "
                + "scan and backtest found it under that configuration.",
        "With --at, of a moment and two listings why there was no opportunity: what the best prices alone would have brought, and what speaks against it."})
final class ExplainCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "ID", description = "As it was told: in the feed, by scan, by backtest.")
    private @Nullable Long told;

    @Option(names = "--tape", paramLabel = "TAPE", description = "A folder of segments, one segment, or a recorded session; several are merged by time.")
    private List<Path> tapes = List.of();

    @Mixin
    private PointOptions point = new PointOptions();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--run", paramLabel = "N", defaultValue = "0", description = "Ids begin anew with every start of the engine: in its Nth on the tape. Default: the last that has the id.")
    private int run;

    @Option(names = "--opened", paramLabel = "TIME", description = "When it opened, in epoch nanoseconds as the feed tells it (openedNanos): where the tape no longer holds the beginning of the run, its id is not enough.")
    private long opened;

    @Option(names = "--best", description = "As it was when it was worth most, not when it opened.")
    private boolean atBest;

    @Option(names = "--json", description = "The same as one JSON document.")
    private boolean json;

    private long id;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, Failure, ConfigException {
        String wrong = point.wrong(told != null, opened > 0, config.given(),
                !tapes.isEmpty());
        if (!wrong.isEmpty()) {
            throw new ParameterException(spec.commandLine(), wrong);
        }
        if (point.at != null) {
            WhyNot told = point.told(config.read(), config.file().toString(), tapes, spec);
            spec.commandLine().getOut().println(json
                    ? ReportFile.text(told.document())
                    : told.text());
            return Exit.OK;
        }
        id = told == null ? 0 : told;
        if ((told != null && told < 1) || run < 0) {
            throw new ParameterException(spec.commandLine(), "ids and runs count from 1");
        }
        var notes = new ArrayList<String>();
        Explained explained = explained(notes);
        if (!explained.outcome().whole()) {
            notes.add("the tape could be played to input " + explained.outcome().last() + ": "
                    + explained.outcome().why());
        }
        PrintWriter err = spec.commandLine().getErr();
        notes.forEach(note -> err.println("crossbook: " + note));
        boolean asRecorded = tapes.isEmpty() || !config.given();
        if (asRecorded && !explained.unsure().isEmpty()) {
            throw new Failure(Exit.NOTHING, explained.unsure());
        }
        Lived one = only(explained);
        if (explained.runs() > 1) {
            err.println("crossbook: ids begin anew with every run; this is run " + one.run + " of "
                    + explained.runs() + " on the tape (--run names another)");
        }
        Moment moment = atBest ? one.best() : one.opened;
        spec.commandLine().getOut().println(json
                ? ReportFile.text(ExplanationJson.of(moment, one.life()))
                : Explanation.of(moment, one.life()));
        return Exit.OK;
    }

    /// The one that is meant, when what was asked for says which.
    private Lived only(Explained explained) throws Failure {
        List<Lived> found = explained.found();
        if (found.isEmpty()) {
            throw new Failure(Exit.NOTHING, missing(explained));
        }
        if (found.size() > 1) {
            var text = new StringBuilder(found.size() + " opportunities opened at " + opened
                    + ": say which, by "
                    + (explained.cut() ? "" : "its id, or by ")
                    + "--buy EXCHANGE/SYMBOL and --sell EXCHANGE/SYMBOL of its legs");
            for (Lived each : found) {
                text.append("\n  ").append(explained.cut() ? "" : each.id() + " ")
                        .append(each.trades());
            }
            throw new Failure(Exit.NOTHING, text.toString());
        }
        return found.getFirst();
    }

    private Explained explained(List<String> notes)
            throws IOException, Failure, ConfigException {
        var wanted = new Explained.Wanted(id, opened, run, point.buys, point.sells);
        boolean own = tapes.isEmpty() || !config.given();
        Configuration configuration = tapes.isEmpty() || !own ? config.read() : null;
        List<Path> from = tapes.isEmpty() && configuration != null
                ? List.of(configuration.tape().directory())
                : tapes;
        try (Tapes all = Tapes.of(from, spec).showing(spec)) {
            if (own && all.auditable()) {
                return Explained.audited(wanted, all, notes);
            }
            Settings settings = own || configuration == null ? null : configuration.settings();
            if (settings != null) {
                WhatIf.check(all.settings(), settings, config.file().toString(),
                        spec.commandLine().getErr());
            }
            try (Tape tape = all.open()) {
                return Explained.of(wanted, tape, Replay.Mode.WHAT_IF, settings);
            }
        }
    }

    private String missing(Explained explained) {
        String where = run == 0 && explained.runs() > 1
                ? "the last of " + explained.runs() + " runs on this tape"
                : run == 0 ? "this tape" : "run " + run + " of this tape";
        if (run > explained.runs()) {
            return "there is no run " + run + " on this tape: it has " + explained.runs();
        }
        if (opened != 0) {
            return "no " + (id == 0 && point.buys.isEmpty() && point.sells.isEmpty() ? "" : "such ")
                    + "opportunity opened at " + opened + " on " + where;
        }
        if (explained.cutOff() >= id) {
            return "the tape no longer holds opportunity " + id + ": what is left of its run begins"
                    + " after " + explained.cutOff() + " had been told";
        }
        return "there is no opportunity " + id + ": " + where + (explained.lastId() == 0
                ? " has none at all"
                : " has 1 to " + explained.lastId());
    }
}
