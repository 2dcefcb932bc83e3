package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.paper.AttemptLeg;
import io.crossbook.execution.paper.PaperAttempt;
import io.crossbook.execution.paper.PaperDesk;
import io.crossbook.execution.paper.PaperFill;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the paper desk took, as totals see it.
final class DeskTaken {

    private DeskTaken() {}

    /// All of them, once the desk has ended; `why` says why each was not the coordinator's.
    static List<Taken> of(PaperDesk desk, List<String> why) {
        var all = new ArrayList<Taken>();
        for (PaperAttempt attempt : desk.attempts()) {
            ObjectNode line = AttemptLine.of(attempt);
            line.put("by", Taken.By.DESK.toString());
            line.put("why", why.get(all.size()));
            all.add(new Taken(Taken.By.DESK, attempt.id(), attempt.opportunity(),
                    attempt.outcome().toString(), attempt.outcome() == PaperAttempt.Outcome.FILLED,
                    attempt.takenNanos(), attempt.settledNanos(), attempt.proceeds(),
                    desk.revaluation(attempt), line, markouts(attempt)));
        }
        return all;
    }

    private static List<Taken.Markout> markouts(PaperAttempt attempt) {
        var markouts = new ArrayList<Taken.Markout>();
        for (AttemptLeg leg : attempt.legs()) {
            PaperFill fill = leg.fill();
            if (fill != null && fill.filled()) {
                var bps = new TreeMap<Long, @Nullable BigDecimal>();
                for (int i = 0; i < PaperDesk.MARKOUT_NANOS.size(); i++) {
                    bps.put(PaperDesk.MARKOUT_NANOS.get(i), leg.markouts().get(i));
                }
                markouts.add(new Taken.Markout(
                        ScanSummary.legs(List.of(leg.leg())).getFirst(), bps));
            }
        }
        return markouts;
    }
}
