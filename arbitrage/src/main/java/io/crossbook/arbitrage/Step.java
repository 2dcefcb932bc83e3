package io.crossbook.arbitrage;

/// One posting of an edge: what it adds (positive) or costs (negative), in `asset` at [Money#SCALE] decimals.
///
/// `what` is a short fixed word for tools, `detail` the sum for people.
public record Step(What what, String exchange, String asset, long amount, String detail) {

    /// The kinds of postings.
    public enum What {
        BUY, BUY_FEE, SELL, SELL_FEE, CONVERSION, TRANSFER, LATENCY
    }
}
