package io.crossbook.simulator;

import java.math.BigDecimal;
import java.util.List;

/// Orders and trades as Binance writes them in answers. Binance, "Trading endpoints", "Account endpoints".
final class BinanceOrderWords {

    private BinanceOrderWords() {}

    /// Amounts have eight decimals, or more where they have more.
    static String amount(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.setScale(Math.max(8, plain.scale())).toPlainString();
    }

    static String amount(String amount) {
        return amount(new BigDecimal(amount));
    }

    static String status(Order order) {
        return switch (order.state) {
            case OPEN -> order.filled == 0 ? "NEW" : "PARTIALLY_FILLED";
            case FILLED -> "FILLED";
            case CANCELLED -> "CANCELED";
            case EXPIRED -> "EXPIRED";
        };
    }

    static String side(Side side) {
        return side == Side.BID ? "BUY" : "SELL";
    }

    static String type(Order order) {
        return switch (order.ticket.kind()) {
            case LIMIT -> order.ticket.stop() ? "STOP_LOSS_LIMIT" : "LIMIT";
            case MARKET -> "MARKET";
            case POST_ONLY -> "LIMIT_MAKER";
        };
    }

    static String life(Order order) {
        if (order.ticket.kind() == Ticket.Kind.MARKET) {
            return "GTC";
        }
        return switch (order.ticket.life()) {
            case GOOD_TILL_CANCELLED -> "GTC";
            case IMMEDIATE_OR_CANCEL -> "IOC";
            case FILL_OR_KILL -> "FOK";
        };
    }

    /// What all answers about an order say of it.
    private static String body(Order order) {
        return "\"price\":\"" + amount(order.limit()) + "\",\"origQty\":\"" + amount(order.size())
                + "\",\"executedQty\":\"" + amount(order.filledSize())
                + "\",\"origQuoteOrderQty\":\"" + amount(order.ticket.budget())
                + "\",\"cummulativeQuoteQty\":\"" + amount(order.cost) + "\",\"status\":\""
                + status(order) + "\",\"timeInForce\":\"" + life(order) + "\",\"type\":\""
                + type(order) + "\",\"side\":\"" + side(order.side()) + "\"";
    }

    private static String head(Order order) {
        return "{\"symbol\":\"" + order.listing().symbol() + "\",\"orderId\":" + order.id
                + ",\"orderListId\":-1,";
    }

    /// The answer to a new order: `ACK`, `RESULT` or `FULL`.
    static String placed(Order order, String detail) {
        String ack = head(order) + "\"clientOrderId\":" + Json.quote(order.ticket.clientId())
                + ",\"transactTime\":" + order.createdMillis;
        if (detail.equals("ACK")) {
            return ack + "}";
        }
        String result = ack + "," + body(order) + ",\"workingTime\":" + workingMillis(order)
                + ",\"selfTradePreventionMode\":\"NONE\"";
        return detail.equals("RESULT") ? result + "}" : result + ",\"fills\":" + fills(order) + "}";
    }

    /// When it came into the book; -1 for one that is not there.
    private static long workingMillis(Order order) {
        return order.ticket.stop() ? -1 : order.createdMillis;
    }

    private static String fills(Order order) {
        List<Execution> fills = order.account.executions().stream()
                .filter(each -> each.orderId().equals(order.wireId)).toList();
        return Json.array(fills, fill -> "{\"price\":\"" + amount(fill.price()) + "\",\"qty\":\""
                + amount(fill.size()) + "\",\"commission\":\"" + amount(fill.fee())
                + "\",\"commissionAsset\":\"" + fill.feeAsset() + "\",\"tradeId\":"
                + fill.tradeId() + "}");
    }

    /// Binance, "Wallet", "Deposit History".
    static String deposit(Movement movement) {
        return "{\"id\":\"" + movement.id() + "\",\"amount\":\"" + amount(movement.amount())
                + "\",\"coin\":\"" + movement.asset() + "\",\"network\":\"" + movement.asset()
                + "\",\"status\":1,\"address\":\"a\",\"addressTag\":\"\",\"txId\":\"t\","
                + "\"insertTime\":" + movement.atMillis() + ",\"completeTime\":"
                + movement.atMillis() + ",\"transferType\":0,\"confirmTimes\":\"1/1\","
                + "\"unlockConfirm\":1,\"walletType\":0}";
    }

    /// Binance, "Wallet", "Query User Universal Transfer History".
    static String transfer(Movement movement, String type) {
        return "{\"asset\":\"" + movement.asset() + "\",\"amount\":\""
                + amount(movement.amount().abs()) + "\",\"type\":\"" + type
                + "\",\"status\":\"CONFIRMED\",\"tranId\":" + movement.number()
                + ",\"timestamp\":" + movement.atMillis() + "}";
    }

    /// Binance, "Wallet", "Withdraw History": the fee is a field of its own, and is taken beside the amount.
    static String withdrawal(Movement movement) {
        return "{\"id\":\"" + movement.id() + "\",\"amount\":\""
                + amount(movement.amount().negate()) + "\",\"transactionFee\":\""
                + amount(movement.fee()) + "\",\"coin\":\""
                + movement.asset() + "\",\"status\":6,\"address\":\"a\",\"txId\":\"t\","
                + "\"applyTime\":\"" + KrakenTime.v2(movement.atMillis() * 1_000).substring(0, 19)
                        .replace('T', ' ')
                + "\",\"network\":\"" + movement.asset() + "\",\"transferType\":0,\"info\":\"\","
                + "\"confirmNo\":1,\"walletType\":0,\"txKey\":\"\"}";
    }

    static String cancelled(Order order) {
        return head(order) + "\"origClientOrderId\":" + Json.quote(order.ticket.clientId())
                + ",\"clientOrderId\":" + Json.quote(order.cancelId) + ",\"transactTime\":"
                + order.updatedMillis + "," + body(order)
                + ",\"selfTradePreventionMode\":\"NONE\"}";
    }

    static String asked(Order order) {
        return head(order) + "\"clientOrderId\":" + Json.quote(order.ticket.clientId()) + ","
                + body(order) + ",\"stopPrice\":\"" + amount(order.trigger())
                + "\",\"icebergQty\":\"0.00000000\""
                + ",\"time\":" + order.createdMillis + ",\"updateTime\":" + order.updatedMillis
                + ",\"isWorking\":" + !order.ticket.stop() + ",\"workingTime\":"
                + workingMillis(order)
                + ",\"selfTradePreventionMode\":\"NONE\"}";
    }

    static String trade(Execution trade) {
        return "{\"symbol\":\"" + trade.listing().symbol() + "\",\"id\":" + trade.tradeId()
                + ",\"orderId\":" + trade.orderId() + ",\"orderListId\":-1,\"price\":\""
                + amount(trade.price()) + "\",\"qty\":\"" + amount(trade.size())
                + "\",\"quoteQty\":\"" + amount(trade.cost()) + "\",\"commission\":\""
                + amount(trade.fee()) + "\",\"commissionAsset\":\"" + trade.feeAsset()
                + "\",\"time\":" + trade.atMillis() + ",\"isBuyer\":" + trade.buys()
                + ",\"isMaker\":" + trade.maker() + ",\"isBestMatch\":true}";
    }
}
