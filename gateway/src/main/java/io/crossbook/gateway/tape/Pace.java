package io.crossbook.gateway.tape;

import java.util.concurrent.locks.LockSupport;

/// How fast a tape plays. The engine never notices: its time is the tape's.
public interface Pace {

    /// As fast as it goes.
    Pace FULL = _ -> {};

    /// Waits until it is time for what was recorded at `stamp`.
    void await(long stamp);

    /// `speed` times as fast as it was: 1 is the recorded pace. The first input plays at once.
    static Pace times(double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("a speed is above 0, not " + speed);
        }
        return new Pace() {
            private long firstStamp;
            private long firstNanos;

            @Override
            public void await(long stamp) {
                if (firstNanos == 0) {
                    firstStamp = stamp;
                    firstNanos = System.nanoTime();
                }
                long due = firstNanos + (long) ((stamp - firstStamp) / speed);
                long left = due - System.nanoTime();
                while (left > 0 && !Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(left);
                    left = due - System.nanoTime();
                }
            }
        };
    }
}
