package io.crossbook.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.gateway.web.Cursor;
import io.crossbook.gateway.web.Reply;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Documents as [io.crossbook.gateway.control.Report] makes them.
final class Nodes {

    /// Columns of exports that are numbers; all others are text.
    private static final Set<String> NUMBERS = Set.of("attempt", "rung");

    private Nodes() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /// Where a list goes on; null where it ends.
    static ObjectNode next(ObjectNode document, @Nullable Cursor next) {
        return document.put("next", next == null ? null : next.text());
    }

    /// A row of an export under the names of its columns.
    static ObjectNode row(List<String> columns, List<String> cells) {
        ObjectNode row = object();
        for (int i = 0; i < columns.size(); i++) {
            if (NUMBERS.contains(columns.get(i))) {
                row.put(columns.get(i), Long.parseLong(cells.get(i)));
            } else {
                row.put(columns.get(i), cells.get(i));
            }
        }
        return row;
    }

    static Reply reply(ObjectNode document) {
        return Reply.written(document.toString());
    }
}
