package io.crossbook.simulator;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Kraken's `executions` and `balances` on one connection. Kraken, "Spot WebSocket v2", "Executions",
/// "Balances".
final class KrakenPrivateStream implements AccountListener {

    private static final int MOST_TRADES = 50;

    private final TradingDesk desk;
    private final Account account;
    private final Line line;
    private boolean executions;
    private boolean balances;
    private long executionSequence;
    private long balanceSequence;

    KrakenPrivateStream(TradingDesk desk, Account account, Line line) {
        this.desk = desk;
        this.account = account;
        this.line = line;
        account.listen(this);
    }

    Account account() {
        return account;
    }

    void end() {
        account.leave(this);
    }

    /// Begins with what is open and what was traded last, as asked for.
    void executions(boolean orders, boolean trades) {
        List<Execution> all = account.executions();
        Stream<String> traded = trades
                ? all.subList(Math.max(0, all.size() - MOST_TRADES), all.size()).stream()
                        .map(each -> trade(order(each), each))
                : Stream.empty();
        Stream<String> open = orders
                ? account.orders().stream().filter(Order::open)
                        .map(order -> state(order, "new", true))
                : Stream.empty();
        executions = true;
        send("executions", "snapshot", "", false,
                Json.array(Stream.concat(traded, open).toList(), row -> row));
    }

    private Order order(Execution execution) {
        return account.orders().stream()
                .filter(order -> order.wireId.equals(execution.orderId())).findFirst()
                .orElseThrow(() -> new IllegalStateException("a trade of no order"));
    }

    void balances(boolean snapshot) {
        balances = true;
        if (snapshot) {
            send("balances", "snapshot", "", false, Json.array(
                    account.holdings().keySet().stream().toList(), asset -> {
                        String total = plain(account.holding(asset).total());
                        return "{\"asset\":\"" + asset + "\",\"asset_class\":\"currency\","
                                + "\"balance\":" + total
                                + ",\"wallets\":[{\"type\":\"spot\",\"id\":\"main\",\"balance\":"
                                + total + "}]}";
                    }));
        }
    }

    void leave(String channel) {
        executions &= !channel.equals("executions");
        balances &= !channel.equals("balances");
    }

    private void send(String channel, String type, String symbol, boolean fill, String data) {
        long sequence = channel.equals("executions") ? ++executionSequence : ++balanceSequence;
        desk.mischief().tell(line, symbol, fill, "{\"channel\":\"" + channel + "\",\"type\":\""
                + type + "\",\"data\":" + data + ",\"sequence\":" + sequence + "}");
    }

    private static String plain(BigDecimal amount) {
        return KrakenOrderWords.plain(amount);
    }

    @Override
    public void order(Order order, News news, @Nullable Execution execution) {
        if (!executions) {
            return;
        }
        switch (news) {
            case TAKEN -> {
                tell(order, false, state(order, "pending_new", true));
                tell(order, false, state(order, "new", false));
            }
            case TRADED -> {
                if (execution != null) {
                    tell(order, true, trade(order, execution));
                }
                if (order.state == OrderTruth.State.FILLED) {
                    tell(order, false, state(order, "filled", false));
                }
            }
            case CANCELLED, EXPIRED -> tell(order, false, state(order, "canceled", true));
        }
    }

    private void tell(Order order, boolean fill, String report) {
        send("executions", "update", order.listing().symbol(), fill, "[" + report + "]");
    }

    private static String clientId(Order order) {
        return order.ticket.clientId().isEmpty()
                ? ""
                : "\"cl_ord_id\":" + Json.quote(order.ticket.clientId()) + ",";
    }

    private static String triggers(Order order) {
        return order.ticket.stop()
                ? ",\"triggers\":{\"reference\":\"last\",\"price\":" + order.trigger()
                        + ",\"price_type\":\"static\",\"status\":\"untriggered\"}"
                : "";
    }

