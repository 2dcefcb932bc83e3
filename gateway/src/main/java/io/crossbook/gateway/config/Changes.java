package io.crossbook.gateway.config;

import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// What another file would change that a running daemon cannot: where there is any, nothing of that file comes into force.
///
/// A daemon always runs by one file and no mixture of two, so that whoever reads the file knows by what is traded. What counts from the start on, and
/// what belongs to orders that may be under way, waits for the next start. So it is judged by what was in force at the start, however many files came
/// after it: routes, keys and patience are still those. docs/decisions/0019-configuration-while-it-runs.md
final class Changes {

    /// One part that stays; `key` is where it stands in the file.
    private record Part(String key, Function<Configuration, @Nullable Object> of) {}

    /// What stands at one key, and in which line.
    private record Place(int line, String text) {}

    private static final List<Part> FIXED = List.of(
            new Part("mode", each -> each.execution().mode()),
            new Part("orders", each -> List.of(each.execution().legs(), each.execution().doubt(),
                    each.execution().lossBudgetBps(), each.execution().parkedStopBps())),
            new Part("inventory.start", each -> each.settings().inventory().start()),
            new Part("books.mirrors", each -> each.settings().mirrors()),
            new Part("books.assets", each -> each.settings().assets()),
            new Part("transfers.networks", Changes::contracts),
            new Part("journal", Configuration::journal),
            new Part("control", each -> List.of(each.control(), each.silentMillis())),
            new Part("gateway", Configuration::gateway),
            new Part("tape", Configuration::tape),
            new Part("alerts", Configuration::alerts));
    private static final Set<String> HIDDEN = Set.of("keyEnv", "secretEnv", "passphraseEnv", "url");

    /// Of a list most is in its end.
    private static final int MOST_SHOWN = 300;

    private final String file;
    private final ConfigFile.Fresh start;
    private final ConfigFile.Fresh last;
    private final ConfigFile.Fresh fresh;
    private final Map<String, Place> after;
    private final Problems problems;

    private Changes(String file, ConfigFile.Fresh start, ConfigFile.Fresh last,
            ConfigFile.Fresh fresh) {
        this.file = file;
        this.start = start;
        this.last = last;
        this.fresh = fresh;
        problems = new Problems(file);
        after = places(fresh);
    }

    /// What speaks against taking `fresh` after `last`, where all began with `start`: a line for each key, in their order; empty where nothing does.
    static List<String> refused(String file, ConfigFile.Fresh start, ConfigFile.Fresh last,
            ConfigFile.Fresh fresh) {
        Configuration running = last.configuration();
        if (running.execution().mode() == Mode.LIVE
                && !running.sum().equals(fresh.configuration().sum())) {
            return List.of(file + ": mode is live, and real money is traded by a file that"
                    + " `crossbook check --live` has passed for: this one counts from the next start on, after that check");
        }
        return new Changes(file, start, last, fresh).refused();
    }

    private List<String> refused() {
        var parts = new ArrayList<>(FIXED);
        var names = new TreeSet<>(start.configuration().accounts().keySet());
        names.retainAll(fresh.configuration().accounts().keySet()); // one that is new is not asked, and not traded at
        names.forEach(name -> parts.add(new Part("exchanges." + name + ".account",
                each -> each.accounts().getOrDefault(name, Account.NONE))));
        start.configuration().execution().patience().keySet()
                .forEach(name -> traded(name, parts));
        Map<String, Place> before = places(start);
        for (Part part : parts) {
            if (!Objects.equals(part.of.apply(start.configuration()),
                    part.of.apply(fresh.configuration()))) {
                tell(part.key, before);
            }
        }
        return problems.count() == 0 ? List.of() : problems.exception().problems();
    }

