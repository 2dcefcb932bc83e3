package io.crossbook.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.report.Export;
import io.crossbook.gateway.control.Earned;
import io.crossbook.gateway.control.Story;
import io.crossbook.gateway.engine.Earnings;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.ledger.JournalSettings;
import io.crossbook.gateway.ledger.SqlJournal;
import io.crossbook.gateway.web.Ask;
import io.crossbook.gateway.web.Cursor;
import io.crossbook.gateway.web.Parameter;
import io.crossbook.gateway.web.Reply;
import io.crossbook.gateway.web.Route;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What only the journal has. It is read from its beginning, beside whoever writes it, by two callers at a time.
final class JournalRoutes {

    private final @Nullable JournalSettings journal;
    private final JournalReaders readers = new JournalReaders();

    /// `journal` is null where nobody trades.
    JournalRoutes(@Nullable JournalSettings journal) {
        this.journal = journal;
    }

    List<Route> table() {
        return List.of(
                Route.get("/v1/attempts/{id}", "All that happened to one attempt", "Story",
                        this::story, Parameter.number("id", "its number")),
                rows("/v1/transfers", "What came, went, or was found different, the latest first",
                        Export.Table.TRANSFERS),
                rows("/v1/funding", "Funding and interest, the latest first",
                        Export.Table.FUNDING));
    }

    private Route rows(String path, String summary, Export.Table table) {
        return Route.get(path, summary, "Postings", ask -> rows(ask, table),
                Parameter.limit(50, 500), Parameter.cursor());
    }

    private CompletionStage<Reply> story(Ask ask) {
        JournalSettings from = journal;
        if (from == null) {
            return ask.done(Reply.problem(404, ExecutionRoutes.NOBODY));
        }
        long id = ask.whole("id");
        // Nobody reads the whole journal for what cannot be in it.
        return ask.read(JournalRoutes::last, last -> last)
                .thenCompose(last -> last < id
                        ? ask.done(none(id, last))
                        : story(ask, from, id));
    }

    private static long last(Engine now) {
        ExecutionState state = now.execution();
        return state == null ? Long.MAX_VALUE : state.lastAttempt();
    }

    private static Reply none(long id, long last) {
        return Reply.problem(404, "there is no attempt " + id + (last == 0
                ? ": there was none yet"
                : "; the last one is " + last));
    }

    private CompletionStage<Reply> story(Ask ask, JournalSettings from, long id) {
        return readers.read(ask.who(), () -> {
            Story story = Story.of(from, id);
            return story.attempt() == null
                    ? none(id, story.lastAttempt())
                    : Nodes.reply(story.document());
        }).thenCompose(told -> told.status() == 200 ? marked(ask, id, told) : ask.done(told));
    }

    /// How the market went on after its fills is in no journal.
    private static CompletionStage<Reply> marked(Ask ask, long id, Reply story) {
        return ask.read(now -> {
            Earnings earnings = now.earnings();
            return earnings == null
                    ? List.<ObjectNode>of()
                    : List.of(Earned.markouts(earnings.markouts(id)));
        }, found -> found.isEmpty() ? story : story.merged(found.getFirst().toString()));
    }

    private CompletionStage<Reply> rows(Ask ask, Export.Table table) {
        JournalSettings from = journal;
        Cursor cursor = ask.cursor(table.toString());
        if (from == null || cursor == null) {
            return ask.done(cursor == null
                    ? ask.noCursor()
                    : Reply.problem(404, ExecutionRoutes.NOBODY));
        }
        return readers.read(ask.who(), () -> {
            var last = new Last(cursor.key(0, Long.MAX_VALUE), ask.limit());
            var rows = new Export(table, last::add);
            SqlJournal.read(from, rows);
            rows.end();
            return Nodes.reply(last.document(table));
        });
    }

    /// The last rows of those with a lower number; rows are counted from 1, in the order of the journal.
    private static final class Last {
        private final long before;
        private final int limit;
        private final ArrayDeque<List<String>> rows = new ArrayDeque<>();
        private long number;
        private long first = 1;

        Last(long before, int limit) {
            this.before = before;
            this.limit = limit;
        }

        void add(List<String> row) {
            if (++number < before) {
                rows.addFirst(row);
                if (rows.size() > limit) {
                    rows.removeLast();
                    first++;
                }
            }
        }

        ObjectNode document(Export.Table table) {
            ObjectNode document = Nodes.object();
            ArrayNode items = document.putArray("items");
            rows.forEach(row -> items.add(Nodes.row(table.columns(), row)));
            return Nodes.next(document,
                    first > 1 ? Cursor.behind(table.toString(), first) : null);
        }
    }
}