    /// Where an order stands; short where Kraken leaves out what it has told before.
    private static String state(Order order, String type, boolean whole) {
        String status = type.equals("new") && order.filled > 0 ? "partially_filled" : type;
        return "{\"order_id\":\"" + order.wireId + "\"," + (whole ? clientId(order) : "")
                + (whole
                        ? "\"symbol\":\"" + order.listing().symbol() + "\",\"side\":\""
                                + KrakenOrderWords.side(order.side()) + "\",\"order_type\":\""
                                + KrakenOrderWords.type(order) + "\",\"order_qty\":"
                                + order.size() + triggers(order) + ",\"limit_price\":"
                                + order.limit()
                                + ",\"limit_price_type\":\"static\",\"time_in_force\":\""
                                + (order.ticket.life() == Ticket.Life.GOOD_TILL_CANCELLED
                                        ? "GTC"
                                        : "IOC")
                                + "\",\"fee_ccy_pref\":\""
                                + (KrakenOrderWords.feeInQuote(order) ? "fciq" : "fcib") + "\","
                        : "")
                + "\"exec_type\":\"" + type + "\",\"order_status\":\"" + status
                + "\",\"order_userref\":0,\"cum_qty\":" + order.filledSize() + ",\"cum_cost\":"
                + plain(order.cost) + ",\"avg_price\":" + plain(order.average())
                + ",\"fee_usd_equiv\":0"
                + (type.equals("canceled")
                        ? ",\"reason\":\"" + KrakenOrderWords.reason(order) + "\""
                        : "")
                + ",\"timestamp\":\"" + KrakenTime.v2(order.updatedMillis * 1_000) + "\"}";
    }

    private static String trade(Order order, Execution trade) {
        return "{\"order_id\":\"" + order.wireId + "\"," + clientId(order) + "\"order_userref\":0,"
                + "\"exec_id\":\"" + trade.wireId() + "\",\"exec_type\":\"trade\",\"trade_id\":"
                + trade.tradeId() + ",\"symbol\":\"" + order.listing().symbol()
                + "\",\"side\":\"" + KrakenOrderWords.side(order.side()) + "\",\"last_qty\":"
                + plain(trade.size()) + ",\"last_price\":" + plain(trade.price())
                + ",\"liquidity_ind\":\"" + (trade.maker() ? "m" : "t") + "\",\"cost\":"
                + plain(trade.cost()) + ",\"order_status\":\""
                + (order.state == OrderTruth.State.FILLED ? "filled" : "partially_filled")
                + "\",\"order_type\":\"" + KrakenOrderWords.type(order)
                + "\",\"fee_usd_equiv\":0,\"fees\":[{\"asset\":\"" + trade.feeAsset()
                + "\",\"qty\":" + plain(trade.fee()) + "}],\"timestamp\":\""
                + KrakenTime.v2(trade.atMillis() * 1_000) + "\"}";
    }

    /// The channel tells totals: what is only locked or released does not change one.
    @Override
    public void balances(Set<String> assets, @Nullable Execution cause) {
        if (balances && cause != null) {
            for (String asset : new TreeSet<>(assets)) {
                change("trade", asset, moved(asset, cause), "L" + cause.wireId().substring(1),
                        cause.feeAsset().equals(asset) ? cause.fee() : BigDecimal.ZERO);
            }
        }
    }

    private static BigDecimal moved(String asset, Execution cause) {
        boolean base = cause.listing().instrument().base().equals(asset);
        BigDecimal amount = base ? cause.size() : cause.cost();
        return base == cause.buys() ? amount : amount.negate();
    }

    @Override
    public void moved(Movement movement) {
        if (balances) {
            change(KrakenOrderWords.type(movement), movement.asset(), movement.amount(),
                    movement.id(), movement.fee());
        }
    }

    private void change(String type, String asset, BigDecimal amount, String ledger,
            BigDecimal fee) {
        send("balances", "update", "", false, "[{\"ledger_id\":\"" + ledger + "\",\"ref_id\":\""
                + ledger + "\",\"timestamp\":\"" + KrakenTime.v2(desk.now() * 1_000)
                + "\",\"type\":\"" + type + "\",\"subtype\":\"\",\"category\":\"" + type
                + "\",\"asset\":\"" + asset + "\",\"asset_class\":\"currency\",\"wallet_type\":"
                + "\"spot\",\"wallet_id\":\"main\",\"amount\":" + plain(amount) + ",\"fee\":"
                + plain(fee) + ",\"balance\":" + plain(account.holding(asset).total()) + "}]");
    }
}
