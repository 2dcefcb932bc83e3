package io.crossbook.exchanges.kraken;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Amounts;
import io.crossbook.exchanges.AnswerReader;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Evidence;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Times;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderEvent.End;
import io.crossbook.execution.OrderId;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Kraken's private channels tell. Kraken, "Spot WebSocket v2", "Executions" and "Balances".
///
/// A report need not repeat our id, so the exchange's ids of our orders are remembered. The balances channel tells totals and not what is held for
/// orders: a change of them is a reason to ask over REST.
final class KrakenExecutions {

    private static final int MOST_KNOWN = 10_000;

    private final String exchange;
    private final KrakenOrders orders;
    private final OrderOut out;
    private final Map<String, OrderId> known = new LinkedHashMap<>();

    KrakenExecutions(String exchange, KrakenOrders orders, OrderOut out) {
        this.exchange = exchange;
        this.orders = orders;
        this.out = out;
    }

    /// This order of the exchange's is ours.
    void known(String exchangeId, OrderId id) {
        known.put(exchangeId, id);
        if (known.size() > MOST_KNOWN) {
            known.remove(known.keySet().iterator().next());
        }
    }

    /// Reads reports, each for itself: one that cannot be read hides no other. A snapshot tells the account's last trades at each login: those on what is not listed here are of no order of
    /// which anything is left to know ([KrakenOrders] lists what such orders are on).
    void read(List<Json> reports, boolean snapshot, Bytes bytes) {
        for (Json item : reports) {
            OrderId id = null;
            try {
                Json.Obj report = item.asObject("report");
                id = id(report);
                if (id == null || (snapshot && unlisted(report))) {
                    out.foreign(report.has("symbol") ? report.text("symbol") : "",
                            report.text("order_id"));
                } else {
                    var gathered = new AnswerReader.Gathered(out,
                            () -> Evidence.quiet(bytes));
                    tell(id, report, gathered);
                    gathered.to(out);
                }
            } catch (Malformed | IllegalArgumentException e) {
                unreadable(id, e, bytes);
            }
        }
    }

    private boolean unlisted(Json.Obj report) {
        return report.text("exec_type").equals("trade")
                && orders.listing(KrakenNames.pair(report.text("symbol"))) == null;
    }

    private void unreadable(@Nullable OrderId id, RuntimeException e, Bytes bytes) {
        out.fault(Fault.malformed("", String.valueOf(e.getMessage()),
                Bytes.of(Evidence.quiet(bytes))));
        if (id != null) {
            out.order(new OrderEvent.Ambiguous(id, Evidence.quiet(bytes)));
        }
    }

    private @Nullable OrderId id(Json.Obj report) {
        String exchangeId = report.text("order_id");
        OrderId id = report.has("cl_ord_id") ? OrderId.parse(report.text("cl_ord_id")) : null;
        if (id == null) {
            return known.get(exchangeId);
        }
        known(exchangeId, id);
        return id;
    }

    private void tell(OrderId id, Json.Obj report, OrderOut told) {
        String type = report.text("exec_type");
        switch (type) {
            case "pending_new" -> told.order(accepted(id, report));
            case "new" -> {
                told.order(accepted(id, report));
                told.order(new OrderEvent.Standing(id, Amounts.orZero(report, "cum_qty")));
            }
            case "trade" -> told.order(new OrderEvent.Traded(fill(id, report)));
            case "filled" -> told.order(new OrderEvent.Ended(id, End.FILLED, filled(report)));
            case "canceled" -> told.order(
                    new OrderEvent.Ended(id, End.CANCELLED, filled(report)));
            case "expired" -> told.order(new OrderEvent.Ended(id, End.EXPIRED, filled(report)));
            default -> throw new Malformed("execution type '" + type + "'");
        }
    }

    private static OrderEvent accepted(OrderId id, Json.Obj report) {
        return new OrderEvent.Accepted(id, report.text("order_id"));
    }

    private static BigDecimal filled(Json.Obj report) {
        return Amounts.positive(report, "cum_qty");
    }

    private Fill fill(OrderId id, Json.Obj report) {
        String symbol = report.text("symbol");
        Listing listing = orders.listing(KrakenNames.pair(symbol));
        if (listing == null) {
            throw new Malformed("symbol '" + symbol + "'");
        }
        List<Json> fees = report.list("fees");
        if (fees.size() > 1) {
            throw new Malformed("fees in " + fees.size() + " assets");
        }
        BigDecimal fee = BigDecimal.ZERO;
        String asset = listing.instrument().quote();
        if (!fees.isEmpty()) {
            fee = Amounts.of(fees.getFirst().asObject("fee").field("qty"));
            asset = KrakenNames.asset(fees.getFirst().asObject("fee").text("asset"));
        }
        long nanos = Times.rfc3339(report.text("timestamp"));
        if (nanos == Times.NONE) {
            throw new Malformed("timestamp '" + report.text("timestamp") + "'");
        }
        BigDecimal price = Amounts.of(report.field("last_price"));
        BigDecimal size = Amounts.of(report.field("last_qty"));
        return new Fill(id, exchange, listing.symbol(), report.text("exec_id"), price, size,
                Amounts.cost(report, "cost", price, size), fee, asset, nanos, Fill.Source.STREAM);
    }

    /// Deposits and withdrawals are told as they are; every other change but a trade's, and every snapshot, asks for all balances.
    void balances(String type, List<Json> rows, long now) {
        boolean ask = !type.equals("update");
        for (Json item : rows) {
            Json.Obj row = item.asObject("balance");
            switch (type.equals("update") ? row.text("type") : "") {
                case "deposit", "withdrawal" -> out.account(new AccountFact.Transfer(exchange,
                        Math.max(0, Times.rfc3339(row.text("timestamp"))),
                        KrakenNames.asset(row.text("asset")),
                        Amounts.of(row.field("amount")).subtract(Amounts.orZero(row, "fee")),
                        row.text("ledger_id"), true));
                case "trade" -> {
                    // Its fills are told by executions.
                }
                case String _ -> ask = true;
            }
        }
        if (ask) {
            out.request(orders.balances(now));
        }
    }
}
