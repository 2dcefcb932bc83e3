package io.crossbook.simulator;

import java.math.BigDecimal;
import java.util.Collection;

/// Orders, executions and the wallet as Bybit writes them, over REST and on the private stream.
final class BybitOrderWords {

    private BybitOrderWords() {}

    static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    private static String side(Side side) {
        return side == Side.BID ? "Buy" : "Sell";
    }

    private static String type(Order order) {
        return order.ticket.kind() == Ticket.Kind.MARKET ? "Market" : "Limit";
    }

    private static String life(Order order) {
        return order.ticket.kind() == Ticket.Kind.POST_ONLY
                ? "PostOnly"
                : switch (order.ticket.life()) {
                    case GOOD_TILL_CANCELLED -> "GTC";
                    case IMMEDIATE_OR_CANCEL -> "IOC";
                    case FILL_OR_KILL -> "FOK";
                };
    }

    /// Bybit, "Enums", `orderStatus`: spot tells a partial fill that was cancelled apart, and stop orders.
    private static String status(Order order) {
        if (order.ticket.stop()) {
            return order.open() ? "Untriggered" : "Deactivated";
        }
        return switch (order.state) {
            case OPEN -> order.filled == 0 ? "New" : "PartiallyFilled";
            case FILLED -> "Filled";
            case CANCELLED, EXPIRED -> order.filled == 0 ? "Cancelled" : "PartiallyFilledCanceled";
        };
    }

    private static String rejection(Order order) {
        return switch (order.reason) {
            case "" -> "EC_NoError";
            case "post only" -> "EC_PostOnlyWillTakeLiquidity";
            default -> "EC_NoImmediateQtyToFill";
        };
    }

    static String order(Order order) {
        Listing listing = order.listing();
        BigDecimal left = order.open()
                ? new BigDecimal(listing.size(order.left()))
                : BigDecimal.ZERO;
        return "{\"category\":\"spot\",\"symbol\":\"" + listing.symbol() + "\",\"orderId\":\""
                + order.wireId + "\",\"orderLinkId\":" + Json.quote(order.ticket.clientId())
                + ",\"blockTradeId\":\"\",\"side\":\"" + side(order.side())
                + "\",\"positionIdx\":0,\"orderStatus\":\"" + status(order)
                + "\",\"cancelType\":\""
                + (order.cancelId.isEmpty() ? "UNKNOWN" : "CancelByUser")
                + "\",\"rejectReason\":\"" + rejection(order) + "\",\"timeInForce\":\""
                + life(order) + "\",\"isLeverage\":\"0\",\"price\":\"" + order.limit()
                + "\",\"qty\":\"" + order.size() + "\",\"avgPrice\":\""
                + (order.filled == 0 ? "" : plain(order.average())) + "\",\"leavesQty\":\""
                + plain(left) + "\",\"leavesValue\":\""
                + plain(left.multiply(new BigDecimal(order.limit()))) + "\",\"cumExecQty\":\""
                + order.filledSize() + "\",\"cumExecValue\":\"" + plain(order.cost)
                + "\",\"cumExecFee\":\"" + plain(order.fee) + "\",\"feeCurrency\":\""
                + order.ticket.feeAsset() + "\",\"orderType\":\"" + type(order)
                + "\",\"stopOrderType\":\"" + (order.ticket.stop() ? "Stop" : "")
                + "\",\"orderIv\":\"\",\"triggerPrice\":\"" + order.trigger() + "\","
                + "\"takeProfit\":\"\",\"stopLoss\":\"\",\"tpTriggerBy\":\"\",\"slTriggerBy\":\"\","
                + "\"triggerDirection\":0,\"triggerBy\":\"\",\"lastPriceOnCreated\":\"\","
                + "\"reduceOnly\":false,\"closeOnTrigger\":false,\"smpType\":\"None\","
                + "\"smpGroup\":0,\"smpOrderId\":\"\",\"createdTime\":\"" + order.createdMillis
                + "\",\"updatedTime\":\"" + order.updatedMillis + "\"}";
    }

