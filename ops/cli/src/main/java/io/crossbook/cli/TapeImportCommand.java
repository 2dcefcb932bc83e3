package io.crossbook.cli;

import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.gateway.tape.Catalogue;
import io.crossbook.gateway.tape.Importer;
import io.crossbook.gateway.tape.Venues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes a tape of other people's recordings.
@Command(name = "import", description = {"Make a tape of recordings, merged by time.",
        "Sessions are JSON lines, plain or gzip; a name that ends with .csv or .csv.gz is an export of tardis.dev."})
final class TapeImportCommand implements Callable<Integer> {

    /// How the build of such a tape begins: it is no run of ours, nothing on it can be audited.
    static final String IMPORTED = "imported by ";

    @Parameters(arity = "0..*", paramLabel = "SESSION", description = "What to import.")
    private List<Path> sessions = List.of();

    @Option(names = "--capture", paramLabel = "EXCHANGE=FILE", description = "Also a capture of one connection, \"timestamp: payload\" a line.")
    private Map<String, Path> captures = new LinkedHashMap<>();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The tape: a folder that is empty or not there.")
    private Path folder = Path.of(".");

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, Failure {
        if (sessions.isEmpty() && captures.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "there is nothing to import");
        }
        Importer.Summary summary;
        try (Progress shown = Progress.of(spec, "", 1)) {
            summary = write(sessions, captures, folder, shown::at);
        }
        json.answer(spec.commandLine().getOut(),
                JsonOption.object().put("folder", folder.toString())
                        .put("inputs", summary.inputs()).put("raised", summary.raised()),
                folder + ": " + summary.inputs() + " inputs");
        if (summary.raised() > 0) {
            spec.commandLine().getErr().println("crossbook: " + summary.raised()
                    + " lines were older than one before them in their recording; they got its time");
        }
        return Exit.OK;
    }

    /// The same, telling nobody how far it has come.
    static Importer.Summary write(List<Path> sessions, Map<String, Path> captures, Path folder)
            throws IOException, Failure {
        return write(sessions, captures, folder, _ -> {});
    }

    /// Makes a tape of recordings, and of captures by exchange, in a folder that is empty or not there; `progress` hears which part is done.
    static Importer.Summary write(List<Path> sessions, Map<String, Path> captures,
            Path folder, DoubleConsumer progress) throws IOException, Failure {
        Map<String, Entry> entries = entries(sessions);
        var importer = new Importer().telling(progress);
        sessions.forEach(importer::add);
        captures.forEach((exchange, file) -> importer.capture(file, exchange));
        return importer.write(folder, IMPORTED + Daemon.build(),
                Catalogue.by((exchange, dialect, symbol) -> Dialects
                        .of(dialect, entry(entries, exchange)).instrument(symbol),
                        exchange -> entry(entries, exchange)));
    }

    /// What a configuration would say of the exchanges as they were recorded, by exchange.
    private static Map<String, Entry> entries(List<Path> sessions)
            throws IOException, Failure {
        var entries = new LinkedHashMap<String, Entry>();
        for (Path session : sessions) {
            if (!String.valueOf(session.getFileName()).contains(".csv")) {
                RecordedFacts facts = RecordedFacts.of(session);
                String exchange = Venues.exchange(facts.venue(), facts.url());
                String dialect = Venues.dialect(exchange);
                if (!dialect.isEmpty()) {
                    entries.putIfAbsent(exchange, facts.entry(
                            new Venue(facts.venue(), dialect, exchange)));
                }
            }
        }
        return entries;
    }

    private static Entry entry(Map<String, Entry> entries, String exchange) {
        return entries.getOrDefault(exchange, Entry.of(exchange));
    }
}
