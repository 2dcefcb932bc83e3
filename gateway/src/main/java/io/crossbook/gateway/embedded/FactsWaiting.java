package io.crossbook.gateway.embedded;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Facts: each waits, up to a bound. Beyond it they are counted, until half of what waits is told; the count stands where they are missing.
final class FactsWaiting<T> implements Waiting<Fact<T>> {

    private final int most;
    private final Queue<Fact<T>> queue = new ArrayDeque<>();
    private long lost;

    FactsWaiting(int most) {
        this.most = most;
    }

    void tell(T value) {
        if (lost > 0 && queue.size() <= most / 2) {
            confess();
        }
        if (lost > 0 || queue.size() >= most) {
            lost++;
        } else {
            queue.add(new Fact.Told<>(value));
        }
    }

    /// All that is known. Where no more may wait, what does is lost: who hears this can go on from here.
    void know(List<T> all) {
        if (queue.size() >= most) {
            queue.forEach(waiting -> lost += switch (waiting) {
                case Fact.Told<T> _ -> 1;
                case Fact.Lost<T>(long count) -> count;
                case Fact.Known<T> _ -> 0;
            });
            queue.clear();
        }
        if (lost > 0) {
            confess();
        }
        queue.add(new Fact.Known<>(all));
    }

    private void confess() {
        queue.add(new Fact.Lost<>(lost));
        lost = 0;
    }

    @Override
    public @Nullable Fact<T> next() {
        if (queue.isEmpty() && lost > 0) {
            confess();
        }
        return queue.poll();
    }

    @Override
    public boolean empty() {
        return queue.isEmpty() && lost == 0;
    }

    /// A fact stays one.
    @Override
    public void ended() {}
}
