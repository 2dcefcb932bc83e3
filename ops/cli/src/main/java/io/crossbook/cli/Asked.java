package io.crossbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.gateway.control.CommandClient;
import io.crossbook.gateway.control.Report;
import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.ledger.JournalSettings;
import io.crossbook.gateway.ledger.SqlJournal;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who knows: the daemon, or where none runs the fold over its journal, which is then said on stderr.
final class Asked {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final DataOption data;
    private final PrintWriter err;

    Asked(DataOption data, PrintWriter err) {
        this.data = data;
        this.err = err;
    }

    static ObjectNode request(String command) {
        return JsonNodeFactory.instance.objectNode().put("command", command);
    }

    /// The daemon's answer, without its `ok`; null when there is none. A refusal is a failure.
    @Nullable
    ObjectNode daemon(ObjectNode request) throws IOException, Failure {
        return answer(new CommandClient(data.folder(), PATIENCE).ask(request));
    }

    private static @Nullable ObjectNode answer(@Nullable JsonNode answer) throws Failure {
        if (answer == null) {
            return null;
        }
        if (!(answer instanceof ObjectNode object) || !object.path("ok").asBoolean()) {
            throw new Failure(Exit.FAILED,
                    answer.path("error").asText("the daemon said " + answer));
        }
        object.remove("ok");
        return object;
    }

    /// The same where nobody but a daemon can do it; one that trades nowhere does what it can.
    ObjectNode onlyDaemon(ObjectNode request) throws IOException, Failure {
        ObjectNode answer = daemon(request);
        if (answer == null) {
            answer = answer(CommandClient.watching(data.folder(), PATIENCE).ask(request));
        }
        if (answer == null) {
            throw new Failure(Exit.NOTHING, "no daemon answers in " + data.folder()
                    + ", and only a daemon can do that: start it first (what was halted stays halted), "
                    + "or name its folder by --data");
        }
        return answer;
    }

    /// A report from whoever knows.
    ObjectNode report(Report report, ObjectNode request) throws IOException, Failure {
        ObjectNode told = data.journalGiven() ? null : daemon(request);
        return told == null ? folded(report, request) : told;
    }

    private ObjectNode folded(Report report, ObjectNode request) throws IOException, Failure {
        var state = new ExecutionState();
        var last = new Object() {
            String mode = "";
            long at;
        };
        JournalSettings journal = data.journal();
        read(journal, entry -> {
            state.apply(entry);
            last.at = entry.atNanos();
            if (entry instanceof Entry.Booted booted) {
                last.mode = booted.configuration().replaceFirst(":.*", "");
            }
        });
        err.println("crossbook: " + (data.journalGiven()
                ? ""
                : "no daemon answers in "
                        + data.folder() + "; ")
                + "read from the journal " + journal.where()
                + (last.at == 0
                        ? ", which is empty"
                        : ", last written "
                                + Instant.ofEpochSecond(0, last.at)
                                        .truncatedTo(ChronoUnit.SECONDS)));
        return report.read(state, new Report.Head("journal", last.mode, state.halted(),
                "read from the journal"), request);
    }

    /// Hands over every entry of a journal, beside whoever writes it.
    static void read(JournalSettings journal, Consumer<Entry> to) throws Failure {
        try {
            SqlJournal.read(journal, to);
        } catch (BadJournal e) {
            throw new Failure(Exit.FAILED, String.valueOf(e.getMessage()));
        }
    }
}
