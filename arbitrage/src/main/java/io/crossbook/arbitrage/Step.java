package io.crossbook.arbitrage;

/// One posting of an edge: what it adds (positive) or takes (negative) of `asset` on `exchange`, at `scale` decimals.
///
/// `what` is a short fixed word for tools, `detail` the sum for people. A trade has a step for each of its two assets, and one for its fee.
/// Costs that are no trade stand in the asset that the opportunity is counted in. A fee that a coin pays stands at its worth in the quote: the coin's
/// own price is not asked.
public record Step(What what, String exchange, String asset, long amount, int scale,
        String detail) {

    /// The kinds of postings.
    public enum What {
        BUY, BUY_FEE, SELL, SELL_FEE, COIN_FEE, CARRY, EXIT, FUNDING, TRANSFER, LATENCY;

        /// How people and tools read it: `buy_fee`.
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// The fee of a trade, in the quote asset, which `coin` pays when that is not empty; then not even `what` says that the quote does.
    static Step fee(What what, String exchange, String quote, String coin, long fee,
            String detail) {
        return coin.isEmpty()
                ? money(what, exchange, quote, -fee, detail)
                : money(What.COIN_FEE, exchange, quote, -fee, detail + ", paid in " + coin);
    }

    /// A posting of money.
    public static Step money(What what, String exchange, String asset, long amount, String detail) {
        return new Step(what, exchange, asset, amount, Money.SCALE, detail);
    }
}
