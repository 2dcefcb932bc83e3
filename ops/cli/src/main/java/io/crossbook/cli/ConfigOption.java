package io.crossbook.cli;

import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.ConfigFile;
import io.crossbook.gateway.config.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which configuration a command works with.
final class ConfigOption {

    private static final String DEFAULT = "exchanges.yaml";

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration; exchanges.yaml of this folder, else of Crossbook's own.")
    private @Nullable Path file;

    /// Whether the command line names one.
    boolean given() {
        return file != null;
    }

    Path file() {
        if (file != null) {
            return file;
        }
        Path here = Path.of(DEFAULT);
        String root = System.getProperty("crossbook.root", "");
        return Files.exists(here) || root.isEmpty() ? here : Path.of(root, DEFAULT);
    }

    /// The file that a daemon runs by from now on, as far as `counts` lets it.
    ConfigFile running(UnaryOperator<Configuration> counts) throws ConfigException {
        return ConfigFile.read(file(), Dialects::of, counts);
    }

    Configuration read() throws ConfigException {
        return Configuration.read(file(), Dialects::of);
    }
}
