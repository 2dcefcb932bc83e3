package io.crossbook.exchanges.binance;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Amounts;
import io.crossbook.exchanges.AnswerReader;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Times;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;

/// Reads what Binance answers about orders, once the table has found it a success.
final class OrderAnswers implements AnswerReader.Words {

    private static final int SPOT_WALLET = 0;

    private final String exchange;
    private final BinanceOrders orders;

    OrderAnswers(String exchange, BinanceOrders orders) {
        this.exchange = exchange;
        this.orders = orders;
    }

    @Override
    public String code(Json body) {
        return OrderCodes.of(body);
    }

    @Override
    public String why(Json body) {
        return OrderCodes.why(body);
    }

    @Override
    public boolean read(Request request, Json body, OrderOut out) {
        return switch (request.about()) {
            case PLACE -> placed(request, body.asObject("order"), out);
            case CANCEL -> cancelled(request, body.asObject("order"), out);
            case ASK -> request.task().step().equals(BinanceOrders.TRADES)
                    ? trades(request, body.asList("trades"), out)
                    : asked(request, body.asObject("order"), out);
            case SWEEP -> request.task().step().equals(BinanceOrders.TRADES)
                    ? trades(request, body.asList("trades"), out)
                    : swept(request, body.asList("orders"), out);
            case BALANCES -> balances(body.asObject("account"), out);
            case PERMISSIONS -> permissions(request, body.asObject("permissions"), out);
            case TRANSFERS -> switch (request.task().step()) {
                case BinanceOrders.DEPOSITS, BinanceOrders.WITHDRAWALS ->
                    transfers(request, body.asList("transfers"), out);
                case String _ -> WalletMoves.read(exchange, request, body.asObject("moves"), out);
            };
            case ARM, LOGIN, SNAPSHOT, METADATA, TIME, AUDIT, STATUS ->
                throw new Malformed("no answer of order entry");
        };
    }

    boolean placed(Request request, Json.Obj order, OrderOut out) {
        OrderId id = request.task().id();
        String symbol = symbol(request, order);
        if (!order.text("clientOrderId").equals(id.toString())) {
            throw new Malformed("another order");
        }
        out.order(new OrderEvent.Accepted(id, Long.toString(order.whole("orderId"))));
        long nanos = Times.millis(order.whole("transactTime"));
        for (Json fill : order.list("fills")) {
            out.order(OrderRows.fill(id, exchange, symbol, fill.asObject("fill"), nanos));
        }
        out.order(OrderRows.state(id, order));
        return true;
    }

    boolean cancelled(Request request, Json.Obj order, OrderOut out) {
        symbol(request, order);
        if (!order.text("origClientOrderId").equals(request.task().id().toString())) {
            throw new Malformed("another order");
        }
        out.order(OrderRows.state(request.task().id(), order));
        return true;
    }

    private boolean asked(Request request, Json.Obj order, OrderOut out) {
        OrderId id = request.task().id();
        String symbol = symbol(request, order);
        // A cancel may have left its own id on the order; we have asked by ours.
        if (!order.text("clientOrderId").equals(id.toString())
                && !order.text("status").equals("CANCELED")) {
            throw new Malformed("another order");
        }
        OrderEvent state = OrderRows.state(id, order);
        out.order(state);
        if (OrderRows.traded(order) && out.lacks(state)) {
            out.request(orders.trades(request, id, symbol, order.whole("orderId")));
        }
        return true;
    }

    /// The symbol asked about; [Malformed] when the answer is about another.
    private static String symbol(Request request, Json.Obj order) {
        String symbol = request.task().symbol();
        if (!order.text("symbol").equals(symbol)) {
            throw new Malformed("another symbol");
        }
        return symbol;
    }

    private boolean trades(Request request, List<Json> rows, OrderOut out) {
        OrderId id = request.task().id();
        for (Json item : rows) {
            Json.Obj row = item.asObject("trade");
            symbol(request, row);
            if (row.whole("orderId") != request.task().from()) {
                throw new Malformed("a trade of another order");
            }
            out.order(OrderRows.trade(id, exchange, request.task().symbol(), row));
        }
        return rows.size() < BinanceOrders.PAGE;
    }

    private boolean swept(Request request, List<Json> rows, OrderOut out) {
        long last = 0;
        for (Json item : rows) {
            Json.Obj row = item.asObject("order");
            OrderId id = OrderId.parse(row.text("clientOrderId"));
            long exchangeId = row.whole("orderId");
            last = Math.max(last, exchangeId);
            if (id == null) {
                out.foreign(row.text("symbol"), Long.toString(exchangeId));
                continue;
            }
            Listing listing = orders.listing(row.text("symbol"));
            if (listing != null) {
                out.account(OrderRows.found(id, listing, row));
            }
            OrderEvent state = OrderRows.state(id, row);
            out.order(state);
            if (OrderRows.traded(row) && out.lacks(state)) {
                out.request(orders.trades(request, id, row.text("symbol"), exchangeId));
            }
        }
        if (request.task().step().equals(BinanceOrders.ALL) && rows.size() >= BinanceOrders.PAGE) {
            out.request(orders.from(request, last + 1));
        }
        return true;
    }

    /// A key for margin may borrow, whatever our orders say.
    private boolean permissions(Request request, Json.Obj key, OrderOut out) {
        out.account(new AccountFact.Permissions(exchange, request.task().sinceNanos(),
                key.bool("enableSpotAndMarginTrading"), key.bool("enableWithdrawals"),
                key.bool("enableMargin") || flag(key, "enablePortfolioMarginTrading"), ""));
        return true;
    }

    private boolean transfers(Request request, List<Json> rows, OrderOut out) {
        boolean came = request.task().step().equals(BinanceOrders.DEPOSITS);
        for (Json item : rows) {
            Json.Obj row = item.asObject("transfer");
            if (!row.has("walletType") || row.whole("walletType") == SPOT_WALLET) {
                AccountFact fact = came
                        ? OrderRows.deposit(exchange, row)
                        : OrderRows.withdrawal(exchange, row);
                if (fact != null) {
                    out.account(fact);
                }
            }
        }
        return rows.size() < BinanceOrders.PAGE;
    }

    private static boolean flag(Json.Obj key, String name) {
        return key.has(name) && key.bool(name);
    }

    private boolean balances(Json.Obj account, OrderOut out) {
        if (!account.text("accountType").equals("SPOT")) {
            throw new Malformed("an account of type '" + account.text("accountType") + "'");
        }
        var assets = new HashMap<String, AccountFact.Balance>();
        for (Json item : account.list("balances")) {
            Json.Obj row = item.asObject("balance");
            assets.put(row.text("asset"), new AccountFact.Balance(Amounts.positive(row, "free"),
                    Amounts.positive(row, "locked"), BigDecimal.ZERO));
        }
        out.account(new AccountFact.Balances(exchange, Times.millis(account.whole("updateTime")),
                assets, true));
        return true;
    }
}
