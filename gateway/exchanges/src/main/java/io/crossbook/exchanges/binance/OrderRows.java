package io.crossbook.exchanges.binance;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Amounts;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Times;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderEvent.End;
import io.crossbook.execution.OrderId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Binance's orders and trades, wherever they come from.
final class OrderRows {

    private OrderRows() {}

    /// Where an order stands. Binance, "Enums", "Order status"; a word that is not there makes no sense.
    static OrderEvent state(OrderId id, String status, BigDecimal filled) {
        return switch (status) {
            case "NEW", "PENDING_NEW", "PARTIALLY_FILLED", "PENDING_CANCEL" ->
                new OrderEvent.Standing(id, filled);
            case "FILLED" -> new OrderEvent.Ended(id, End.FILLED, filled);
            case "CANCELED" -> new OrderEvent.Ended(id, End.CANCELLED, filled);
            case "EXPIRED", "EXPIRED_IN_MATCH" -> new OrderEvent.Ended(id, End.EXPIRED, filled);
            case "REJECTED" -> new OrderEvent.Ended(id, End.REJECTED, filled);
            default -> throw new Malformed("order status '" + status + "'");
        };
    }

    /// Where an order of a REST answer stands.
    static OrderEvent state(OrderId id, Json.Obj row) {
        return state(id, row.text("status"), Amounts.positive(row, "executedQty"));
    }

    /// What was sent, as the exchange has it.
    static AccountFact.Found found(OrderId id, Listing listing, Json.Obj row) {
        boolean buys = switch (row.text("side")) {
            case "BUY" -> true;
            case "SELL" -> false;
            case String other -> throw new Malformed("side '" + other + "'");
        };
        return new AccountFact.Found(id, listing, buys, Amounts.orZero(row, "origQty"),
                Amounts.orZero(row, "price"), Times.millis(row.whole("time")));
    }

    /// Whether anything of it is filled.
    static boolean traded(Json.Obj row) {
        return Amounts.positive(row, "executedQty").signum() > 0;
    }

    /// A fill as the answer to an order lists it; `nanos` is the order's own time, since Binance does not repeat it; nor does it say what was paid.
    static OrderEvent fill(OrderId id, String exchange, String symbol, Json.Obj row, long nanos) {
        return new OrderEvent.Traded(new Fill(id, exchange, symbol,
                Long.toString(row.whole("tradeId")), Amounts.of(row.field("price")),
                Amounts.of(row.field("qty")), Amounts.of(row.field("commission")),
                row.text("commissionAsset"), nanos, Fill.Source.ANSWER));
    }

    /// A fill as the list of trades has it.
    static OrderEvent trade(OrderId id, String exchange, String symbol, Json.Obj row) {
        BigDecimal price = Amounts.of(row.field("price"));
        BigDecimal size = Amounts.of(row.field("qty"));
        return new OrderEvent.Traded(new Fill(id, exchange, symbol,
                Long.toString(row.whole("id")), price, size,
                Amounts.cost(row, "quoteQty", price, size), Amounts.of(row.field("commission")),
                row.text("commissionAsset"), Times.millis(row.whole("time")), Fill.Source.ASKED));
    }

    /// A fill as the user data stream tells it.
    static OrderEvent told(OrderId id, String exchange, Json.Obj report) {
        BigDecimal price = Amounts.of(report.field("L"));
        BigDecimal size = Amounts.of(report.field("l"));
        return new OrderEvent.Traded(new Fill(id, exchange, report.text("s"),
                Long.toString(report.whole("t")), price, size,
                Amounts.cost(report, "Y", price, size), Amounts.of(report.field("n")),
                asset(report), Times.millis(report.whole("T")), Fill.Source.STREAM));
    }

    /// A deposit; null for one that the account does not have, yet or ever. Binance, "Deposit History", `status`.
    static AccountFact.@Nullable Transfer deposit(String exchange, Json.Obj row) {
        return switch (Math.toIntExact(row.whole("status"))) {
            case 1, 6 -> new AccountFact.Transfer(exchange,
                    Times.millis(row.whole(row.has("completeTime")
                            && !(row.field("completeTime") instanceof Json.Null)
                                    ? "completeTime"
                                    : "insertTime")),
                    row.text("coin"), Amounts.positive(row, "amount"),
                    "deposit " + row.text("id"), false);
            default -> null;
        };
    }

    /// A withdrawal with what it costs, which is taken beside it as we read the documents; null for one that was cancelled, refused or has failed. Binance, "Withdraw
    /// History", `status`.
    static AccountFact.@Nullable Transfer withdrawal(String exchange, Json.Obj row) {
        return switch (Math.toIntExact(row.whole("status"))) {
            case 0, 2, 4, 6 -> new AccountFact.Transfer(exchange,
                    Math.max(0, Times.rfc3339(row.text("applyTime").replace(' ', 'T') + "Z")),
                    row.text("coin"), Amounts.positive(row, "amount")
                            .add(Amounts.orZero(row, "transactionFee")).negate(),
                    "withdrawal " + row.text("id"), false);
            default -> null;
        };
    }

    private static String asset(Json.Obj report) {
        if (!(report.field("N") instanceof Json.Null)) {
            return report.text("N");
        }
        if (Amounts.of(report.field("n")).signum() != 0) {
            throw new Malformed("a commission in nothing");
        }
        return "";
    }
}
