package io.crossbook.execution;

import java.math.BigDecimal;

/// One trade of one order, as the exchange tells it.
///
/// Unique by exchange, symbol and `tradeId`, from whatever source it comes. `size` is in what the exchange counts, `price` for one of that; `cost` is what was paid or
/// got for it in the quote asset: as the exchange tells it, which rounds, or else price times size. `fee` is what was taken (negative: given) in `feeAsset`. Times
/// are epoch nanoseconds, the exchange's.
public record Fill(OrderId order, String exchange, String symbol, String tradeId, BigDecimal price,
        BigDecimal size, BigDecimal cost, BigDecimal fee, String feeAsset, long tradedNanos,
        Source source) {

    /// Where it was learnt.
    public enum Source {
        /// The answer to the order itself.
        ANSWER,
        /// The private stream.
        STREAM,
        /// A question about the order or its trades.
        ASKED
    }

    public Fill {
        if (tradeId.isEmpty() || price.signum() <= 0 || size.signum() <= 0 || cost.signum() < 0) {
            throw new IllegalArgumentException("no fill of " + order + ": " + size + " at " + price
                    + " for " + cost + ", trade '" + tradeId + "'");
        }
    }

    /// A trade of which nobody tells what was paid: price times size.
    public Fill(OrderId order, String exchange, String symbol, String tradeId, BigDecimal price,
            BigDecimal size, BigDecimal fee, String feeAsset, long tradedNanos, Source source) {
        this(order, exchange, symbol, tradeId, price, size, price.multiply(size), fee, feeAsset,
                tradedNanos, source);
    }

    /// What it is known by.
    public Key key() {
        return new Key(exchange, symbol, tradeId);
    }

    /// Unique for ever.
    public record Key(String exchange, String symbol, String tradeId) {}
}
