package io.crossbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What a person changes of a daemon's configuration while it runs.
@Command
abstract sealed class SwitchCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--json", description = "The answer as one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    final ObjectNode ask(ObjectNode request) throws IOException, Failure {
        return new Asked(data, spec.commandLine().getErr()).onlyDaemon(request);
    }

    final void answer(ObjectNode document, String text) throws IOException {
        spec.commandLine().getOut().print(json
                ? new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document)
                        + "\n"
                : text);
    }

    /// Another file.
    @Command(name = "reload", description = {
            "Have the daemon take over what its configuration says now: all of it in one step, or nothing.",
            "It does so by itself a second after the file was written; this says what came of it. What cannot change while it runs is named with its line, and then nothing of the file is taken."}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                    " 0:the file is in force",
                    " 1:the daemon refused to answer, or its engine has not taken the file yet",
                    " 2:the command line was wrong", " 3:no daemon answers",
                    "78:the file is not taken, and the one before stays in force"}, footerHeading = "%nExamples:%n", footer = {
                            "  crossbook reload                 # exchanges.yaml was edited: is it in force?",
                            "  crossbook reload --data DIR      # of the daemon in this folder"})
    static final class Reload extends SwitchCommand {

        @Override
        public Integer call() throws IOException, Failure {
            ObjectNode answer = ask(Asked.request("reload"));
            JsonNode refused = answer.path("refused");
            var text = new StringBuilder();
            refused.forEach(line -> text.append(line.asText()).append('\n'));
            text.append(answer.path("file").asText()).append(refused.isEmpty()
                    ? " is in force since "
                    : " IS NOT TAKEN; in force is what it said at ")
                    .append(ReportText.time(answer.path("since").asText())).append(" UTC, sha256 ")
                    .append(answer.path("sha256").asText()).append('\n');
            answer(answer, text.toString());
            return refused.isEmpty() ? Exit.OK : Exit.CONFIGURATION;
        }
    }

    /// One exchange on or off.
    @Command(name = "exchange", description = {
            "Switch an exchange off or on while the daemon runs, or say how it stands.",
            "Disabled, its quotes are gone from that step on and nothing new begins there; attempts under way are brought to their end, then its sockets close. It stays so until it is enabled, "
                    + "or until a file says otherwise of it than the file before, or until the next start, which goes by the file."}, footerHeading = "%nExamples:%n", footer = {
                            "  crossbook exchange kraken            # how it stands",
                            "  crossbook exchange kraken disable    # before its maintenance, or when it behaves strangely",
                            "  crossbook exchange kraken enable"})
    static final class Switch extends SwitchCommand {

        @Parameters(index = "0", paramLabel = "NAME", description = "The exchange, as in the configuration.")
        private String name = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "enable|disable", description = "Left out: it is only asked.")
        private @Nullable Way way;

        /// What is wanted of it; small letters, as people type it.
        private enum Way {
            ENABLE, DISABLE;

            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public Integer call() throws IOException, Failure {
            ObjectNode request = Asked.request("exchange").put("exchange", name);
            ObjectNode answer = ask(way == null
                    ? request
                    : request.put("enabled", way == Way.ENABLE));
            answer(answer, name + " is " + (answer.path("enabled").asBoolean()
                    ? "enabled"
                    : answer.path("draining").asBoolean()
                            ? "disabled; what was begun there is brought to its end, then its sockets close"
                            : "disabled")
                    + ": " + answer.path("live").asInt() + " of "
                    + answer.path("listings").asInt() + " books live, "
                    + answer.path("connections").asInt() + " connections\n");
            return Exit.OK;
        }
    }
}
