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

    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int DEEPEST = 8;
    private static final LoadSettings SETTINGS = LoadSettings.builder().setUseMarks(true)
            .setCodePointLimit(MOST_CHARACTERS).build();

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
            problems.add(line, "this is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(0, "this is no YAML: " + String.valueOf(e.getMessage()).strip());
        }
        return Optional.empty();
    }

    // Over the parser's events, which come one by one; the composer recurses, and has to be protected.
    private static boolean plain(String text, Problems problems) {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            String wrong = "";
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                wrong = "this is nested deeper than anything that is known here";
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
                wrong = "anchors and aliases (&, *) are not used here: write the value out, not "
                        + node.getAnchor().map(Anchor::getValue).orElse("");
            }
            Optional<String> tag = switch (event) {
                case ScalarEvent scalar -> scalar.getTag();
                case CollectionStartEvent start -> start.getTag();
                default -> Optional.empty();
            };
            if (tag.isPresent()) {
                wrong = "the tag " + tag.get() + " is not used here: write the bare value";
            }
            if (!wrong.isEmpty()) {
                int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
                problems.add(line, wrong);
                return false;
            }
        }
        return true;
    }
}
