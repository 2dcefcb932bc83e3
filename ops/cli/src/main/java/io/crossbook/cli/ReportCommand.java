package io.crossbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.gateway.control.Report;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// A report of what execution knows, from the daemon or from its journal.
@Command
abstract sealed class ReportCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--json", description = "The answer as one JSON document; docs/runbook.md names its fields.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Report report;

    ReportCommand(Report report) {
        this.report = report;
    }

    @Override
    public Integer call() throws IOException, Failure {
        var asked = new Asked(data, spec.commandLine().getErr());
        return print(asked.report(report, with(Asked.request(report.word()))));
    }

    private static ObjectNode last(ObjectNode request, int last) throws Failure {
        if (last < 1 || last > Report.MOST) {
            throw new Failure(Exit.USAGE, "--last: 1 to " + Report.MOST + ", not " + last
                    + "; `crossbook export` has all");
        }
        return request.put("last", last);
    }

    /// What else is asked for.
    ObjectNode with(ObjectNode request) throws Failure {
        return request;
    }

    private int print(ObjectNode document) throws IOException {
        spec.commandLine().getOut().print(json
                ? new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document)
                        + "\n"
                : ReportText.of(report, document));
        return Exit.OK;
    }

    final DataOption data() {
        return data;
    }

    final boolean json() {
        return json;
    }

    final CommandSpec spec() {
        return spec;
    }

    /// What is held where.
    @Command(name = "balances", description = {
            "Say what the ledger holds at each exchange, and what open orders may take of it.",
            "Asks the daemon; where none runs, reads its journal."})
    static final class Balances extends ReportCommand {
        Balances() {
            super(Report.BALANCES);
        }
    }

    /// Orders, the open ones first.
    @Command(name = "orders", description = {
            "Say where the orders of the last attempts stand, those that are open first.",
            "Asks the daemon; where none runs, reads its journal."})
    static final class Orders extends ReportCommand {

        @Option(names = "--last", paramLabel = "N", defaultValue = "20", description = "Of how many attempts, at most 200; ${DEFAULT-VALUE}.")
        private int last;

        Orders() {
            super(Report.ORDERS);
        }

        @Override
        ObjectNode with(ObjectNode request) throws Failure {
            return last(request, last);
        }
    }

    /// Where every coin is.
    @Command(name = "ledger", description = {
            "Say where every coin is, where it came from and where it went.",
            "Asks the daemon; where none runs, reads its journal."})
    static final class Ledger extends ReportCommand {
        Ledger() {
            super(Report.LEDGER);
        }
    }

    /// Attempts, or the story of one.
    @Command(name = "attempts", description = {
            "Say how the last attempts went, and what parked ones wait for.",
            "Asks the daemon; where none runs, reads its journal. With the number of one, tells all that happened to it: that is read from the journal."})
    static final class Attempts extends ReportCommand {

        @picocli.CommandLine.Parameters(arity = "0..1", paramLabel = "ATTEMPT", defaultValue = "0", description = "Tell all that happened to this one.")
        private long attempt;

        @Option(names = "--last", paramLabel = "N", defaultValue = "20", description = "How many, at most 200; ${DEFAULT-VALUE}.")
        private int last;

        Attempts() {
            super(Report.ATTEMPTS);
        }

        @Override
        public Integer call() throws IOException, Failure {
            if (attempt == 0) {
                return super.call();
            }
            var story = new StoryText(attempt, StoryText.of(data().journal(), attempt),
                    data().journalGiven() ? MissingNode.getInstance() : markouts());
            spec().commandLine().getOut().print(json() ? story.json() : story.text());
            return Exit.OK;
        }

        /// They are in no journal; a daemon that does not answer is no reason to tell nothing.
        private JsonNode markouts() {
            ObjectNode told = null;
            try {
                told = new Asked(data(), spec().commandLine().getErr())
                        .daemon(Asked.request("markouts").put("attempt", attempt));
            } catch (IOException | Failure e) {
                spec().commandLine().getErr()
                        .println("crossbook: how the market went on after its fills is not known: "
                                + e.getMessage());
            }
            return told == null ? MissingNode.getInstance() : told.path("markouts");
        }

        @Override
        ObjectNode with(ObjectNode request) throws Failure {
            return last(request, last);
        }
    }
}
