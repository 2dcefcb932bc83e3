package io.crossbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.gateway.control.HaltWatch;
import io.crossbook.gateway.control.Halts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Something that a person wants of the daemon.
@Command
abstract sealed class WishCommand implements Callable<Integer> {

    /// A watch looks every 20 ms; a machine that is busy all over may need longer.
    private static final long HEARD_NANOS = 4_000_000_000L;
    private static final long LOOK_NANOS = 20_000_000;
    /// Of a reason; a command has room for 4 kB, in which a character may take six bytes.
    private static final int LONGEST = 500;

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--json", description = "The answer as one JSON document; docs/runbook.md names its fields.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    final Path folder() {
        return data.folder();
    }

    final Asked asked() {
        return new Asked(data, spec.commandLine().getErr());
    }

    final void say(String words) {
        spec.commandLine().getErr().println("crossbook: " + words);
    }

    final int answer(ObjectNode document, String text) throws IOException {
        spec.commandLine().getOut().print(json
                ? new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document)
                        + "\n"
                : text);
        return Exit.OK;
    }

    final String reason(String reason) throws Failure {
        if (reason.isBlank()) {
            throw new Failure(Exit.USAGE,
                    "a reason is wanted: who reads the journal later wants to know");
        }
        return reason;
    }

    /// Nothing new from now on.
    @Command(name = "halt", description = {
            "Stop all that adds risk, at once: no new attempt is begun, no leg of one leaves any more.",
            "What is under way goes on to its end: unwinds, cancels and questions still leave. It stays so over restarts, until `crossbook resume`. "
                    + "Where no daemon answers, the file `halt` is written into its folder, which halts as well."})
    static final class Halt extends WishCommand {

        @Parameters(paramLabel = "REASON", description = "Why, for whoever reads it later.")
        private String reason = "";

        @Override
        public Integer call() throws IOException, Failure {
            String why = reason(reason);
            ObjectNode answer = null;
            try {
                answer = asked().daemon(Asked.request("halt").put("why",
                        why.substring(0, Math.min(why.length(), LONGEST))));
            } catch (IOException | Failure e) { // whatever it is: the file is left
                say(Main.message(e));
            }
            if (answer != null) {
                String unnoted = answer.path("unnoted").asText();
                return answer(answer, "halted (pull " + answer.path("pull").asLong()
                        + "): no new attempt is begun; what is under way goes on to its end\n"
                        + (unnoted.isEmpty()
                                ? ""
                                : "A RESTART MAY NOT FIND THIS HALT: " + unnoted + "\n")
                        + "to allow new ones again: crossbook resume \"REASON\"\n");
            }
            Instant before = Instant.now();
            Path file = written();
            boolean heard = heard(before);
            int code = answer(
                    Asked.request("halt").put("halted", heard).put("file", file.toString()),
                    (heard
                            ? "halted: the daemon does not answer its socket, but it has seen the file "
                                    + file + "\n"
                            : "NOBODY HAS ANSWERED; wrote " + file
                                    + ": one that starts in this folder begins nothing\n"
                                    + "a daemon in another folder still trades: name its folder by "
                                    + "--data, or: kill -USR1 PROCESS\n")
                            + "to allow new attempts again: rm " + file
                            + ", then crossbook resume \"REASON\"\n");
            return heard ? code : Exit.NOTHING;
        }

        private Path written() throws IOException, Failure {
            if (!Files.isDirectory(folder())) {
                throw new Failure(Exit.NOTHING, "NOTHING WAS HALTED: there is no folder " + folder()
                        + "; name the daemon's by --data, or: kill -USR1 PROCESS");
            }
            Path file = folder().resolve(HaltWatch.FILE);
            Path fresh = folder().resolve(HaltWatch.FILE + ".new");
            try { // in one piece, so that whoever looks reads all of it, and once
                return Files.move(Files.writeString(fresh, reason + "\n"), file,
                        StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException _) {
                return Files.writeString(file, reason + "\n");
            }
        }

        /// Whether somebody who looks at this folder has noted a halt since then. What an earlier daemon noted says nothing of one that trades now.
        private boolean heard(Instant before) throws IOException {
            Path note = folder().resolve(Halts.FILE);
            long until = System.nanoTime() + HEARD_NANOS;
            do {
                if (Files.exists(note)
                        && Files.readString(note).lines().anyMatch(line -> since(before, line))) {
                    return true;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            } while (System.nanoTime() < until);
            return false;
        }

        /// A line of the note begins with its moment.
        private static boolean since(Instant before, String line) {
            try {
                return !Instant.parse(line.split(" ", 2)[0]).isBefore(before);
            } catch (DateTimeException _) {
                return false;
            }
        }
    }

    /// New attempts may begin again.
    @Command(name = "resume", description = {
            "Allow new attempts again after a halt, and with what is paused.",
            "Says what had halted and what was paused. What halts or pauses while you decide stays so; a file `halt` in the daemon's folder has to go first."})
    static final class Resume extends WishCommand {

        @Parameters(paramLabel = "REASON", description = "What was found and done, for whoever reads it later.")
        private String reason = "";

        @Override
        public Integer call() throws IOException, Failure {
            reason(reason);
            ObjectNode halts = asked().onlyDaemon(Asked.request("halts"));
            var pulled = new HashSet<String>();
            for (JsonNode halt : halts.path("halts")) {
                pulled.add(halt.path("why").asText());
                show(halt);
            }
            for (JsonNode halt : halts.path("journal")) { // which has the pulls too
                if (!pulled.contains(halt.path("why").asText())) {
                    show(halt);
                }
            }
            for (JsonNode paused : halts.path("paused")) {
                say("allows again: " + named(paused));
            }
            ObjectNode answer = asked().onlyDaemon(Asked.request("resume").put("why", reason)
                    .put("pull", halts.path("pull").asLong())
                    .put("pause", halts.path("pause").asLong()));
            String reluctance = answer.path("reluctance").asText();
            var text = new StringBuilder(reluctance.isEmpty()
                    ? "resumed: new attempts may begin\n"
                    : "no longer halted, but nothing is begun yet: " + reluctance + "\n");
            answer.path("paused").forEach(paused -> text.append("STILL PAUSED, ")
                    .append(named(paused))
                    .append("\n  it was not shown above: look at it, then resume anew\n"));
            return answer(answer, text.toString());
        }

        private static String named(JsonNode paused) {
            return paused.path("what").asText() + ": " + paused.path("why").asText();
        }

        private void show(JsonNode halt) {
            say("halted at " + ReportText.time(halt.path("at").asText()) + " UTC by "
                    + halt.path("why").asText());
        }
    }

    /// What is parked is tried once more.
    @Command(name = "unwind", description = {
            "Try once more to bring a parked attempt to its end, for a loss that you allow.",
            "The order still goes through the risk gate, reduces only, and costs no more than you say."})
    static final class Unwind extends WishCommand {

        @Parameters(paramLabel = "ATTEMPT", description = "Its number: `crossbook attempts` shows those that are parked.")
        private long attempt;

        @Option(names = "--max-loss-bps", required = true, paramLabel = "N", description = "What it may cost, in hundredths of a percent of what its first leg is worth: 1 to 1000.")
        private int maxLossBps;

        @Override
        public Integer call() throws IOException, Failure {
            ObjectNode answer = asked().onlyDaemon(Asked.request("unwind").put("attempt", attempt)
                    .put("maxLossBps", maxLossBps));
            String state = answer.path("state").asText();
            return answer(answer, "attempt " + attempt + ": " + (state.equals("parked")
                    ? "an order was sent, and it is parked again"
                    : state) + "\nhow it goes: crossbook attempts " + attempt + "\n");
        }
    }

    /// Somebody has done it by hand.
    @Command(name = "clear", description = {
            "Say that what a parked attempt left over was taken care of, by you, at the exchange.",
            "Nothing is sent. What you traded there is found when balances are compared.",
            "It is refused while not all is known of the attempt's orders. Where nobody will ever tell, for an exchange is gone for good: --write-off."})
    static final class Clear extends WishCommand {

        @Parameters(index = "0", paramLabel = "ATTEMPT", description = "Its number.")
        private long attempt;

        @Parameters(index = "1", paramLabel = "WHAT", description = "What was done, for whoever reads it later.")
        private String reason = "";

        @Option(names = "--write-off", description = "Take each of its orders that is not known to have filled what is known, and no more. "
                + "What else may have filled counts as exposure until its exchange shows it; if it did fill, it is booked, called out and parked again.")
        private boolean writeOff;

        @Override
        public Integer call() throws IOException, Failure {
            ObjectNode request = Asked.request("clear").put("attempt", attempt)
                    .put("why", reason(reason));
            ObjectNode answer = asked()
                    .onlyDaemon(writeOff ? request.put("writeOff", true) : request);
            var text = new StringBuilder("attempt " + attempt + ": "
                    + answer.path("state").asText() + "\n");
            answer.path("writtenOff").forEach(order -> text.append("written off: ")
                    .append(ReportText.writtenOff(order)).append('\n'));
            return answer(answer, text.toString());
        }
    }
}
