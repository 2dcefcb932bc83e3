package io.crossbook.exchanges.bybit;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.AnswerReader;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Times;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import java.util.List;

/// Reads what Bybit answers about orders, once the table has found it a success.
final class OrderAnswers implements AnswerReader.Words {

    private final String exchange;
    private final BybitOrders orders;

    OrderAnswers(String exchange, BybitOrders orders) {
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
        Json.Obj answer = body.asObject("answer");
        Json.Obj result = answer.object("result");
        boolean trades = request.task().step().equals(BybitOrders.TRADES);
        return switch (request.about()) {
            case PLACE -> taken(request, result, out);
            case CANCEL -> cancelled(request, result);
            case ASK -> trades ? trades(request, result, out) : asked(request, result, out);
            case SWEEP -> trades ? trades(request, result, out) : swept(request, result, out);
            case BALANCES -> {
                List<Json> accounts = result.list("list");
                if (accounts.size() != 1) {
                    throw new Malformed(accounts.size() + " accounts instead of one");
                }
                out.account(OrderRows.balances(exchange, accounts.getFirst().asObject("account"),
                        Times.millis(answer.whole("time")), true));
                yield true;
            }
            case ARM -> true;
            case PERMISSIONS -> permissions(request, result, out);
            case TRANSFERS -> transfers(request, result, out);
            case LOGIN, SNAPSHOT, METADATA, TIME, AUDIT, STATUS ->
                throw new Malformed("no answer of order entry");
        };
    }

    private boolean permissions(Request request, Json.Obj told, OrderOut out) {
        out.account(switch (request.task().step()) {
            case BybitOrders.ACCOUNT -> account(request, told.text("marginMode"));
            case BybitOrders.MARGIN -> margin(request, told.text("spotMarginMode"));
            case String _ -> key(request, told);
        });
        return true;
    }

    /// No permission of the key's tells of borrowing; the account does.
    private AccountFact key(Request request, Json.Obj key) {
        Json.Obj granted = key.object("permissions");
        return new AccountFact.Permissions(exchange, request.task().sinceNanos(),
                key.whole("readOnly") == 0 && grants(granted, "Spot", "SpotTrade"),
                grants(granted, "Wallet", "Withdraw"), false, "");
    }

    /// Unified accounts are in one of these modes; with portfolio margin all that is held backs what is borrowed.
    private AccountFact account(Request request, String mode) {
        boolean expected = switch (mode) {
            case "REGULAR_MARGIN", "ISOLATED_MARGIN" -> true;
            case String _ -> false;
        };
        return set(request, !expected, mode);
    }

    /// Switched on, an order that says `isLeverage` borrows by itself. Ours never does; another of the account may.
    private AccountFact margin(Request request, String on) {
        return switch (on) {
            case "0" -> set(request, false, "spot margin off");
            case "1" -> set(request, true, "spot margin on");
            default -> throw new Malformed("spotMarginMode '" + on + "'");
        };
    }

    private AccountFact set(Request request, boolean mayBorrow, String mode) {
        return new AccountFact.Permissions(exchange, request.task().sinceNanos(), true, false,
                mayBorrow, mode);
    }

    private static boolean grants(Json.Obj granted, String group, String right) {
        return granted.list(group).stream().anyMatch(each -> each.asText(group).equals(right));
    }

    private static boolean taken(Request request, Json.Obj result, OrderOut out) {
        same(request, result);
        out.order(new OrderEvent.Accepted(request.task().id(), result.text("orderId")));
        return true;
    }

    /// What the cancelled order came to, the stream or a question tells.
    private static boolean cancelled(Request request, Json.Obj result) {
        same(request, result);
        return true;
    }

    private static void same(Request request, Json.Obj row) {
        if (!row.text("orderLinkId").equals(request.task().id().toString())) {
            throw new Malformed("another order");
        }
    }

    private boolean asked(Request request, Json.Obj result, OrderOut out) {
        OrderId id = request.task().id();
        List<Json> rows = result.list("list");
        for (Json item : rows) {
            Json.Obj row = item.asObject("order");
            same(request, row); // had it heard what we asked for, it would not tell of others
            out.order(OrderRows.state(id, row));
            if (OrderRows.traded(row)) {
                out.request(orders.trades(request, id, request.task().symbol()));
            }
        }
        if (rows.isEmpty() && request.task().step().equals(BybitOrders.NOW)) {
            out.request(orders.history(request));
        } else if (rows.isEmpty()) {
            out.order(new OrderEvent.NotFound(id));
        }
        return true;
    }

    private boolean trades(Request request, Json.Obj result, OrderOut out) {
        for (Json item : result.list("list")) {
            Json.Obj row = item.asObject("execution");
            if (request.task().order() != null) {
                same(request, row);
            }
            OrderId id = OrderId.parse(row.text("orderLinkId"));
            Listing listing = orders.listing(row.text("symbol"));
            if (id == null) {
                out.foreign(row.text("symbol"), row.text("orderId"));
            } else if (!OrderRows.trade(row)) {
                out.fault(new Fault(Fault.Kind.EXCHANGE, row.text("symbol"), "execution of "
                        + id + " is no trade but '" + row.text("execType") + "'"));
            } else if (listing == null && request.task().order() != null) {
                throw new Malformed("symbol '" + row.text("symbol") + "'");
            } else if (listing == null) {
                unlisted(row, id, out); // its order is told as well
            } else {
                out.order(OrderRows.fill(id, exchange, listing, row, Fill.Source.ASKED));
            }
        }
        more(request, result, out);
        return true;
    }

    private boolean transfers(Request request, Json.Obj result, OrderOut out) {
        for (Json item : result.list("list")) {
            Json.Obj row = item.asObject("transaction");
            String asked = request.task().step();
            if (!asked.equals(BybitOrders.ANY) && !asked.equals(row.text("type"))) {
                throw new Malformed("a transaction of type '" + row.text("type") + "'");
            }
            AccountFact.Transfer transfer = OrderRows.transfer(exchange, row);
            if (!OrderRows.spotTrade(row) && transfer.amount().signum() != 0) {
                out.account(transfer);
            }
        }
        more(request, result, out);
        return true;
    }

    private boolean swept(Request request, Json.Obj result, OrderOut out) {
        for (Json item : result.list("list")) {
            Json.Obj row = item.asObject("order");
            OrderId id = OrderId.parse(row.text("orderLinkId"));
            if (id == null) {
                out.foreign(row.text("symbol"), row.text("orderId"));
                continue;
            }
            Listing listing = orders.listing(row.text("symbol"));
            if (listing == null) {
                unlisted(row, id, out);
            } else {
                out.account(OrderRows.found(id, listing, row));
            }
            out.order(OrderRows.state(id, row)); // whom nobody knows, halts
        }
        more(request, result, out);
        return true;
    }

    private static void unlisted(Json.Obj row, OrderId id, OrderOut out) {
        out.fault(new Fault(Fault.Kind.UNKNOWN_SYMBOL, row.text("symbol"),
                "order " + id + " is on a symbol that is not traded here"));
    }

    private void more(Request request, Json.Obj result, OrderOut out) {
        Json cursor = result.optional("nextPageCursor");
        if (cursor instanceof Json.Text(String text) && !text.isEmpty()
                && !result.list("list").isEmpty()) {
            out.request(orders.page(request, text));
        }
    }
}
