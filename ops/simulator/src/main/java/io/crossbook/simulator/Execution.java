package io.crossbook.simulator;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/// A trade of an account's order. `wireId` is what the exchange calls it; `tradeId` is the id of the public
/// trade. `cost` is what was paid in the quote asset: price times size, as the exchange cuts it.
public record Execution(String wireId, long id, long tradeId, String orderId, String clientId,
        Listing listing, Side side, BigDecimal price, BigDecimal size, BigDecimal cost,
        BigDecimal fee, String feeAsset, boolean maker, long atMillis) {

    boolean buys() {
        return side == Side.BID;
    }

    /// What the account has more of since, and less, by asset, its fee included.
    public Map<String, BigDecimal> brought() {
        var brought = new TreeMap<String, BigDecimal>();
        brought.merge(listing.instrument().base(), buys() ? size : size.negate(),
                BigDecimal::add);
        brought.merge(listing.instrument().quote(), buys() ? cost.negate() : cost,
                BigDecimal::add);
        brought.merge(feeAsset, fee.negate(), BigDecimal::add);
        return brought;
    }
}
