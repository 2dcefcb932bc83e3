package io.crossbook.gateway.wire;

import java.util.ArrayDeque;

/// So much within any window of so long, and never more: an exact sliding window, so that it holds against an exchange's
/// fixed windows too, wherever those begin.
final class Budget implements Limit {

    private static final long MILLI = 1_000_000;

    private final int most;
    private final long windowNanos;
    private final ArrayDeque<Spent> spent = new ArrayDeque<>();
    private int used;

    private record Spent(long at, int cost) {}

    /// @param most how much a window allows; 0 for no limit
    Budget(int most, long windowMillis) {
        this.most = most;
        windowNanos = windowMillis * MILLI;
    }

    /// When `cost` may be spent: `now`, or the later moment when enough has left the window. A cost beyond the whole
    /// budget waits for an empty window.
    @Override
    public long readyAt(long now, int cost) {
        forget(now);
        int over = used + Math.min(cost, most) - most;
        if (most == 0 || over <= 0) {
            return now;
        }
        long at = now;
        for (Spent s : spent) {
            if (over <= 0) {
                break;
            }
            over -= s.cost;
            at = s.at + windowNanos;
        }
        return at;
    }

    /// Spends, allowed or not.
    @Override
    public void spend(long now, int cost) {
        if (most > 0 && cost > 0) {
            spent.add(new Spent(now, cost));
            used += cost;
        }
    }

    /// Spends if it may be spent now.
    boolean trySpend(long now, int cost) {
        boolean may = readyAt(now, cost) <= now;
        if (may) {
            spend(now, cost);
        }
        return may;
    }

    private void forget(long now) {
        for (Spent s = spent.peek(); s != null && s.at + windowNanos <= now; s = spent.peek()) {
            used -= s.cost;
            spent.remove();
        }
    }
}