    static String execution(Order order, Execution trade, FeeRule fees) {
        return "{\"category\":\"spot\",\"symbol\":\"" + trade.listing().symbol()
                + "\",\"execId\":\"" + trade.wireId() + "\",\"execType\":\"Trade\",\"execPrice\":\""
                + plain(trade.price()) + "\",\"execQty\":\"" + plain(trade.size())
                + "\",\"execValue\":\"" + plain(trade.cost()) + "\",\"execFee\":\""
                + plain(trade.fee()) + "\",\"feeCurrency\":\"" + trade.feeAsset()
                + "\",\"feeRate\":\"" + plain(trade.maker() ? fees.maker() : fees.taker())
                + "\",\"execTime\":\"" + trade.atMillis() + "\",\"isMaker\":" + trade.maker()
                + ",\"side\":\"" + side(trade.side()) + "\",\"orderId\":\"" + trade.orderId()
                + "\",\"orderLinkId\":" + Json.quote(trade.clientId()) + ",\"orderPrice\":\""
                + order.limit() + "\",\"orderQty\":\"" + order.size() + "\",\"leavesQty\":\""
                + order.listing().size(order.left()) + "\",\"orderType\":\"" + type(order)
                + "\",\"stopOrderType\":\"\",\"isLeverage\":\"0\",\"blockTradeId\":\"\","
                + "\"closedSize\":\"\",\"seq\":" + trade.id() + "}";
    }

    static String type(Movement movement) {
        return movement.inside()
                ? movement.came() ? "AIRDROP" : "INTEREST"
                : movement.came() ? "TRANSFER_IN" : "TRANSFER_OUT";
    }

    /// What a withdrawal costs the account does not see: it is taken where the money leaves from, which is another one.
    static String log(Movement movement) {
        return log(movement.id(), "\"symbol\":\"\",\"category\":\"\",\"side\":\"None\"",
                movement.atMillis(), type(movement), movement.asset(), movement.change(),
                BigDecimal.ZERO);
    }

    /// What a trade did to the base, or to the quote.
    static String log(Execution trade, boolean base) {
        Instrument instrument = trade.listing().instrument();
        String asset = base ? instrument.base() : instrument.quote();
        BigDecimal amount = base ? trade.size() : trade.cost();
        return log(trade.wireId() + (base ? "-B" : "-Q"),
                "\"symbol\":\"" + instrument.base() + instrument.quote()
                        + "\",\"category\":\"spot\",\"side\":\"" + side(trade.side()) + "\"",
                trade.atMillis(), "TRADE", asset,
                base == trade.buys() ? amount : amount.negate(),
                trade.feeAsset().equals(asset) ? trade.fee() : BigDecimal.ZERO);
    }

    private static String log(String id, String what, long atMillis, String type, String asset,
            BigDecimal flow, BigDecimal fee) {
        return "{\"id\":\"" + id + "\"," + what + ",\"transactionTime\":\"" + atMillis
                + "\",\"type\":\"" + type + "\",\"transSubType\":\"\",\"qty\":\""
                + plain(flow) + "\",\"size\":\"\",\"currency\":\"" + asset
                + "\",\"tradePrice\":\"\",\"funding\":\"\",\"fee\":\"" + plain(fee)
                + "\",\"cashFlow\":\"" + plain(flow) + "\",\"change\":\""
                + plain(flow.subtract(fee))
                + "\",\"cashBalance\":\"0\",\"feeRate\":\"\",\"bonusChange\":\"\",\"tradeId\":"
                + "\"\",\"orderId\":\"\",\"orderLinkId\":\"\"}";
    }

    /// The unified account with these coins.
    static String wallet(Account account, Collection<String> coins) {
        return "{\"accountType\":\"UNIFIED\",\"accountLTV\":\"\",\"accountIMRate\":\"0\","
                + "\"accountMMRate\":\"0\",\"totalEquity\":\"0\",\"totalWalletBalance\":\"0\","
                + "\"totalMarginBalance\":\"0\",\"totalAvailableBalance\":\"0\",\"totalPerpUPL\":"
                + "\"0\",\"totalInitialMargin\":\"0\",\"totalMaintenanceMargin\":\"0\",\"coin\":"
                + Json.array(coins.stream().toList(), coin -> coin(coin, account.holding(coin)))
                + "}";
    }

    private static String coin(String coin, Holding holding) {
        String total = plain(holding.total());
        return "{\"coin\":\"" + coin + "\",\"equity\":\"" + total + "\",\"usdValue\":\"0\","
                + "\"walletBalance\":\"" + total + "\",\"free\":\"" + plain(holding.free())
                + "\",\"locked\":\"" + plain(holding.locked()) + "\",\"spotHedgingQty\":\"0\","
                + "\"borrowAmount\":\"0\",\"spotBorrow\":\"0\",\"availableToWithdraw\":\""
                + plain(holding.free()) + "\",\"availableToBorrow\":\"\",\"accruedInterest\":\"0\","
                + "\"totalOrderIM\":\"0\",\"totalPositionIM\":\"0\",\"totalPositionMM\":\"0\","
                + "\"unrealisedPnl\":\"0\",\"cumRealisedPnl\":\"0\",\"bonus\":\"0\","
                + "\"collateralSwitch\":false,\"marginCollateral\":false}";
    }
}
