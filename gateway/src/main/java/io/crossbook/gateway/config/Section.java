package io.crossbook.gateway.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// One mapping of the file: asked for its keys one by one, it reports what is there and wrong, and at the [#end] what is there
/// and was not asked for. A value that is wrong or missing reads as the default given.
final class Section {

    private static final String OTHER = " is something else";

    private final Problems problems;
    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();
    private boolean broken;
    private boolean twice;

    private Section(Problems problems, String path, int line, @Nullable Node node) {
        this(problems, path, line, node, false);
    }

    private Section(Problems problems, String path, int line, @Nullable Node node, boolean secret) {
        this.problems = problems;
        this.path = path;
        this.line = line;
        switch (node) {
            case null -> {
            }
            case MappingNode mapping -> mapping.getValue()
                    .forEach(tuple -> put(tuple.getKeyNode(), tuple.getValueNode()));
            default -> {
                broken = true;
                problems.add(node, (path.isEmpty() ? "this" : path)
                        + (secret ? OTHER : found(node)) + ": a mapping (key: value) is wanted");
            }
        }
    }

    static Section top(Problems problems, Node node) {
        return new Section(problems, "", 0, node);
    }

    private void put(Node key, Node value) {
        if (!(key instanceof ScalarNode scalar)) {
            problems.add(key, "this key is no text");
            return;
        }
        String name = scalar.getValue();
        Node earlier = keys.putIfAbsent(name, key);
        if (earlier != null) {
            twice = true;
            problems.add(key, at(name) + " is here twice: first in line " + Problems.line(earlier));
            return;
        }
        values.put(name, value);
    }

    /// Where a key of this section stands, for people: `exchanges.kraken.takerFee`.
    String at(String key) {
        return path.isEmpty() ? Shown.of(key) : path + "." + Shown.of(key);
    }

    /// The keys that are there, in the order of the file; for sections whose keys are names.
    List<String> names() {
        known.addAll(keys.keySet());
        return List.copyOf(keys.keySet());
    }

    boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    /// A value that nobody may leave out.
    <T> T required(String key, Form<T> form, T otherwise) {
        if (!has(key)) {
            wrong(key, "is missing: " + form.wanted() + " is wanted");
        }
        return value(key, form, otherwise);
    }

    <T> T value(String key, Form<T> form, T otherwise) {
        known.add(key);
        Node node = values.get(key);
        if (node == null) {
            return otherwise;
        }
        T read = read(at(key), node, form);
        return read == null ? otherwise : read;
    }

    /// The values of a list, without those that are wrong.
    <T> List<T> list(String key, Form<T> form) {
        var read = new ArrayList<T>();
        var seen = new HashSet<T>();
        for (Node node : nodes(key)) {
            T one = read(at(key) + "[]", node, form);
            if (one != null && !seen.add(one)) {
                problems.add(node, at(key) + " lists " + one + " twice");
            } else if (one != null) {
                read.add(one);
            }
        }
        return read;
    }

    /// How long a list is, its wrong values included.
    int count(String key) {
        return values.get(key) instanceof SequenceNode sequence ? sequence.getValue().size() : -1;
    }

    /// A list of sections.
    List<Section> sections(String key) {
        return nodes(key).stream()
                .map(node -> new Section(problems, at(key) + "[]", Problems.line(node), node))
                .toList();
    }

    /// Whether nothing stands in it.
    boolean empty() {
        return keys.isEmpty();
    }

    /// A section within this one; an empty one when it is not there.
    Section section(String key) {
        return section(key, false);
    }

    /// The same; what stands there instead is not shown.
    Section secretSection(String key) {
        return section(key, true);
    }

    private Section section(String key, boolean secret) {
        known.add(key);
        Node name = keys.get(key);
        var section = new Section(problems, at(key), name == null ? line : Problems.line(name),
                values.get(key), secret);
        section.broken |= broken;
        return section;
    }

    /// Reports a value that is missing, or well-formed and still wrong. A section that is none at all has been reported.
    void wrong(String key, String text) {
        Node node = values.get(key);
        if (!broken) {
            problems.add(node == null ? line : Problems.line(node), at(key) + " " + text);
        }
    }

    /// Reports one value of a list, by its text.
    void wrongItem(String key, String item, String text) {
        Node found = nodes(key).stream()
                .filter(node -> node instanceof ScalarNode scalar && scalar.getValue().equals(item))
                .findFirst().orElse(null);
        problems.add(found == null ? line : Problems.line(found),
                at(key) + "[] " + item + " " + text);
    }

    /// Whether one of its keys is there twice.
    boolean twice() {
        return twice;
    }

    /// Reports every key that is not among these.
    void unknown(Set<String> all) {
        known.addAll(all);
        end();
    }

    /// Reports a key for its name.
    void wrongKey(String key, String text) {
        Node node = keys.get(key);
        problems.add(node == null ? line : Problems.line(node), at(key) + " " + text);
    }

    /// Reports every key that nothing has asked for.
    void end() {
        // Nobody means a key that is there already.
        var missing = new TreeSet<>(known);
        missing.removeAll(keys.keySet());
        keys.forEach((name, node) -> {
            if (!known.contains(name)) {
                problems.add(node, at(name) + " is no key that is known" + (known.isEmpty()
                        ? ": there are none here"
                        : ": " + Nearest.hint(name, missing.isEmpty() ? known : missing, known)));
            }
        });
    }

    private List<Node> nodes(String key) {
        known.add(key);
        return switch (values.get(key)) {
            case null -> List.of();
            case SequenceNode sequence -> sequence.getValue();
            case Node other -> {
                problems.add(other, at(key) + found(other) + ": a list such as [A, B] is wanted");
                yield List.of();
            }
        };
    }

    private <T> @Nullable T read(String where, Node node, Form<T> form) {
        T read = node instanceof ScalarNode scalar && !node.getTag().equals(Tag.NULL)
                ? form.reader().apply(scalar.getValue())
                : null;
        if (read == null) {
            problems.add(node, where + (form.secret() ? OTHER : found(node)) + ": "
                    + form.wanted() + " is wanted"
                    + (node instanceof ScalarNode scalar ? form.meant(scalar.getValue()) : ""));
        }
        return read;
    }

    private static String found(Node node) {
        return switch (node) {
            case SequenceNode _ -> " is a list";
            case MappingNode _ -> " is a mapping";
            case ScalarNode scalar when node.getTag().equals(Tag.NULL) -> " is empty";
            case ScalarNode scalar -> " is \"" + Shown.of(scalar.getValue()) + "\"";
            default -> throw new IllegalStateException("a new kind of node: " + node);
        };
    }
}
