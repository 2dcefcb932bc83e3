package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.PriorityQueue;

/// The practice exchange's only clock: milliseconds since the epoch, moved by whoever owns it.
///
/// In a test that is the test; in a demo a Vert.x timer. Tasks run in (deadline, id) order, each at
/// its own deadline, on the thread that advances. Not thread-safe.
public final class Timeline {

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparingLong((Task task) -> task.at).thenComparingLong(task -> task.id));
    private long now;
    private long ids;

    /// A timeline that stands at this moment.
    public Timeline(long now) {
        this.now = now;
    }

    /// The present, in milliseconds since the epoch.
    public long now() {
        return now;
    }

    /// Moves on by this many milliseconds, running what falls due on the way.
    public void advance(long millis) {
        advanceTo(now + millis);
    }

    /// Moves on to this moment, running what falls due on the way; never goes back.
    public void advanceTo(long moment) {
        while (true) {
            Task next = tasks.peek();
            if (next == null || next.at > moment) {
                break;
            }
            tasks.remove();
            now = Math.max(now, next.at);
            next.run();
        }
        now = Math.max(now, moment);
    }

    /// Moves on to this moment without living through the time before it: what fell due on the way is due then, and what repeats, once.
    void leapTo(long moment) {
        var missed = new ArrayList<Task>();
        while (!tasks.isEmpty() && tasks.element().at < moment) {
            missed.add(tasks.remove());
        }
        for (Task task : missed) {
            task.at = moment;
            task.queue();
        }
        now = Math.max(now, moment);
    }

    /// Runs this once, so many milliseconds from now.
    Task after(long millis, Runnable action) {
        Task task = new Task(this, now + millis, 0, action);
        task.queue();
        return task;
    }

    /// Runs this every so many milliseconds, at whole multiples of the period since the epoch.
    Task every(long millis, Runnable action) {
        Task task = new Task(this, (now / millis + 1) * millis, millis, action);
        task.queue();
        return task;
    }

    /// Something planned; cancelling it twice is harmless.
    static final class Task {
        private final Timeline timeline;
        private final long period;
        private final Runnable action;
        private long at;
        private long id;
        private boolean cancelled;

        private Task(Timeline timeline, long at, long period, Runnable action) {
            this.timeline = timeline;
            this.at = at;
            this.period = period;
            this.action = action;
        }

        private void queue() {
            id = timeline.ids++;
            timeline.tasks.add(this);
        }

        private void run() {
            if (period > 0) {
                at = (at / period + 1) * period;
                queue();
            }
            action.run();
        }

        void cancel() {
            cancelled = true;
            timeline.tasks.remove(this);
        }

        boolean cancelled() {
            return cancelled;
        }
    }
}
