package io.crossbook.simulator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Orders, trades and balances as Kraken's REST writes them. Kraken, "Account Data".
final class KrakenOrderWords {

    private KrakenOrderWords() {}

    static String side(Side side) {
        return side == Side.BID ? "buy" : "sell";
    }

    static String type(Order order) {
        return order.ticket.kind() == Ticket.Kind.MARKET
                ? "market"
                : order.ticket.stop() ? "stop-loss-limit" : "limit";
    }

    static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    static boolean feeInQuote(Order order) {
        return order.ticket.feeAsset().equals(order.listing().instrument().quote());
    }

    /// `buy 1.25 XBTUSDT @ limit 27500.0`, `sell 1.25 XBTUSDT @ stop loss 26000.0 -> limit 25900.0`.
    static String description(Ticket ticket) {
        Listing listing = ticket.listing();
        return side(ticket.side()) + " " + listing.size(ticket.lots()) + " "
                + KrakenNames.alternative(listing.instrument()) + " @ "
                + (ticket.kind() == Ticket.Kind.MARKET
                        ? "market"
                        : (ticket.stop()
                                ? "stop loss " + listing.price(ticket.trigger()) + " -> "
                                : "") + "limit " + listing.price(ticket.limit()));
    }

    private static String status(Order order) {
        return switch (order.state) {
            case OPEN -> "open";
            case FILLED -> "closed";
            case CANCELLED, EXPIRED -> "canceled";
        };
    }

    /// Why an order ended before it was filled.
    static String reason(Order order) {
        return !order.cancelId.isEmpty()
                ? "User requested"
                : order.reason.equals("post only") ? "Post only order" : "Unfilled remainder";
    }

    static String order(Order order, boolean withTrades) {
        String flags = (feeInQuote(order) ? "fciq" : "fcib")
                + (order.ticket.kind() == Ticket.Kind.POST_ONLY ? ",post" : "");
        List<String> trades = new ArrayList<>();
        order.account.executions().stream().filter(each -> each.orderId().equals(order.wireId))
                .forEach(each -> trades.add(each.wireId()));
        return "\"" + order.wireId + "\":{\"refid\":null,\"userref\":0"
                + (order.ticket.clientId().isEmpty()
                        ? ""
                        : ",\"cl_ord_id\":" + Json.quote(order.ticket.clientId()))
                + ",\"status\":\"" + status(order) + "\""
                + (order.open() || order.state == OrderTruth.State.FILLED
                        ? ""
                        : ",\"reason\":\"" + reason(order) + "\"")
                + ",\"opentm\":" + KrakenTime.v1(order.createdMillis * 1_000)
                + (order.open()
                        ? ""
                        : ",\"closetm\":" + KrakenTime.v1(order.updatedMillis * 1_000))
                + ",\"starttm\":0,\"expiretm\":0,\"descr\":{\"pair\":\""
                + KrakenNames.alternative(order.listing().instrument())
                + "\",\"aclass\":\"forex\",\"type\":\"" + side(order.side())
                + "\",\"ordertype\":\"" + type(order) + "\",\"price\":\""
                + (order.ticket.stop() ? order.trigger() : order.limit()) + "\",\"price2\":\""
                + (order.ticket.stop() ? order.limit() : "0")
                + "\",\"leverage\":\"none\",\"order\":\""
                + description(order.ticket) + "\",\"close\":\"\"},\"vol\":\"" + order.size()
                + "\",\"vol_exec\":\"" + order.filledSize() + "\",\"cost\":\"" + plain(order.cost)
                + "\",\"fee\":\"" + plain(order.fee) + "\",\"price\":\"" + plain(order.average())
                + "\",\"stopprice\":\"0.00000\",\"limitprice\":\"0.00000\",\"misc\":\"\","
                + "\"oflags\":\"" + flags + "\""
                + (withTrades ? ",\"trades\":" + Json.array(trades, Json::quote) : "") + "}";
    }

    static String trade(Execution trade) {
        Instrument instrument = trade.listing().instrument();
        BigDecimal fee = trade.feeAsset().equals(instrument.quote())
                ? trade.fee()
                : trade.fee().multiply(trade.price());
        return "\"" + trade.wireId() + "\":{\"ordertxid\":\"" + trade.orderId()
                + "\",\"postxid\":\"TKH2SE-M7IF5-CFI7LT\",\"pair\":\""
                + KrakenNames.pair(instrument) + "\",\"aclass\":\"forex\",\"time\":"
                + KrakenTime.v1(trade.atMillis() * 1_000) + ",\"type\":\"" + side(trade.side())
                + "\",\"ordertype\":\"limit\",\"price\":\"" + plain(trade.price())
                + "\",\"cost\":\"" + plain(trade.cost()) + "\",\"fee\":\"" + plain(fee)
                + "\",\"vol\":\"" + plain(trade.size()) + "\",\"margin\":\"0.00000\","
                + "\"leverage\":\"0\",\"misc\":\"\",\"trade_id\":" + trade.tradeId()
                + ",\"maker\":" + trade.maker() + "}";
    }

    static String type(Movement movement) {
        return movement.inside() ? "earn" : movement.came() ? "deposit" : "withdrawal";
    }

    /// Kraken, "Get Ledgers Info"; what it costs is taken beside it ("balance = old_balance +/- amount - fee").
    static String ledger(Movement movement) {
        return ledger(movement.id(), movement.atMillis(), type(movement), movement.asset(),
                movement.amount(), movement.fee());
    }

    /// What a trade did to the base, or to the quote.
    static String ledger(Execution trade, boolean base) {
        Instrument instrument = trade.listing().instrument();
        String asset = base ? instrument.base() : instrument.quote();
        BigDecimal amount = base ? trade.size() : trade.cost();
        return ledger((base ? "LB" : "LQ") + trade.wireId(), trade.atMillis(), "trade", asset,
                base == trade.buys() ? amount : amount.negate(),
                trade.feeAsset().equals(asset) ? trade.fee() : BigDecimal.ZERO);
    }

    private static String ledger(String id, long atMillis, String type, String asset,
            BigDecimal amount, BigDecimal fee) {
        return "\"" + id + "\":{\"refid\":\"R" + id + "\",\"time\":"
                + KrakenTime.v1(atMillis * 1_000) + ",\"type\":\"" + type
                + "\",\"subtype\":\"\",\"aclass\":\"currency\",\"asset\":\""
                + KrakenNames.asset(asset) + "\",\"amount\":\"" + plain(amount)
                + "\",\"fee\":\"" + plain(fee) + "\",\"balance\":\"0\"}";
    }

    static String balance(Map.Entry<String, Holding> each) {
        return "\"" + KrakenNames.asset(each.getKey()) + "\":{\"balance\":\""
                + plain(each.getValue().total()) + "\",\"hold_trade\":\""
                + plain(each.getValue().locked()) + "\"}";
    }

    static String total(Map.Entry<String, Holding> each) {
        return "\"" + KrakenNames.asset(each.getKey()) + "\":\""
                + plain(each.getValue().total()) + "\"";
    }
}
