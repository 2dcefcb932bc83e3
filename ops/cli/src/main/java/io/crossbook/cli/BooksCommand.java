package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Rebuilds the order books of recorded sessions.
@Command(name = "books", description = {"Rebuild the order books of recorded sessions.",
        "For each session, DIR/VENUE__SESSION.json gets counts, the final top and what broke; "
                + "DIR/VENUE__SESSION.bbo.jsonl.gz every change of the best bid and ask."})
final class BooksCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "SESSION", description = "JSON lines as in the corpus, plain or gzip.")
    private List<Path> sessions = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the results go; made when it is not there.")
    private Path folder = Path.of(".");

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final ObjectNode answer = JsonOption.object();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Files.createDirectories(folder);
        int done = 0;
        int failed = 0;
        for (Path session : sessions) {
            try {
                done += rebuild(session, err) ? 1 : 0;
            } catch (Failure | IOException e) {
                err.println("crossbook: " + Main.message(e));
                failed++;
            }
        }
        json.print(spec.commandLine().getOut(), answer);
        if (done == 0) {
            return Exit.NOTHING;
        }
        return failed == 0 ? Exit.OK : Exit.FAILED;
    }

    private boolean rebuild(Path session, PrintWriter err) throws IOException, Failure {
        Optional<SessionReplay> found = SessionReplay.of(session, 0);
        if (found.isEmpty()) {
            err.println("crossbook: " + session + ": no dialect for "
                    + RecordedFacts.of(session).venue() + ", left out");
            return false;
        }
        try (SessionReplay replay = found.get()) {
            BooksReport report = BooksReport.write(replay, session, folder);
            answer.withArray("sessions").addObject().put("session", session.toString())
                    .put("records", report.records()).put("listings", replay.books().size());
            err.println("crossbook: " + session + ": " + report.records() + " records, "
                    + replay.books().size() + " listings"
                    + (replay.faults().isEmpty() ? "" : ", faults " + replay.faults()));
        }
        return true;
    }
}
