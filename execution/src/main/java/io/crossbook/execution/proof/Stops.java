package io.crossbook.execution.proof;

import java.util.ArrayList;
import java.util.List;

/// The steps of a run after which a death would leave something else than after the step before: of the journal, of what of it is kept, or of what has left.
final class Stops {

    private final List<Integer> steps = new ArrayList<>();
    private long left;

    /// So much is left after this step.
    void after(int step, KeptJournal journal, int placed) {
        long now = ((long) journal.entries().size() << 40) + ((long) journal.kept().size() << 20)
                + placed;
        if (now != left) {
            steps.add(step);
        }
        left = now;
    }

    List<Integer> steps() {
        return List.copyOf(steps);
    }
}
