package io.crossbook.exchanges.bybit;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Amounts;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.StatusReader;
import io.crossbook.exchanges.Times;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderEvent.End;
import io.crossbook.execution.OrderId;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Bybit's orders, trades and balances, wherever they come from.
final class OrderRows {

    private static final Set<String> AHEAD = Set.of("scheduled", "ongoing");

    private OrderRows() {}

    /// Where an order stands. Bybit v5, "Enums", `orderStatus`; a word that is not there, or that only conditional orders know, makes no sense.
    static OrderEvent state(OrderId id, Json.Obj row) {
        BigDecimal filled = Amounts.positive(row, "cumExecQty");
        String status = row.text("orderStatus");
        return switch (status) {
            case "New", "PartiallyFilled" -> new OrderEvent.Standing(id, filled);
            case "Filled" -> new OrderEvent.Ended(id, End.FILLED, filled);
            case "Cancelled", "PartiallyFilledCanceled" ->
                new OrderEvent.Ended(id, End.CANCELLED, filled);
            case "Rejected" -> new OrderEvent.Ended(id, End.REJECTED, filled);
            default -> throw new Malformed("order status '" + status + "'");
        };
    }

    /// What was sent, as the exchange has it.
    static AccountFact.Found found(OrderId id, Listing listing, Json.Obj row) {
        return new AccountFact.Found(id, listing, buys(row), Amounts.orZero(row, "qty"),
                Amounts.orZero(row, "price"), millis(row, "createdTime"));
    }

    private static boolean buys(Json.Obj row) {
        return switch (row.text("side")) {
            case "Buy" -> true;
            case "Sell" -> false;
            case String other -> throw new Malformed("side '" + other + "'");
        };
    }

    /// Whether anything of it is filled.
    static boolean traded(Json.Obj row) {
        return Amounts.positive(row, "cumExecQty").signum() > 0;
    }

    /// Whether this execution is a trade; funding, settlement and the like are none.
    static boolean trade(Json.Obj row) {
        return row.text("execType").equals("Trade");
    }

    /// A trade.
    static OrderEvent fill(OrderId id, String exchange, Listing listing, Json.Obj row,
            Fill.Source source) {
        if (!row.text("symbol").equals(listing.symbol())) {
            throw new Malformed("another symbol");
        }
        BigDecimal price = Amounts.of(row.field("execPrice"));
        BigDecimal size = Amounts.of(row.field("execQty"));
        BigDecimal fee = Amounts.of(row.field("execFee"));
        return new OrderEvent.Traded(new Fill(id, exchange, listing.symbol(), row.text("execId"),
                price, size, Amounts.cost(row, "execValue", price, size), fee,
                feeAsset(listing, row, fee), millis(row, "execTime"), source));
    }

    /// Bybit v5, "Enums", "Spot fee currency instruction": what is received; a maker's rebate is paid in the other.
    private static String feeAsset(Listing listing, Json.Obj row, BigDecimal fee) {
        if (row.has("feeCurrency") && !row.text("feeCurrency").isEmpty()) {
            return row.text("feeCurrency");
        }
        return Amounts.received(listing, buys(row) == (fee.signum() >= 0 || !row.bool("isMaker")));
    }

    /// Announcements that concern spot and are not over. Bybit v5, "Get System Status" and "Enums", `product`: 2 is spot; whatever service it is, something would be missing.
    static void maintenances(Json.Obj body, long nowNanos, StatusReader told) {
        if (body.whole("retCode") != 0) {
            throw new Malformed("retCode " + body.whole("retCode"));
        }
        told.rows(body.object("result").list("list"), row -> {
            if (!AHEAD.contains(row.text("state")) || !spot(row)) {
                return;
            }
            long from = millis(row, "begin");
            long until = row.text("end").isEmpty()
                    ? nowNanos + Orders.ABSENT_NANOS
                    : millis(row, "end");
            if (until > Math.max(from, nowNanos)) {
                told.away(from, until);
            }
        });
    }

    /// Who does not say what it is about is about everything.
    private static boolean spot(Json.Obj row) {
        List<Json> products = row.has("product") ? row.list("product") : List.of();
        return products.isEmpty()
                || products.stream().anyMatch(each -> each.asDecimal().equals("2"));
    }

    /// Whether this transaction is a trade at spot: ours, or one that shows as somebody else's. Contracts only move what is paid for them.
    static boolean spotTrade(Json.Obj row) {
        return row.text("type").equals("TRADE") && row.text("category").equals("spot");
    }

    /// What came into the unified account, or left it (negative), by a transaction of whatever type: "change = cashFlow + funding - fee".
    static AccountFact.Transfer transfer(String exchange, Json.Obj row) {
        return new AccountFact.Transfer(exchange, millis(row, "transactionTime"),
                row.text("currency"), Amounts.of(row.field("change")),
                "transaction " + row.text("id"), false);
    }

    /// A time in milliseconds, which Bybit writes as text, as nanoseconds.
    static long millis(Json.Obj row, String name) {
        return Times.millis(Json.whole(row.text(name), name));
    }

    /// What is held of these coins. Bybit v5, "Get Wallet Balance": `locked` is held by spot orders.
    static AccountFact.Balances balances(String exchange, Json.Obj account, long toldNanos,
            boolean complete) {
        if (!account.text("accountType").equals("UNIFIED")) {
            throw new Malformed("an account of type '" + account.text("accountType") + "'");
        }
        Map<String, AccountFact.Balance> assets = new HashMap<>();
        for (Json item : account.list("coin")) {
            Json.Obj coin = item.asObject("coin");
            BigDecimal all = Amounts.of(coin.field("walletBalance"));
            BigDecimal locked = Amounts.orZero(coin, "locked");
            BigDecimal borrowed = Amounts.orZero(coin, "borrowAmount")
                    .max(Amounts.orZero(coin, "spotBorrow"));
            assets.put(coin.text("coin"),
                    new AccountFact.Balance(all.subtract(locked), locked, borrowed));
        }
        return new AccountFact.Balances(exchange, toldNanos, assets, complete);
    }
}
