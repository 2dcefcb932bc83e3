package io.crossbook.gateway.loop;

/// Runs a task later, on the thread that asked.
public interface Timers {

    /// Runs `task` once, not before `millis` have passed (0: at the thread's next turn).
    Timer after(long millis, Runnable task);

    /// A task that is due later.
    interface Timer {
        /// Forgets the task; does nothing when it ran already.
        void cancel();
    }
}
