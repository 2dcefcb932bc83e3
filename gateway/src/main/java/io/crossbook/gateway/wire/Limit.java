package io.crossbook.gateway.wire;

/// How much an exchange lets us ask for.
interface Limit {

    /// When `cost` may be spent: `now`, or the later moment when there is room for it.
    long readyAt(long now, int cost);

    /// Spends, allowed or not.
    void spend(long now, int cost);
}
