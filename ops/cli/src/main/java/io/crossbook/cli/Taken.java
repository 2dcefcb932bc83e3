package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.execution.paper.Proceeds;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One opportunity that a backtest took, as it was then told, and what came of it; whoever took it.
///
/// `filled` says whether every leg got all of its size, `line` is all that is known of it, `markouts` are those of its fills.
record Taken(By by, long id, Opportunity opportunity, String outcome, boolean filled,
        long takenNanos, long settledNanos, Proceeds proceeds, BigDecimal revaluation,
        ObjectNode line, List<Markout> markouts) {

    /// How they can end, whoever took them, in the order in which tables show it.
    static final List<String> OUTCOMES = List.of("filled", "partly", "unwound", "missed", "stuck",
            "unfinished");

    /// Who took it.
    enum By {
        /// The coordinator, as in a daemon: gate, journal, ladder, our own ledger.
        COORDINATOR,
        /// Whoever trades on paper what the coordinator cannot: no limits, and as much of everything as it takes.
        DESK;

        /// How people and tools read it: `coordinator`.
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// How far the middle has moved in favour of what `leg` got, in basis points, by how long after; null where its book was not live then.
    record Markout(String leg, Map<Long, @Nullable BigDecimal> bps) {}

    Taken {
        markouts = List.copyOf(markouts);
        if (!OUTCOMES.contains(outcome)) {
            throw new IllegalArgumentException("no outcome: " + outcome);
        }
    }
}
