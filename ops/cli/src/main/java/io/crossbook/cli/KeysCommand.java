package io.crossbook.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.gateway.keys.KeyChain;
import io.crossbook.gateway.keys.Keystore;
import io.crossbook.gateway.keys.Secret;
import io.crossbook.gateway.tape.Secrets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The keystore of the daemon's folder.
@Command(name = "keys", description = {
        "Keep keys of accounts in an encrypted file of the daemon's folder.",
        "The configuration names them as it names variables of the environment (account: {keyEnv: BINANCE_KEY, ...})."}, subcommands = {
                KeysCommand.Add.class, KeysCommand.Listing.class, KeysCommand.Remove.class})
final class KeysCommand {

    private KeysCommand() {}

    /// What all of them have.
    @Command
    abstract static sealed class Part implements Callable<Integer> {

        @Mixin
        private DataOption data = new DataOption();

        @Option(names = "--json", description = "The answer as one JSON document.")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        final Keystore keystore() {
            return new Keystore(data.folder());
        }

        final Secret passphrase() throws IOException {
            Path folder = data.folder();
            return KeyChain.passphrase(folder, System::getenv,
                    () -> Passphrases.typed("Passphrase of the keystore: "));
        }

        final Map<String, Secret> opened(Secret passphrase) throws Failure {
            try {
                return new TreeMap<>(keystore().open(passphrase));
            } catch (IOException e) {
                throw new Failure(Exit.FAILED, String.valueOf(e.getMessage()));
            }
        }

        final int answer(ObjectNode document, String text) throws IOException {
            spec.commandLine().getOut().print(json
                    ? new ObjectMapper().writerWithDefaultPrettyPrinter()
                            .writeValueAsString(document) + "\n"
                    : text);
            return Exit.OK;
        }

        static String checked(String name) throws Failure {
            if (!KeyChain.NAME.matcher(name).matches()) {
                throw new Failure(Exit.USAGE,
                        "NAME is no name of a key: capitals, digits and _ are wanted, such as BINANCE_KEY");
            }
            return name;
        }
    }

    /// One more.
    @Command(name = "add", description = {
            "Add a key, or put another in its place. Its value is typed unseen, or read from standard input where that is no terminal.",
            "The passphrase is typed, or read from the file that CROSSBOOK_PASSPHRASE_FILE names. A daemon reads it at its next start."}, footer = {
                    "%nExamples:", "  crossbook keys add BINANCE_KEY",
                    "  pass show binance/secret | CROSSBOOK_PASSPHRASE_FILE=~/.crossbook crossbook keys add BINANCE_SECRET"})
    static final class Add extends Part {

        @Parameters(paramLabel = "NAME", description = "As the configuration names it: BINANCE_KEY.")
        private String name = "";

        @Override
        public Integer call() throws IOException, Failure {
            checked(name);
            try (Secret passphrase = passphrase()) {
                Map<String, Secret> keys = opened(passphrase);
                keys.put(name, value());
                keystore().save(keys, passphrase);
            } catch (IllegalArgumentException e) {
                throw new Failure(Exit.USAGE, String.valueOf(e.getMessage()));
            }
            return answer(new ObjectMapper().createObjectNode().put("added", name),
                    "added: " + name + "\n");
        }

        private Secret value() throws IOException, Failure {
            Secret typed = Passphrases.typed("Value of " + name + ": ");
            Secret value = typed == null ? piped() : typed;
            if (value == null || value.length() < Secrets.SHORTEST) {
                throw new Failure(Exit.USAGE, "the value of " + name + " is shorter than "
                        + Secrets.SHORTEST + " characters");
            }
            return value;
        }

        private static @Nullable Secret piped() throws IOException {
            String line = new BufferedReader(
                    new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? null : Secret.of(line.strip());
        }
    }

    /// Those there are.
    @Command(name = "list", description = "Show the names of the keys that are kept; never a value.", footer = {
            "%nExample:", "  crossbook keys list"})
    static final class Listing extends Part {

        @Override
        public Integer call() throws IOException, Failure {
            var document = new ObjectMapper().createObjectNode();
            var names = document.putArray("keys");
            if (!keystore().exists()) {
                return answer(document, "there is no keystore\n");
            }
            try (Secret passphrase = passphrase()) {
                opened(passphrase).keySet().forEach(names::add);
            }
            var text = new StringBuilder();
            names.forEach(name -> text.append(name.asText()).append('\n'));
            return answer(document, text.toString());
        }
    }

    /// One less.
    @Command(name = "remove", description = "Take a key out. Nothing of it is left in the file.", footer = {
            "%nExample:", "  crossbook keys remove BINANCE_KEY"})
    static final class Remove extends Part {

        @Parameters(paramLabel = "NAME", description = "`crossbook keys list` shows them.")
        private String name = "";

        @Override
        public Integer call() throws IOException, Failure {
            checked(name);
            try (Secret passphrase = passphrase()) {
                Map<String, Secret> keys = opened(passphrase);
                if (keys.remove(name) == null) {
                    throw new Failure(Exit.NOTHING, "there is no key " + name);
                }
                keystore().save(keys, passphrase);
            }
            return answer(new ObjectMapper().createObjectNode().put("removed", name),
                    "removed: " + name + "\n");
        }
    }
}
