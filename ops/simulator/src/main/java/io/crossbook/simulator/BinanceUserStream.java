package io.crossbook.simulator;

import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Binance's user data stream on one connection. Binance, "User Data Streams", "Payloads".
final class BinanceUserStream implements AccountListener {

    private final TradingDesk desk;
    private final Account account;
    private final Line line;
    private final int subscription;

    BinanceUserStream(TradingDesk desk, Account account, Line line, int subscription) {
        this.desk = desk;
        this.account = account;
        this.line = line;
        this.subscription = subscription;
    }

    @Override
    public void order(Order order, News news, @Nullable Execution execution) {
        String type = switch (news) {
            case TAKEN -> "NEW";
            case TRADED -> "TRADE";
            case CANCELLED -> "CANCELED";
            case EXPIRED -> "EXPIRED";
        };
        boolean cancelled = !order.cancelId.isEmpty();
        String own = order.ticket.clientId();
        String status = news == News.TAKEN ? "NEW" : BinanceOrderWords.status(order);
        tell(order.listing().symbol(), execution != null,
                "{\"e\":\"executionReport\",\"E\":" + desk.now() + ",\"s\":\""
                        + order.listing().symbol() + "\",\"c\":"
                        + Json.quote(cancelled ? order.cancelId : own) + ",\"S\":\""
                        + BinanceOrderWords.side(order.side()) + "\",\"o\":\""
                        + BinanceOrderWords.type(order) + "\",\"f\":\""
                        + BinanceOrderWords.life(order) + "\",\"q\":\""
                        + BinanceOrderWords.amount(order.size()) + "\",\"p\":\""
                        + BinanceOrderWords.amount(order.limit())
                        + "\",\"P\":\"" + BinanceOrderWords.amount(order.trigger())
                        + "\",\"F\":\"0.00000000\",\"g\":-1,\"C\":"
                        + Json.quote(cancelled ? own : "") + ",\"x\":\"" + type + "\",\"X\":\""
                        + status + "\",\"r\":\"NONE\",\"i\":" + order.id + ",\"l\":\""
                        + amount(execution == null ? BigDecimal.ZERO : execution.size())
                        + "\",\"z\":\"" + BinanceOrderWords.amount(order.filledSize())
                        + "\",\"L\":\""
                        + amount(execution == null ? BigDecimal.ZERO : execution.price())
                        + "\",\"n\":\""
                        + (execution == null ? "0" : amount(execution.fee())) + "\",\"N\":"
                        + (execution == null ? "null" : "\"" + execution.feeAsset() + "\"")
                        + ",\"T\":" + order.updatedMillis + ",\"t\":"
                        + (execution == null ? -1 : execution.tradeId()) + ",\"v\":" + order.id
                        + ",\"I\":" + (execution == null ? order.id : execution.id())
                        + ",\"w\":" + (order.open() && !order.waits()) + ",\"m\":"
                        + (execution != null && execution.maker())
                        + ",\"M\":" + (execution != null) + ",\"O\":" + order.createdMillis
                        + ",\"Z\":\"" + amount(order.cost) + "\",\"Y\":\""
                        + amount(execution == null ? BigDecimal.ZERO : execution.cost())
                        + "\",\"Q\":\"" + amount(order.ticket.budget()) + "\""
                        + (order.ticket.stop() ? "" : ",\"W\":" + order.createdMillis)
                        + ",\"V\":\"NONE\"}");
    }

    private static String amount(BigDecimal amount) {
        return BinanceOrderWords.amount(amount);
    }

    @Override
    public void balances(Set<String> assets, @Nullable Execution cause) {
        tell("", false, "{\"e\":\"outboundAccountPosition\",\"E\":" + desk.now() + ",\"u\":"
                + desk.now() + ",\"B\":"
                + Json.array(new TreeSet<>(assets).stream().toList(),
                        asset -> "{\"a\":\"" + asset + "\",\"f\":\""
                                + amount(account.holding(asset).free()) + "\",\"l\":\""
                                + amount(account.holding(asset).locked()) + "\"}")
                + "}");
    }

    @Override
    public void moved(Movement movement) {
        tell("", false, "{\"e\":\"balanceUpdate\",\"E\":" + desk.now() + ",\"a\":\""
                + movement.asset() + "\",\"d\":\"" + amount(movement.change()) + "\",\"T\":"
                + movement.atMillis() + "}");
        balances(Set.of(movement.asset()), null);
    }

    private void tell(String symbol, boolean fill, String event) {
        desk.mischief().tell(line, symbol, fill, "{\"subscriptionId\":" + subscription
                + ",\"event\":" + event + "}");
    }

    void end() {
        account.leave(this);
    }

    void begin() {
        account.listen(this);
    }
}
