package io.crossbook.gateway.config;

import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The file that a daemon runs by: what of it is in force, and whether what it says now can be.
///
/// One thread at a time, but for [#now] and [#stirred].
public final class ConfigFile {

    private final Path file;
    private final BiFunction<String, Entry, ? extends @Nullable Dialect> dialects;
    private final UnaryOperator<Configuration> of;
    private final Fresh start;
    private volatile Fresh running;
    /// The text that was looked at last, or why there was none.
    private volatile String seen;

    private ConfigFile(Path file,
            BiFunction<String, Entry, ? extends @Nullable Dialect> dialects,
            UnaryOperator<Configuration> of, String text) throws ConfigException {
        this.file = file;
        this.dialects = dialects;
        this.of = of;
        seen = text;
        start = parse(text);
        running = start;
    }

    /// Reads it for the first time, as [Configuration#read].
    public static ConfigFile read(Path file,
            BiFunction<String, Entry, ? extends @Nullable Dialect> dialects)
            throws ConfigException {
        return read(file, dialects, UnaryOperator.identity());
    }

    /// The same where only `of` what it says counts, now and whatever is written to it later.
    public static ConfigFile read(Path file,
            BiFunction<String, Entry, ? extends @Nullable Dialect> dialects,
            UnaryOperator<Configuration> of) throws ConfigException {
        return new ConfigFile(file, dialects, of, ConfigText.read(file));
    }

    private Fresh parse(String text) throws ConfigException {
        return new Fresh(of.apply(Configuration.parse(file, text, dialects)), text);
    }

    /// What is in force.
    public Configuration running() {
        return running.configuration;
    }

    /// Where it is.
    public Path file() {
        return file;
    }

    /// What it says now, or why it says nothing.
    public String now() {
        try {
            return ConfigText.read(file);
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// Whether this is something else than when it was looked at last.
    public boolean stirred(String now) {
        return !now.equals(seen);
    }

    /// What was looked at last is to be looked at again.
    public void forget() {
        seen = "";
    }

    /// What it says now, if that can come into force while the daemon runs; [ConfigException] has a line for each reason why it cannot. It is in force once
    /// it was [#taken].
    public Fresh look() throws ConfigException {
        String now;
        try {
            now = ConfigText.read(file);
        } catch (ConfigException e) {
            seen = String.valueOf(e.getMessage());
            throw e;
        }
        seen = now;
        Fresh fresh = parse(now);
        List<String> refused = Changes.refused(file.toString(), start, running, fresh);
        if (!refused.isEmpty()) {
            throw new ConfigException(refused);
        }
        return new Fresh(fresh.configuration.begunAs(start.configuration.execution()), now);
    }

    /// This is in force now.
    public void taken(Fresh fresh) {
        running = fresh;
    }

    /// What may come into force.
    public record Fresh(Configuration configuration, String text) {}
}
