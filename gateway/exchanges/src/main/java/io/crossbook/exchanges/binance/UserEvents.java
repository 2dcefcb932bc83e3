package io.crossbook.exchanges.binance;

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
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import java.math.BigDecimal;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/// What Binance's user data stream tells. Binance, "User Data Streams", "Payloads".
final class UserEvents {

    private final String exchange;
    private final OrderOut out;

    UserEvents(String exchange, OrderOut out) {
        this.exchange = exchange;
        this.out = out;
    }

    /// Reads one; false for a type that we do not know.
    boolean read(String type, Json.Obj event, Bytes bytes) {
        switch (type) {
            case "executionReport" -> report(event, bytes);
            case "outboundAccountPosition" -> out.account(position(event));
            case "balanceUpdate" -> out.account(transfer(event));
            case "listStatus", "externalLockUpdate" -> {
                // Lists of orders are none of ours; what is locked outside shows in the balances.
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void report(Json.Obj report, Bytes bytes) {
        OrderId id = id(report);
        if (id == null) {
            out.foreign(report.text("s"), Long.toString(report.whole("i")));
            return;
        }
        var gathered = new AnswerReader.Gathered(out, () -> Evidence.quiet(bytes));
        try {
            tell(id, report, gathered);
            gathered.to(out);
        } catch (Malformed | IllegalArgumentException e) {
            out.fault(Fault.malformed("", String.valueOf(e.getMessage()),
                    Bytes.of(Evidence.quiet(bytes))));
            out.order(new OrderEvent.Ambiguous(id, Evidence.quiet(bytes)));
        }
    }

    /// Ours stands in `c`, or, once a cancel has put its own there, in `C`.
    private static @Nullable OrderId id(Json.Obj report) {
        OrderId id = OrderId.parse(report.text("c"));
        return id != null ? id : OrderId.parse(report.text("C"));
    }

    private void tell(OrderId id, Json.Obj report, OrderOut told) {
        String type = report.text("x");
        switch (type) {
            case "NEW" -> told.order(
                    new OrderEvent.Accepted(id, Long.toString(report.whole("i"))));
            case "TRADE" -> told.order(OrderRows.told(id, exchange, report));
            case "CANCELED", "REPLACED", "REJECTED", "EXPIRED", "TRADE_PREVENTION" -> {
                // Where it stands says it all.
            }
            default -> throw new Malformed("execution type '" + type + "'");
        }
        told.order(OrderRows.state(id, report.text("X"), Amounts.positive(report, "z")));
    }

    private AccountFact position(Json.Obj event) {
        var assets = new HashMap<String, AccountFact.Balance>();
        for (Json item : event.list("B")) {
            Json.Obj balance = item.asObject("balance");
            assets.put(balance.text("a"), new AccountFact.Balance(Amounts.positive(balance, "f"),
                    Amounts.positive(balance, "l"), BigDecimal.ZERO));
        }
        return new AccountFact.Balances(exchange, Times.millis(event.whole("u")), assets, false);
    }

    /// Binance gives it no id; time, asset and amount make one.
    private AccountFact transfer(Json.Obj event) {
        return new AccountFact.Transfer(exchange, Times.millis(event.whole("T")), event.text("a"),
                Amounts.of(event.field("d")),
                "balanceUpdate " + event.whole("T") + " " + event.text("a") + " "
                        + event.text("d"),
                true);
    }
}
