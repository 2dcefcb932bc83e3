package io.crossbook.gateway.wire;

/// A counter that every request raises and that falls with time, and must never be above its most: so Kraken counts an account's requests.
final class Counter implements Limit {

    private static final double MILLI = 1_000_000;

    private final int most;
    private final double perNano;
    private double level;
    private long at = Long.MIN_VALUE;

    /// @param emptyMillis how long it takes to fall from its most to nothing
    Counter(int most, long emptyMillis) {
        this.most = most;
        perNano = most / (emptyMillis * MILLI);
    }

    @Override
    public long readyAt(long now, int cost) {
        fall(now);
        double over = level + Math.min(cost, most) - most;
        return cost == 0 || over <= 0 ? now : now + (long) Math.ceil(over / perNano);
    }

    @Override
    public void spend(long now, int cost) {
        fall(now);
        level += cost;
    }

    private void fall(long now) {
        if (at != Long.MIN_VALUE && now > at) {
            level = Math.max(0, level - (now - at) * perNano);
        }
        at = Math.max(at, now);
    }
}