    /// Orders of ours may be there: how it is spoken to stays, and what it lists may only grow, from one file to the next.
    private void traded(String name, List<Part> parts) {
        String key = "exchanges." + name;
        Settings.Exchange known = exchange(last.configuration(), name);
        Settings.Exchange now = exchange(fresh.configuration(), name);
        if (known == null) {
            return;
        }
        if (now == null) {
            problems.add(line("exchanges"), key
                    + " is gone, and is traded at: `enabled: false` is wanted as long as Crossbook runs");
            return;
        }
        parts.add(new Part(key + ".dialect", each -> one(each, name).dialect()));
        parts.add(new Part(key + ".webSocketUrl", each -> one(each, name).entry().webSocket()));
        parts.add(new Part(key + ".restUrl", each -> one(each, name).entry().rest()));
        parts.add(new Part(key + ".options", each -> one(each, name).entry().options()));
        parts.add(new Part(key + ".latencyMillis",
                each -> one(each, name).terms().latencyMillis()));
        if (fresh.configuration().execution().patience().containsKey(name)) { // which has those that are enabled
            parts.add(new Part(key + ".patience", each -> each.execution().patience().get(name)));
        }
        if (!Set.copyOf(now.instruments()).containsAll(known.instruments())) {
            tell(key + ".listings", places(last));
        }
    }

    private static Settings.Exchange one(Configuration configuration, String name) {
        return Objects.requireNonNull(exchange(configuration, name));
    }

    private static Settings.@Nullable Exchange exchange(Configuration configuration, String name) {
        return configuration.settings().exchanges().stream()
                .filter(each -> each.entry().name().equals(name)).findFirst().orElse(null);
    }

    /// By which two coins of one name are told apart; read once.
    private static Object contracts(Configuration configuration) {
        return configuration.settings().transfers().networks().stream()
                .filter(each -> !each.contract().isEmpty())
                .map(each -> List.of(each.exchange(), each.asset(), each.name(),
                        each.contract()))
                .toList();
    }

    /// Each key under this one that is another than before.
    private void tell(String key, Map<String, Place> before) {
        var keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        int told = problems.count();
        for (String each : keys) {
            if (each.equals(key) || each.startsWith(key + ".")) {
                Place was = before.get(each);
                Place is = after.get(each);
                if (was == null || is == null || !was.text.equals(is.text)) {
                    problems.add(is == null ? line(each) : is.line, each + " is "
                            + shown(each, is) + " and was " + shown(each, was)
                            + ": that counts from the next start on");
                }
            }
        }
        if (problems.count() == told) { // by what is left out
            problems.add(line(key), key + " would be another: that counts from the next start on");
        }
    }

    private static String shown(String key, @Nullable Place place) {
        if (place == null) {
            return "left out";
        }
        return HIDDEN.contains(key.substring(key.lastIndexOf('.') + 1))
                ? "another"
                : "\"" + Shown.of(place.text, MOST_SHOWN) + "\"";
    }

    /// Where a key stands now, or the nearest above it.
    private int line(String key) {
        String at = key;
        while (!at.isEmpty()) {
            String section = at + ".";
            Place place = after.get(at);
            int line = place != null
                    ? place.line
                    : after.entrySet().stream().filter(each -> each.getKey().startsWith(section))
                            .mapToInt(each -> each.getValue().line).min().orElse(0);
            if (line > 0) {
                return line;
            }
            at = at.substring(0, Math.max(0, at.lastIndexOf('.')));
        }
        return 0;
    }

    private Map<String, Place> places(ConfigFile.Fresh taken) {
        var places = new TreeMap<String, Place>();
        YamlFile.read(taken.text(), new Problems(file)).ifPresent(top -> place("", top, places));
        return places;
    }

    private static void place(String key, Node node, Map<String, Place> to) {
        switch (node) {
            case MappingNode mapping -> mapping.getValue().forEach(tuple -> {
                if (tuple.getKeyNode() instanceof ScalarNode name) {
                    place(key.isEmpty() ? name.getValue() : key + "." + name.getValue(),
                            tuple.getValueNode(), to);
                }
            });
            default -> to.put(key, new Place(Problems.line(node), text(node)));
        }
    }

    private static String text(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode sequence ->
                String.join(", ", sequence.getValue().stream().map(Changes::text).toList());
            case MappingNode mapping -> String.join(", ", mapping.getValue().stream()
                    .map(each -> text(each.getKeyNode()) + ": " + text(each.getValueNode()))
                    .toList());
            default -> throw new IllegalStateException("a new kind of node: " + node);
        };
    }
}
