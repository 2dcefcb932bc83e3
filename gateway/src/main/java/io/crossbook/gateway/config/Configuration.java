package io.crossbook.gateway.config;

import io.crossbook.exchanges.Entry;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.gateway.engine.Settings;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.nodes.Node;

/// All of `exchanges.yaml`: what the engine decides by, how the feed is served, where the tape goes, whose accounts are asked (by exchange), what the
/// risk gate lets through.
public record Configuration(Settings settings, GatewaySettings gateway, TapeKeeping tape,
        Map<String, Account> accounts, GateSettings risk) {

    public Configuration {
        accounts = Map.copyOf(accounts);
    }

    /// One that asks no account, with the limits that are shipped.
    public Configuration(Settings settings, GatewaySettings gateway, TapeKeeping tape) {
        this(settings, gateway, tape, Map.of(), GateSettings.DEFAULT);
    }

    /// Reads a file; paths in it start from its own folder. `dialects` makes the dialect of a name for an entry, or throws an
    /// [IllegalArgumentException] that says what is wrong with either.
    public static Configuration read(Path file, BiConsumer<String, Entry> dialects)
            throws ConfigException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException _) {
            throw new ConfigException(List.of(file + ": there is no such file"));
        } catch (MalformedInputException _) {
            throw new ConfigException(List.of(file + ": this is no text in UTF-8"));
        } catch (IOException e) {
            throw new ConfigException(List.of(file + ": cannot be read: " + e.getMessage()));
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        return parse(file.toString(), text, folder == null ? file : folder, dialects);
    }

    /// Reads a text; `name` is what errors call it, paths in it start from `folder`.
    public static Configuration parse(String name, String text, Path folder,
            BiConsumer<String, Entry> dialects) throws ConfigException {
        var problems = new Problems(name);
        Node node = YamlFile.read(text, problems).orElse(null);
        if (node == null) {
            throw problems.exception();
        }
        Section top = Section.top(problems, node);
        var reader = new SettingsReader(problems, dialects);
        var settings = reader.read(top);
        var gateway = GatewaySettings.read(top.section("gateway"));
        var tape = TapeKeeping.read(top.section("tape"), folder);
        var risk = RiskReader.read(top.section("risk"));
        top.end();
        if (problems.count() > 0) {
            throw problems.exception();
        }
        return new Configuration(settings, gateway, tape, reader.accounts(), risk);
    }
}
