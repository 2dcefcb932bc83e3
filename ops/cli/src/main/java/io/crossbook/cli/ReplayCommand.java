package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonFactory;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.ListingBook;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Fault;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Numbering;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.engine.Watchers;
import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.ledger.JournalSettings;
import io.crossbook.gateway.ledger.SqlJournal;
import io.crossbook.gateway.tape.Checkpoint;
import io.crossbook.gateway.tape.Item;
import io.crossbook.gateway.tape.MergedTape;
import io.crossbook.gateway.tape.Pace;
import io.crossbook.gateway.tape.Player;
import io.crossbook.gateway.tape.Replay;
import io.crossbook.gateway.tape.Tape;
import io.crossbook.gateway.tape.TapeReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Plays a tape to a fresh engine.
@Command(name = "replay", description = {"Play a tape to a fresh engine.",
        "An audit: everything that the engine does is compared with the tape, and the first difference is told; exit code 1 "
                + "for one, and for a tape that is damaged or has a hole. With --what-if, or with several tapes, which are "
                + "merged by time, nothing is compared."})
final class ReplayCommand implements Callable<Integer> {

    private static final String PASSWORD = "CROSSBOOK_JOURNAL_PASSWORD";

    @Parameters(arity = "1..*", paramLabel = "TAPE", description = "A folder of segments, or one segment.")
    private List<Path> tapes = List.of();

    @Option(names = "--speed", paramLabel = "X", defaultValue = "0", description = "1 as recorded, 2 twice as fast, 0 as fast as it goes. Default: ${DEFAULT-VALUE}.")
    private double speed;

    @Option(names = "--what-if", description = "Compare nothing; REST requests get the recorded answers to the like.")
    private boolean whatIf;

    @Option(names = "--opportunities", description = "Also print every opportunity as it opened, changed and closed, a JSON document a line.")
    private boolean opportunities;

    @Option(names = "--journal", paramLabel = "WHERE", description = "The journal that the run traded with, a file or a JDBC URL (the password in "
            + "CROSSBOOK_JOURNAL_PASSWORD): an audit of a run that went on from an earlier one reads what that had written there.")
    private String journal = "";

    @Option(names = "--user", paramLabel = "USER", defaultValue = "", description = "Who reads the journal, where it is a database.")
    private String user = "";

