package io.crossbook.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.gateway.access.Issued;
import io.crossbook.gateway.access.TokenFile;
import io.crossbook.gateway.keys.Secret;
import io.crossbook.gateway.web.Caller;
import io.crossbook.gateway.web.Scope;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Who else may ask the gateway.
@Command(name = "token", description = "Give tokens to those who may ask the gateway, and take them back.", subcommands = {
        TokenCommand.Create.class, TokenCommand.Listing.class, TokenCommand.Revoke.class})
final class TokenCommand {

    private TokenCommand() {}

    /// What all of them have.
    @Command
    abstract static sealed class Part implements Callable<Integer> {

        @Mixin
        private DataOption data = new DataOption();

        @Option(names = "--json", description = "The answer as one JSON document; docs/access.md names its fields.")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        final TokenFile file() {
            return new TokenFile(data.folder());
        }

        final int answer(ObjectNode document, String text) throws IOException {
            spec.commandLine().getOut().print(json
                    ? new ObjectMapper().writerWithDefaultPrettyPrinter()
                            .writeValueAsString(document) + "\n"
                    : text);
            return Exit.OK;
        }

        final void say(String words) {
            spec.commandLine().getErr().println("crossbook: " + words);
        }
    }

    /// A new one.
    @Command(name = "create", description = {
            "Make a token and show it, this once: what is kept is its hash.",
            "A running daemon knows it at once. It goes into 'Authorization: Bearer TOKEN'."}, footer = {
                    "%nExamples:", "  crossbook token create grafana --scope read --topics metrics",
                    "  crossbook token create desk --scope trade --expires 90d"})
    static final class Create extends Part {

        @Parameters(paramLabel = "NAME", description = "Whose it is, in small letters: grafana, desk-2.")
        private String name = "";

        @Option(names = "--scope", required = true, description = "What it may do: ${COMPLETION-CANDIDATES}; each includes those before it.")
        private Scope scope = Scope.READ;

        @Option(names = "--topics", split = ",", paramLabel = "TOPIC", description = "Read these and nothing else: top, book, trade, opportunity, attempt, order, signal, health, metrics. Everything, where none is named.")
        private List<String> topics = List.of();

        @Option(names = "--expires", paramLabel = "WHEN", description = "When it ends: 90d, 12h, or 2027-01-01T00:00:00Z. Never, where nothing is said.")
        private @Nullable String expires;

        @Option(names = "--clients", paramLabel = "N", description = "WebSockets at one time; what the gateway has for all, where nothing is said.")
        private int clients;

        @Option(names = "--requests-per-second", paramLabel = "N", description = "Requests a second; gateway.maxRequestsPerSecond, where nothing is said.")
        private int requests;

        @Option(names = "--max-topics", paramLabel = "N", description = "Subscriptions of one WebSocket; gateway.maxTopicsPerClient, where nothing is said.")
        private int maxTopics;

        @Override
        public Integer call() throws IOException, Failure {
            Instant now = Instant.now();
            check();
            var quota = new Caller.Quota(clients, requests, maxTopics);
            Instant end = end(now);
            Set<String> wanted = new LinkedHashSet<>(topics);
            Secret word;
            try {
                word = file().create(name,
                        hash -> new Issued(name, hash, scope, wanted, quota, now, end, null), now);
            } catch (IllegalArgumentException e) {
                throw new Failure(Exit.NOTHING, String.valueOf(e.getMessage()));
            }
            say("this is shown once, and kept nowhere: token '" + name + "', scope "
                    + word(scope) + (end == null ? "" : ", until " + end));
            return answer(new ObjectMapper().createObjectNode().put("name", name)
                    .put("token", word.text()).put("scope", word(scope))
                    .put("expires", end == null ? null : end.toString()), word.text() + "\n");
        }

        private void check() throws Failure {
            if (!Issued.NAME.matcher(name).matches()) {
                throw new Failure(Exit.USAGE, "NAME is '" + name
                        + "': small letters, digits and hyphens are wanted, such as desk-2");
            }
            var unknown = new TreeSet<>(topics);
            Caller.TOPICS.forEach(unknown::remove);
            if (!unknown.isEmpty()) {
                throw new Failure(Exit.USAGE, "--topics names " + String.join(", ", unknown)
                        + ": some of " + String.join(", ", Caller.TOPICS) + " are wanted");
            }
            if (clients < 0 || requests < 0 || maxTopics < 0) {
                throw new Failure(Exit.USAGE, "a quota is below nothing: 1 or more is wanted");
            }
        }

        private @Nullable Instant end(Instant now) throws Failure {
            String text = expires;
            if (text == null) {
                return null;
            }
            try {
                Instant end = text.matches("[0-9]{1,5}[dh]")
                        ? now.plus(text.endsWith("d")
                                ? Duration.ofDays(number(text))
                                : Duration.ofHours(number(text)))
                        : Instant.parse(text);
                if (end.isAfter(now)) {
                    return end;
                }
            } catch (DateTimeException _) {
                // said below
            }
            throw new Failure(Exit.USAGE, "--expires is '" + text
                    + "': 90d, 12h or a time to come such as 2027-01-01T00:00:00Z is wanted");
        }

        private static long number(String text) {
            return Long.parseLong(text.substring(0, text.length() - 1));
        }
    }

    /// Those there are.
    @Command(name = "list", description = "Show who was given a token, and what it is for; never a token itself.", footer = {
            "%nExample:", "  crossbook token list --json"})
    static final class Listing extends Part {

        @Override
        public Integer call() throws IOException {
            var document = new ObjectMapper().createObjectNode();
            var items = document.putArray("tokens");
            Instant now = Instant.now();
            var text = new StringBuilder();
            for (Issued each : file().read()) {
                String over = each.over(now);
                ObjectNode item = items.addObject().put("name", each.name()).put("id", each.id())
                        .put("scope", word(each.scope()));
                each.topics().stream().sorted().forEach(item.putArray("topics")::add);
                item.put("created", each.created().toString())
                        .put("expires", each.expires() == null ? null : each.expires().toString())
                        .put("revoked", each.revoked() == null ? null : each.revoked().toString());
                text.append(String.format(Locale.ROOT, "%-20s %s  %-5s  %s%n", each.name(),
                        each.id(), word(each.scope()),
                        !over.isEmpty()
                                ? over
                                : (each.topics().isEmpty()
                                        ? "all topics"
                                        : String.join(", ", new TreeSet<>(each.topics())))
                                        + (each.expires() == null
                                                ? ""
                                                : ", until " + each.expires())));
            }
            return answer(document, text.isEmpty()
                    ? "no token was given to anybody\n"
                    : text.toString());
        }
    }

    /// One less.
    @Command(name = "revoke", description = {
            "Take a token back, for good: within a second nobody gets in with it, and its WebSockets are closed."}, footer = {
                    "%nExample:", "  crossbook token revoke desk-2"})
    static final class Revoke extends Part {

        @Parameters(paramLabel = "NAME", description = "Whose it was: `crossbook token list` shows them.")
        private String name = "";

        @Override
        public Integer call() throws IOException, Failure {
            try {
                file().revoke(name, Instant.now());
            } catch (IllegalArgumentException e) {
                throw new Failure(Exit.NOTHING, String.valueOf(e.getMessage()));
            }
            return answer(new ObjectMapper().createObjectNode().put("revoked", name),
                    "revoked: token '" + name + "'\n");
        }
    }

    private static String word(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }
}
