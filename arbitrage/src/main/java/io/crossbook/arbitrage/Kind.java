package io.crossbook.arbitrage;

/// The kinds of edges.
public enum Kind {
    /// The same instrument, bought on one exchange and sold on another.
    TWO_LEGS,
    /// The same base against two quotes, with the book between the quotes.
    CONVERSION,
    /// Three or four trades that end in the asset they began with.
    CYCLE,
    /// Spot against a perpetual, or two perpetuals: earned when the prices meet, and by funding.
    BASIS,
    /// Two legs that bring less than is asked of others: they do nothing but bring home what leans ([Leans]), and may cost something.
    REBALANCE;

    /// How people and tools read it: `two_legs`.
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
