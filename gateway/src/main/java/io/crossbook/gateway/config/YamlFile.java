package io.crossbook.gateway.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// YAML as nodes that know their lines. Only composed, never constructed: no tag can make an object. Anchors are refused, so
/// that no alias can multiply a value, and so is nesting deeper than anything that is known here.
final class YamlFile {

    private static final int DEEPEST = 8;
    private static final String YAML_TAG = "tag:yaml.org,2002:";
    private static final LoadSettings SETTINGS = LoadSettings.builder().setUseMarks(true)
            .setAllowNonScalarKeys(true).setCodePointLimit(ConfigText.MOST_BYTES).build();

    private YamlFile() {}

    /// The top of the file; empty when it is none, in which case the problem has been told.
    static Optional<Node> read(String text, Problems problems) {
        try {
            if (!plain(text, problems)) {
                return Optional.empty();
            }
            Optional<Node> top = new Compose(SETTINGS).composeString(text);
            if (top.isEmpty()) {
                problems.add(0, "is empty: a section exchanges is wanted");
            }
            return top;
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            problems.add(line, "this is no YAML: " + said(e));
        } catch (YamlEngineException e) {
            problems.add(0, "this is no YAML: " + String.valueOf(e.getMessage()).strip());
        }
        return Optional.empty();
    }

    /// What the parser says, in words for somebody who has never seen its source.
    private static String said(MarkedYamlEngineException e) {
        String problem = e.getProblem();
        if (problem.contains("(TAB)")) {
            return "a tab is here; blanks are wanted";
        }
        if (problem.contains("cannot start any token")) {
            return problem.replaceAll("that cannot start.*",
                    "begins no value: quotes around the value are wanted");
        }
        if (problem.contains("another document")) {
            return "a second document begins here: one is wanted";
        }
        if (problem.startsWith("expected <block end>")) {
            return "this line does not stand below those that it belongs to";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "a colon too many: one blank after the colon of a key, and quotes around a value that has one, are wanted";
        }
        String since = e.getContextMark().filter(_ -> e.getContext() != null)
                .map(mark -> e.getContext() + " that begins in line " + (mark.getLine() + 1) + ": ")
                .orElse("");
        return since + problem;
    }

    // Over the parser's events, which come one by one; the composer recurses, and has to be protected.
    private static boolean plain(String text, Problems problems) {
        int depth = 0;
        int before = problems.count();
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                problems.add(line(event), "this is nested deeper than anything that is known here");
                return false; // there may be no end to it
            }
            depth -= event instanceof CollectionEndEvent ? 1 : 0;
            if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
                problems.add(line(event),
                        "anchors and aliases (&, *) are not used here: write the value out, not "
                                + node.getAnchor().map(Anchor::getValue).orElse(""));
            }
            Optional<String> tag = switch (event) {
                case ScalarEvent scalar -> scalar.getTag();
                case CollectionStartEvent start -> start.getTag();
                default -> Optional.empty();
            };
            if (tag.isPresent()) {
                problems.add(line(event), "the tag " + tag.get().replace(YAML_TAG, "!!")
                        + " is not used here: write the bare value");
            }
        }
        return problems.count() == before;
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
