package io.crossbook.gateway.keys;

import io.crossbook.gateway.control.Private;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Values by their names: from the environment, from the file `keys` of the daemon's folder, and from its keystore. The configuration names them and never holds one.
///
/// One name with two values is refused: nobody could say which account orders go to.
public final class KeyChain implements Function<String, @Nullable String> {

    /// The plain file: a line `NAME=value` each.
    public static final String PLAIN = "keys";
    /// Names the file, ours alone, that has the passphrase of the keystore in it.
    public static final String PASSPHRASE_FILE = "CROSSBOOK_PASSPHRASE_FILE";
    /// What a key may be called.
    public static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{2,49}");

    private static final int MOST_BYTES = 1 << 20;

    private final Function<String, @Nullable String> environment;
    private final Map<String, Secret> kept;

    private KeyChain(Function<String, @Nullable String> environment, Map<String, Secret> kept) {
        this.environment = environment;
        this.kept = kept;
    }

    /// Asks somebody for the passphrase; null where there is nobody.
    public interface Asking {
        @Nullable
        Secret passphrase() throws IOException;
    }

    /// Reads what is in the folder; [IOException] says what is wrong with it, without any value.
    public static KeyChain of(Path folder, Function<String, @Nullable String> environment,
            Asking asking) throws IOException {
        var kept = new LinkedHashMap<String, Secret>();
        plain(folder.resolve(PLAIN)).forEach((name, value) -> kept.put(name, value));
        var keystore = new Keystore(folder);
        if (keystore.exists()) {
            for (var each : keystore.open(passphrase(folder, environment, asking)).entrySet()) {
                Secret other = kept.put(each.getKey(), each.getValue());
                if (other != null && !other.text().equals(each.getValue().text())) {
                    throw new IOException(each.getKey() + " has one value in "
                            + folder.resolve(PLAIN) + " and another in the keystore");
                }
            }
        }
        for (var each : kept.entrySet()) {
            String given = environment.apply(each.getKey());
            if (given != null && !given.isBlank() && !given.strip().equals(each.getValue()
                    .text())) {
                throw new IOException(each.getKey() + " has one value in the environment and "
                        + "another in " + folder);
            }
        }
        return new KeyChain(environment, kept);
    }

    /// From the file that the environment names, else from whoever can be asked.
    public static Secret passphrase(Path folder, Function<String, @Nullable String> environment,
            Asking asking) throws IOException {
        String named = environment.apply(PASSPHRASE_FILE);
        if (named != null && !named.isBlank()) {
            Path file = Path.of(named.strip());
            Private.ours(file);
            return Secret.of(Files.readString(file, StandardCharsets.UTF_8).strip());
        }
        Secret asked = asking.passphrase();
        if (asked == null) {
            throw new IOException(folder.resolve(Keystore.NAME) + ": its passphrase is wanted: "
                    + PASSPHRASE_FILE + " names a file that only you may read, or start it from "
                    + "a terminal");
        }
        return asked;
    }

    private static Map<String, Secret> plain(Path file) throws IOException {
        var keys = new LinkedHashMap<String, Secret>();
        if (Files.notExists(file)) {
            return keys;
        }
        Private.ours(file);
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + ": is too large");
        }
        int number = 0;
        for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\\R", -1)) {
            number++;
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals).strip();
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            String value = line.substring(equals + 1).strip();
            if (!NAME.matcher(name).matches() || value.isEmpty()) { // not shown: it may be a key
                throw new IOException(file + ":" + number + ": is no NAME=value");
            }
            if (keys.put(name, Secret.of(value)) != null) {
                throw new IOException(file + ":" + number + ": " + name + " is here twice");
            }
        }
        return keys;
    }

    /// The value of this name; null where there is none.
    @Override
    public @Nullable String apply(String name) {
        Secret secret = kept.get(name);
        return secret == null ? environment.apply(name) : secret.text();
    }

    /// Nothing of it.
    @Override
    public String toString() {
        return kept.size() + " keys";
    }
}
