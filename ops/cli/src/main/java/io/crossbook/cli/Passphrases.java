package io.crossbook.cli;

import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.keys.KeyChain;
import io.crossbook.gateway.keys.Secret;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Keys by their names, and what has to be typed to have them.
final class Passphrases {

    private Passphrases() {}

    /// The keys of this process's environment, and of the daemon's folder.
    static KeyChain keys(Configuration configuration) throws Failure {
        return keys(configuration.control());
    }

    static KeyChain keys(Path folder) throws Failure {
        try {
            return KeyChain.of(folder, System::getenv,
                    () -> typed("Passphrase of the keystore: "));
        } catch (IOException e) { // which shows no value
            throw new Failure(Exit.CONFIGURATION, String.valueOf(e.getMessage()));
        }
    }

    /// What somebody types unseen; null where nobody sits there.
    @SuppressWarnings("SystemConsoleNull") // where it cannot be null NullAway says that it may
    static @Nullable Secret typed(String prompt) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return null;
        }
        char[] said = console.readPassword("%s", prompt);
        if (said == null) {
            return null;
        }
        try {
            return Secret.of(said);
        } finally {
            Arrays.fill(said, '\0');
        }
    }
}
