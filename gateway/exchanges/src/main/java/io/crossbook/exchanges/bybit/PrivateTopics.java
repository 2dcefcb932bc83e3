package io.crossbook.exchanges.bybit;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Evidence;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Times;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;

/// What Bybit's private stream tells. Bybit v5, "Private Stream": "Order", "Execution", "Wallet".
final class PrivateTopics {

    private final String exchange;
    private final BybitOrders orders;
    private final OrderOut out;

    PrivateTopics(String exchange, BybitOrders orders, OrderOut out) {
        this.exchange = exchange;
        this.orders = orders;
        this.out = out;
    }

    /// Reads one message; false for a topic that we do not know.
    boolean read(Json.Obj message, Bytes bytes) {
        switch (message.text("topic")) {
            case "order" -> {
                for (Json row : message.list("data")) {
                    row(row.asObject("order"), false, bytes);
                }
            }
            case "execution" -> {
                for (Json row : message.list("data")) {
                    row(row.asObject("execution"), true, bytes);
                }
            }
            case "wallet" -> {
                for (Json account : message.list("data")) {
                    out.account(OrderRows.balances(exchange, account.asObject("account"),
                            Times.millis(message.whole("creationTime")), false));
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Each row for itself: one that cannot be read hides no other.
    private void row(Json.Obj row, boolean execution, Bytes bytes) {
        OrderId id = null;
        try {
            id = OrderId.parse(row.text("orderLinkId"));
            if (id == null || !row.text("category").equals("spot")) {
                out.foreign(row.text("symbol"), row.text("orderId"));
            } else {
                OrderEvent event = execution ? fill(id, row) : OrderRows.state(id, row);
                out.order(event.decides() ? event.restingOn(Evidence.quiet(bytes)) : event);
            }
        } catch (Malformed | IllegalArgumentException e) {
            out.fault(Fault.malformed("", String.valueOf(e.getMessage()),
                    Bytes.of(Evidence.quiet(bytes))));
            if (id != null) {
                out.order(new OrderEvent.Ambiguous(id, Evidence.quiet(bytes)));
            }
        }
    }

    private OrderEvent fill(OrderId id, Json.Obj row) {
        Listing listing = orders.listing(row.text("symbol"));
        if (listing == null || !OrderRows.trade(row)) {
            throw new Malformed("no trade of a listing of ours");
        }
        return OrderRows.fill(id, exchange, listing, row, Fill.Source.STREAM);
    }
}
