package io.crossbook.execution.proof;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What happens in a run, line by line, for whoever wants to hear it, and a hash over it.
final class Story {

    private final Agenda agenda;
    private final long startNanos;
    private @Nullable Consumer<String> teller;
    private long hash = 17;

    Story(Agenda agenda) {
        this.agenda = agenda;
        startNanos = agenda.now();
    }

    /// From here on all of it is told: after how many seconds, and what.
    void tells(Consumer<String> to) {
        teller = to;
    }

    /// What belongs to what a run was.
    void log(Object what) {
        String words = what.toString();
        hash = hash * 31 + words.hashCode();
        say(words);
    }

    /// What is only told.
    void say(String words) {
        Consumer<String> to = teller;
        if (to != null) {
            to.accept("%9.3f s  %s".formatted((agenda.now() - startNanos) / 1e9, words));
        }
    }

    long hash() {
        return hash;
    }
}
