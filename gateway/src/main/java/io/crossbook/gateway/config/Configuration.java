package io.crossbook.gateway.config;

import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Entry;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.gateway.engine.Execution;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// All of `exchanges.yaml`: what the engine decides by, how the feed is served, where the tape goes, whose accounts are asked (by exchange), who trades
/// and within which limits, where the journal is kept, the folder through which the daemon is spoken to, how long
/// its loop may be silent before it is halted, who is told when something is wrong, and the SHA-256 of the text that says so, empty where none does.
public record Configuration(Settings settings, GatewaySettings gateway, TapeKeeping tape,
        Map<String, Account> accounts, Execution execution, JournalKeeping journal,
        Path control, long silentMillis, AlertSettings alerts, String sum) {

    private static final long SILENT_MILLIS = 1_000;

    public Configuration {
        accounts = Map.copyOf(accounts);
    }

    /// One that asks no account, and by which nobody trades.
    public Configuration(Settings settings, GatewaySettings gateway, TapeKeeping tape) {
        this(settings, gateway, tape, Map.of(), Execution.WATCH,
                JournalKeeping.of(Path.of(""), Mode.WATCH), Path.of("data"), SILENT_MILLIS,
                AlertSettings.NONE, "");
    }

    /// The same where nobody trades, and no account is asked.
    public Configuration watching() {
        return new Configuration(settings, gateway, tape, Map.of(), Execution.WATCH, journal,
                control, silentMillis, alerts, sum);
    }

    /// The same with a tape in this folder, whatever it says of tapes.
    public Configuration taping(Path folder) {
        return new Configuration(settings, gateway, tape.in(folder), accounts, execution, journal,
                control, silentMillis, alerts, sum);
    }

    /// The same where what is done was begun as `started`: of that only the gate's limits change while it runs.
    Configuration begunAs(Execution started) {
        return new Configuration(settings, gateway, tape, accounts, started.limited(risk()),
                journal, control, silentMillis, alerts, sum);
    }

    /// The limits of the gate.
    public GateSettings risk() {
        return execution.risk();
    }

    /// Reads a file; paths in it start from its own folder. `dialects` makes the dialect of a name for an entry, null where nobody trades, or throws an
    /// [IllegalArgumentException] that says what is wrong with either.
    public static Configuration read(Path file,
            BiFunction<String, Entry, ? extends @Nullable Dialect> dialects)
            throws ConfigException {
        return parse(file, ConfigText.read(file), dialects);
    }

    static Configuration parse(Path file, String text,
            BiFunction<String, Entry, ? extends @Nullable Dialect> dialects)
            throws ConfigException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return parse(file.toString(), text, folder == null ? file : folder, dialects);
    }

    /// Reads a text; `name` is what errors call it, paths in it start from `folder`.
    public static Configuration parse(String name, String text, Path folder,
            BiFunction<String, Entry, ? extends @Nullable Dialect> dialects)
            throws ConfigException {
        var problems = new Problems(name);
        Node node = YamlFile.read(text, problems).orElse(null);
        if (node == null) {
            throw problems.exception();
        }
        Section top = Section.top(problems, node);
        var execution = new ExecutionReader(problems, top);
        var reader = new SettingsReader(problems, dialects, execution);
        var settings = reader.read(top);
        var gateway = GatewaySettings.read(top.section("gateway"), folder);
        var tape = TapeKeeping.read(top.section("tape"), folder);
        var journal = JournalKeeping.read(top.section("journal"), folder, execution.mode());
        execution.keeps(top.section("journal"), journal.settings().durability());
        Section control = top.section("control");
        Path directory = control.value("directory", TapeKeeping.directory(folder, "data"),
                folder.resolve("data"));
        long silentMillis = control.value("silentMillis", Form.whole(200, 60_000), SILENT_MILLIS);
        control.end();
        Execution trading = execution.read(reader.named());
        var alerts = AlertSettings.read(top.section("alerts"), reader.named());
        top.end();
        if (problems.count() > 0) {
            throw problems.exception();
        }
        return new Configuration(settings, gateway, tape, reader.accounts(), trading, journal,
                directory, silentMillis, alerts, Sha256.of(text));
    }
}
