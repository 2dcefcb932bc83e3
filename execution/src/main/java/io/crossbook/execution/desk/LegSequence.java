package io.crossbook.execution.desk;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.Departures;
import io.crossbook.execution.Order;
import java.util.Comparator;

/// In which order the legs of an attempt leave: the most doubtful first, and whether the others wait for it.
final class LegSequence {

    private final DeskTerms terms;
    private final Departures departures;

    LegSequence(DeskTerms terms, Departures departures) {
        this.terms = terms;
        this.departures = departures;
    }

    boolean together(Attempt attempt) {
        return switch (terms.legs()) {
            case DOUBTFUL_FIRST -> false;
            case PROVEN -> departures.together(attempt.plan());
            case TOGETHER -> true;
        };
    }

    Comparator<Order> of(Attempt attempt) {
        return together(attempt) ? highestRankFirst() : doubtfulFirst(attempt);
    }

    /// Among the same rank by what has filled so far: an exchange of which nothing is known is doubtful, and is known better afterwards.
    Comparator<Order> doubtfulFirst(Attempt attempt) {
        return highestRankFirst().thenComparingDouble(order -> departures.fillRate(attempt.plan(),
                order.intent().listing().exchange()));
    }

    private Comparator<Order> highestRankFirst() {
        return Comparator.comparingInt(order -> -terms.doubt()
                .getOrDefault(order.intent().listing().exchange(), 0));
    }
}
