package io.crossbook.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Order;
import io.crossbook.execution.report.Export;
import io.crossbook.gateway.control.Report;
import io.crossbook.gateway.web.Ask;
import io.crossbook.gateway.web.Cursor;
import io.crossbook.gateway.web.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Lists that go from the latest attempt to the first, and within each from its first row to its last.
///
/// Gone on with behind the last row: its attempt, and how many rows of that were told. What is added to an earlier part of the list is not told again, nothing
/// else moves. Bounded, because it is read on the engine's thread: where many attempts have nothing to tell, a page is shorter than it might be.
enum ExecutionPages {
    /// Each has one row.
    ATTEMPTS {
        @Override
        void rows(Attempt attempt, boolean all, List<ObjectNode> to) {
            ObjectNode row = Nodes.object();
            Report.attempt(row, attempt);
            to.add(row);
        }
    },
    /// In the order in which they were intended.
    ORDERS {
        @Override
        void rows(Attempt attempt, boolean all, List<ObjectNode> to) {
            for (Order order : attempt.orders()) {
                if (all || order.open()) {
                    ObjectNode row = Nodes.object();
                    Report.order(row, order);
                    to.add(row);
                }
            }
        }
    },
    /// In the columns of the export, each once.
    FILLS {
        @Override
        void rows(Attempt attempt, boolean all, List<ObjectNode> to) {
            for (Order order : attempt.orders()) {
                for (Fill fill : order.fills()) {
                    to.add(Nodes.row(Export.Table.FILLS.columns(),
                            Export.cells(order.intent(), fill)));
                }
            }
        }
    };

    private static final int MOST_LOOKED_AT = 2_000;

    abstract void rows(Attempt attempt, boolean all, List<ObjectNode> to);

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    CompletionStage<Reply> page(Ask ask) {
        Cursor cursor = ask.cursor(word());
        if (cursor == null) {
            return ask.done(ask.noCursor());
        }
        boolean all = this == FILLS || ask.text("state").equals("all");
        int limit = ask.limit();
        return ExecutionRoutes.executing(ask, (state, standing) -> page(state,
                Report.Head.of(standing).write(state), all, cursor, limit));
    }

    /// Adds a page to what stands at the top of a document.
    ObjectNode page(ExecutionState state, ObjectNode document, boolean all, Cursor cursor,
            int limit) {
        ArrayNode told = document.putArray(word());
        Set<Attempt> live = this == ATTEMPTS && !all ? new HashSet<>(state.live()) : Set.of();
        long begun = cursor.key(0, Long.MAX_VALUE);
        long skipped = cursor.key(1, 0);
        Collection<Attempt> attempts = state.attemptsBefore(
                begun == Long.MAX_VALUE ? begun : begun + 1);
        int looked = 0;
        for (Attempt attempt : attempts) {
            var rows = new ArrayList<ObjectNode>();
            if (this != ATTEMPTS || all || live.contains(attempt)) {
                rows(attempt, all, rows);
            }
            long row = attempt.id() == begun ? skipped : 0;
            for (; row < rows.size(); row++) {
                if (told.size() == limit) {
                    return Nodes.next(document, Cursor.behind(word(), attempt.id(), row));
                }
                told.add(rows.get((int) row));
            }
            if (++looked == MOST_LOOKED_AT) {
                return Nodes.next(document, Cursor.behind(word(), attempt.id(), row));
            }
        }
        return Nodes.next(document, null);
    }
}
