package io.crossbook.cli;

import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.config.ControlFolder;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.ledger.JournalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Where the daemon's socket, its halt file and its journal are. The configuration need not be right for that: a command that halts must work whatever is.
final class DataOption {

    private static final String JDBC = "jdbc:";

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--data", paramLabel = "DIR", description = "The daemon's folder, with its socket and its halt file; what the configuration says (control: directory).")
    private @Nullable Path folder;

    @Option(names = "--journal", paramLabel = "FILE|URL", description = "Read this journal instead of asking the daemon: an SQLite file or a JDBC URL. Without it, and without a daemon, the one of the configuration; with --data, the one journal*.db there.")
    private @Nullable String journal;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    private boolean doubted;

    /// What the configuration says; null where it is wrong or missing.
    private @Nullable Configuration configured() {
        try {
            return config.read();
        } catch (ConfigException _) {
            return null;
        }
    }

    Path folder() {
        if (folder != null) {
            return folder.toAbsolutePath().normalize();
        }
        Configuration configuration = configured();
        return configuration == null
                ? told()
                : configuration.control().toAbsolutePath().normalize();
    }

    /// What a file says of which the rest is wrong. Said once where that is nothing.
    private Path told() {
        ControlFolder named = ControlFolder.of(config.file());
        if (!named.doubt().isEmpty() && !doubted) {
            doubted = true;
            spec.commandLine().getErr().println("crossbook: looking in " + named.folder() + ", for "
                    + named.doubt() + "; name the daemon's folder by --data");
        }
        return named.folder();
    }

    /// Whether the command line names a journal: then no daemon is asked.
    boolean journalGiven() {
        return journal != null;
    }

    /// The journal that is named by the command line, or the configuration, or the only one that is there.
    JournalSettings journal() throws Failure, IOException {
        String named = journal;
        try {
            if (named != null) {
                return named.startsWith(JDBC)
                        ? JournalSettings.at(named, "", "", Durability.NORMAL)
                        : there(JournalSettings.file(Path.of(named), Durability.NORMAL));
            }
            Configuration configuration = folder == null ? configured() : null;
            return configuration == null
                    ? only()
                    : there(configuration.journal().opened(System::getenv));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Failure(Exit.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static JournalSettings there(JournalSettings settings) throws Failure {
        if (settings.missing()) {
            throw new Failure(Exit.NOTHING, settings.where()
                    + ": there is no such journal; name another by --journal");
        }
        return settings;
    }

    private JournalSettings only() throws Failure, IOException {
        List<Path> there = journals();
        if (there.isEmpty()) {
            throw new Failure(Exit.NOTHING,
                    "in " + folder() + " there is no journal (journal*.db): "
                            + "name another folder by --data, or a journal by --journal");
        }
        if (there.size() > 1) {
            throw new Failure(Exit.NOTHING, "in " + folder()
                    + " there are several journals: say by --journal which one of "
                    + String.join(", ", there.stream().map(Path::toString).toList()));
        }
        return JournalSettings.file(there.getFirst(), Durability.NORMAL);
    }

    private List<Path> journals() throws IOException {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.getFileName().toString().matches("journal.*\\.db"))
                    .sorted().toList();
        }
    }
}
