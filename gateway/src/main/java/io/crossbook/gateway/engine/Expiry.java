package io.crossbook.gateway.engine;

/// Sees to it that somebody looks when what accounts told is not to be believed any more, and tells of what has become too little.
final class Expiry {

    private final Reckoning reckoning;
    private final Timers timers;
    private final Watcher watcher;
    private long next = Long.MAX_VALUE;

    Expiry(Reckoning reckoning, Timers timers, Watcher watcher) {
        this.reckoning = reckoning;
        this.timers = timers;
        this.watcher = watcher;
    }

    void watch(long time) {
        long soonest = reckoning.nextExpiry(time);
        if (soonest < next) {
            next = soonest;
            timers.at(next, Desk.EXPIRE, 0);
        }
        reckoning.freshlyLow().forEach(depth -> watcher.low(depth, time));
    }

    /// Whether somebody was to look by now; told once.
    boolean due(long time) {
        boolean due = next <= time;
        next = due ? Long.MAX_VALUE : next;
        return due;
    }
}