    @Option(names = "--json", description = "The outcome as one JSON document, the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// A fresh engine for each run on the tape, and a count of what it decided.
    private final class Fresh implements Player {
        private final Replay replay;
        private @Nullable Engine engine;
        private long opened;
        private long updates;
        private long faults;

        Fresh(Replay replay) {
            this.replay = replay;
        }

        @Override
        public void start(Checkpoint checkpoint) {
            var fresh = new Engine(Dialects::of, checkpoint.settings(), replay.effects(),
                    new Watchers(replay.watcher(), told()), new Numbering(past()));
            engine = fresh;
            checkpoint.tell(fresh);
        }

        @Override
        public void accept(long now, Input input) {
            if (engine == null) {
                throw new IllegalStateException("an input before a checkpoint");
            }
            engine.accept(now, input);
        }

        private Watcher told() {
            return new Watcher() {
                @Override
                public void book(ListingBook book, BookUpdate update, long now) {
                    updates++;
                }

                @Override
                public void fault(String exchange, Fault fault, long now) {
                    faults++;
                }

                @Override
                public void opportunity(Opportunity opportunity, long now) {
                    opened += opportunity.state() == Opportunity.State.OPENED ? 1 : 0;
                    if (opportunities) {
                        spec.commandLine().getOut().println(OpportunityLine.of(opportunity));
                    }
                }
            };
        }

        long hash() {
            return engine == null ? 0 : engine.outputHash();
        }
    }

    @Override
    public Integer call() throws IOException, Failure {
        if (!(speed >= 0)) {
            throw new ParameterException(spec.commandLine(), "--speed is 0 or more");
        }
        boolean auditable = whatIf || tapes.size() > 1 || auditable(tapes.getFirst());
        if (!auditable) {
            spec.commandLine().getErr().println("crossbook: " + tapes.getFirst()
                    + " was imported or cut, so there is nothing to compare with: played as with --what-if");
        }
        var mode = whatIf || tapes.size() > 1 || !auditable
                ? Replay.Mode.WHAT_IF
                : Replay.Mode.AUDIT;
        try {
            return play(mode);
        } catch (Numbering.Missing e) {
            if (!journal.isEmpty()) {
                throw new Failure(Exit.FAILED, journal + ": " + e.getMessage());
            }
            spec.commandLine().getErr().println("crossbook: " + e.getMessage()
                    + ": name the journal with --journal to compare; played as with --what-if");
            return play(Replay.Mode.WHAT_IF);
        } catch (BadJournal e) {
            throw new Failure(Exit.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private int play(Replay.Mode mode) throws IOException {
        try (Progress shown = Progress.of(spec, "", 1);
                Tape tape = new ShownTape(open(), shown, 0)) {
            var replay = new Replay(tape, mode, speed == 0 ? Pace.FULL : Pace.times(speed));
            var player = new Fresh(replay);
            Replay.Outcome outcome = replay.play(player);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? json(outcome, player) : text(outcome, player, mode));
            return outcome.whole() ? Exit.OK : Exit.FAILED;
        }
    }

    /// What the run went on from, as its journal has it; null when that is not named.
    private Numbering.@Nullable Past past() {
        if (journal.isEmpty()) {
            return null;
        }
        String password = Objects.requireNonNullElse(System.getenv(PASSWORD), "");
        JournalSettings settings = journal.startsWith("jdbc:")
                ? JournalSettings.at(journal, user, password, Durability.FULL)
                : JournalSettings.file(Path.of(journal), Durability.FULL);
        return (entries, to) -> SqlJournal.check(settings, entries, to);
    }

    /// Whether a tape is a whole run of ours.
    static boolean auditable(Path path) throws IOException {
        try (Tape tape = TapeReader.open(path)) {
            return !tape.next() || !(tape.item() instanceof Item.Started started)
                    || !(started.sparse()
                            || started.build().startsWith(TapeImportCommand.IMPORTED));
        }
    }

    private Tape open() throws IOException {
        if (tapes.size() == 1) {
            return TapeReader.open(tapes.getFirst());
        }
        var readers = new ArrayList<TapeReader>();
        for (Path tape : tapes) {
            readers.add(TapeReader.open(tape));
        }
        return new MergedTape(readers);
    }

    private static String text(Replay.Outcome outcome, Fresh player, Replay.Mode mode) {
        String played = outcome.inputs() + " inputs played, " + player.updates
                + " book updates, " + player.faults + " faults, " + player.opened
                + " opportunities, output hash " + Long.toHexString(player.hash());
        if (outcome.divergence() != null) {
            return played + "; it went another way: " + outcome.divergence();
        }
        if (!outcome.why().isEmpty()) {
            return played + "; ended after input " + outcome.last() + ": " + outcome.why();
        }
        return played + (mode == Replay.Mode.AUDIT
                ? ", everything as on the tape (" + outcome.hashes() + " hashes agreed)"
                : "");
    }

    private static String json(Replay.Outcome outcome, Fresh player) throws IOException {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeBooleanField("whole", outcome.whole());
            json.writeNumberField("inputs", outcome.inputs());
            json.writeNumberField("last", outcome.last());
            json.writeNumberField("bookUpdates", player.updates);
            json.writeNumberField("faults", player.faults);
            json.writeNumberField("opportunities", player.opened);
            json.writeStringField("outputHash", Long.toHexString(player.hash()));
            json.writeNumberField("hashes", outcome.hashes());
            json.writeStringField("why", outcome.why());
            if (outcome.divergence() == null) {
                json.writeNullField("divergence");
            } else {
                json.writeStringField("divergence", outcome.divergence().toString());
            }
            json.writeEndObject();
        }
        return text.toString();
    }
}
