package io.crossbook.cli;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// A configuration with some of its values changed: what a sweep tries.
///
/// A key is the path to a value, `arbitrage.minNetBps`, whether the file states it or not; it is checked like the file. The key `fees` is a factor
/// over every taker fee under `exchanges`.
final class Variants {

    /// The key of the factor over all taker fees.
    static final String FEES = "fees";

    private final String name;
    private final String text;
    private final Path folder;

    private Variants(String name, String text, Path folder) {
        this.name = name;
        this.text = text;
        this.folder = folder;
    }

    static Variants of(Path file) throws IOException, ConfigException {
        Configuration.read(file, Dialects::of); // errors of the file itself are told with its lines
        Path parent = file.toAbsolutePath().normalize().getParent();
        return new Variants(file.toString(), Files.readString(file),
                parent == null ? file : parent);
    }

    String name() {
        return name;
    }

    /// The file with these values.
    Configuration with(Map<String, BigDecimal> values) throws ConfigException {
        if (values.isEmpty()) {
            return Configuration.parse(name, text, folder, Dialects::of);
        }
        var all = top();
        values.forEach((key, value) -> {
            if (key.equals(FEES)) {
                scale(child(all, "exchanges"), value);
            } else {
                put(all, key.split("\\."), value);
            }
        });
        // Every scalar stays the text that it was.
        var dump = new Dump(DumpSettings.builder().setSchema(new FailsafeSchema()).build());
        return Configuration.parse(name + " with " + values, dump.dumpToString(all), folder,
                Dialects::of);
    }

    private Map<String, Object> top() {
        var load = new Load(LoadSettings.builder().setSchema(new FailsafeSchema()).build());
        return map(load.loadFromString(text));
    }

    private static Map<String, Object> map(Object node) {
        var map = new LinkedHashMap<String, Object>();
        if (node instanceof Map<?, ?> known) {
            known.forEach((key, value) -> map.put(String.valueOf(key), value));
        }
        return map;
    }

    private static Map<String, Object> child(Map<String, Object> parent, String key) {
        Map<String, Object> child = map(parent.getOrDefault(key, Map.of()));
        parent.put(key, child);
        return child;
    }

    private static void put(Map<String, Object> top, String[] path, BigDecimal value) {
        Map<String, Object> at = top;
        for (int i = 0; i < path.length - 1; i++) {
            at = child(at, path[i]);
        }
        at.put(path[path.length - 1], value.toPlainString());
    }

    /// Multiplies every taker fee at or below a node.
    private static void scale(Map<String, Object> node, BigDecimal factor) {
        for (var entry : node.entrySet()) {
            Object value = entry.getValue();
            boolean fee = entry.getKey().equals("takerFee") || entry.getKey().equals("taker");
            if (fee && value instanceof String text) {
                entry.setValue(
                        scaled(text, factor));
            } else if (value instanceof Map<?, ?>) {
                Map<String, Object> below = map(value);
                scale(below, factor);
                entry.setValue(below);
            } else if (value instanceof List<?> list) {
                entry.setValue(list.stream().map(each -> scaled(each, factor)).toList());
            }
        }
    }

    private static String scaled(String fee, BigDecimal factor) {
        return new BigDecimal(fee).multiply(factor)
                .setScale(DetectorSettings.FEE_SCALE, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static Object scaled(Object each, BigDecimal factor) {
        if (!(each instanceof Map<?, ?>)) {
            return each;
        }
        Map<String, Object> below = map(each);
        scale(below, factor);
        return below;
    }
}
