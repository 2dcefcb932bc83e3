package io.crossbook.simulator;

import java.math.BigDecimal;

/// A trade of an account's order. `wireId` is what the exchange calls it; `tradeId` is the id of the public
/// trade. Amounts are exact.
public record Execution(String wireId, long id, long tradeId, String orderId, String clientId,
        Listing listing, Side side, BigDecimal price, BigDecimal size, BigDecimal fee,
        String feeAsset, boolean maker, long atMillis) {

    /// Price times size.
    public BigDecimal cost() {
        return price.multiply(size);
    }

    boolean buys() {
        return side == Side.BID;
    }
}
