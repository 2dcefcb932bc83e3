package io.crossbook.arbitrage;

/// One posting of an edge: what it adds (positive) or takes (negative) of `asset` on `exchange`, at `scale` decimals.
///
/// `what` is a short fixed word for tools, `detail` the sum for people. A trade has a step for each of its two assets, and one for its fee.
/// Costs that are no trade stand in the asset that the opportunity is counted in.
public record Step(What what, String exchange, String asset, long amount, int scale,
        String detail) {

    /// The kinds of postings.
    public enum What {
        BUY, BUY_FEE, SELL, SELL_FEE, CARRY, EXIT, FUNDING, TRANSFER, LATENCY;

        /// How people and tools read it: `buy_fee`.
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// A posting of money.
    public static Step money(What what, String exchange, String asset, long amount, String detail) {
        return new Step(what, exchange, asset, amount, Money.SCALE, detail);
    }
}
