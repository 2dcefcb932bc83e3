package io.crossbook.simulator;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Bybit's private topics on one connection: `order`, `execution`, `wallet`. Bybit v5, "Private Stream".
final class BybitPrivateStream implements AccountListener {

    private final TradingDesk desk;
    private final Account account;
    private final Line line;
    private final Set<String> topics = new TreeSet<>();
    private long messages;

    BybitPrivateStream(TradingDesk desk, Account account, Line line) {
        this.desk = desk;
        this.account = account;
        this.line = line;
        account.listen(this);
    }

    void end() {
        account.leave(this);
    }

    void join(String topic) {
        topics.add(topic.replaceAll("\\..*", ""));
    }

    void drop(String topic) {
        topics.remove(topic.replaceAll("\\..*", ""));
    }

    /// Bybit tells an order when it is taken, trades or ends; its trade before what it comes to.
    @Override
    public void order(Order order, News news, @Nullable Execution execution) {
        if (execution != null && topics.contains("execution")) {
            tell("execution", order, true,
                    BybitOrderWords.execution(order, execution, desk.fees()));
        }
        if (topics.contains("order")) {
            tell("order", order, false, BybitOrderWords.order(order));
        }
    }

    private void tell(String topic, Order order, boolean fill, String row) {
        send(topic, order.listing().symbol(), fill, row);
    }

    private void send(String topic, String symbol, boolean fill, String row) {
        desk.mischief().tell(line, symbol, fill, "{\"id\":\"592324_" + topic + "_" + ++messages
                + "\",\"topic\":\"" + topic + "\",\"creationTime\":" + desk.now() + ",\"data\":["
                + row + "]}");
    }

    @Override
    public void balances(Set<String> assets, @Nullable Execution cause) {
        if (topics.contains("wallet")) {
            send("wallet", "", false, BybitOrderWords.wallet(account, new TreeSet<>(assets)));
        }
    }

    @Override
    public void moved(Movement movement) {
        balances(Set.of(movement.asset()), null);
    }
}
