package io.crossbook.cli.certify;

import io.crossbook.cli.certify.Spoiler.Spoiling;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderEvent.End;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderIntent.TimeInForce;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Fault;
import io.crossbook.simulator.OrderTruth;
import io.crossbook.simulator.OrderTruth.State;
import io.crossbook.simulator.Side;
import java.math.BigDecimal;

/// Trades: each once, as the exchange has them on its books, with what they cost.
final class FillCases {

    private FillCases() {}

    static void add(Cases list) {
        list.group("fills");
        list.add("one trade", t -> {
            OrderIntent order = t.place(t.taking(true));
            t.ask(order);
            return t.allFills() + " trade: " + fees(t);
        });
        list.add("several trades of one order", t -> {
            OrderIntent order = t.place(t.deep());
            t.ask(order);
            Broken.unless(t.truth().executions().size() >= 2, "several", t.truth());
            return t.allFills() + " trades: " + t.seen(order);
        });
        list.add("a part, and the rest expires", t -> {
            t.once(Fault.Kind.PARTIAL_FILL);
            OrderIntent order = t.place(t.deep());
            OrderTruth truth = t.truth(order);
            Broken.unless(truth.state() == State.EXPIRED && truth.filled().signum() > 0,
                    "partly filled", truth);
            t.ask(order);
            Broken.unless(t.of(order).stream().anyMatch(
                    event -> event instanceof OrderEvent.Ended(_, End end, var filled, _)
                            && end != End.FILLED && filled.compareTo(truth.filled()) == 0),
                    "ended with " + truth.filled(), t.of(order));
            return t.seen(order) + "; " + t.allFills() + " trades as on the books";
        });
        list.add("told late by the stream, after what came behind it", t -> {
            t.connect();
            t.once(Fault.Kind.FILL_LATE, 400);
            OrderIntent order = t.placeThere(t.deep());
            t.until("ended", () -> t.said(order, OrderEvent.Ended.class));
            int before = t.fills().size();
            t.until("all trades told", () -> t.fills().size() == t.truth().executions().size());
            return before + " trades with its end, " + t.allFills() + " in the end";
        });
        list.add("told twice by the stream: once", t -> {
            t.connect();
            t.once(Fault.Kind.FILL_TWICE);
            OrderIntent order = t.placeThere(t.taking(true));
            t.until("told twice", () -> t.of(order).stream()
                    .filter(OrderEvent.Traded.class::isInstance).count() > t.fills().size());
            return t.allFills() + " trade, told "
                    + t.of(order).stream().filter(OrderEvent.Traded.class::isInstance).count()
                    + " times";
        });
        list.add("told by the stream and by a question: once", t -> {
            t.connect();
            OrderIntent order = t.placeThere(t.deep());
            t.until("all trades told", () -> t.said(order, OrderEvent.Ended.class)
                    && t.fills().size() == t.truth().executions().size());
            t.ask(order);
            Broken.unless(t.heard.events.stream().anyMatch(FillCases::asked)
                    && t.heard.events.stream().anyMatch(event -> !asked(event)
                            && event instanceof OrderEvent.Traded),
                    "told by both", t.of(order));
            return t.allFills() + " trades, told by both";
        });
        list.add("placed over REST, told by the stream", t -> {
            t.connect();
            OrderIntent order = t.place(t.deep());
            t.until("all trades told", () -> t.said(order, OrderEvent.Ended.class)
                    && t.fills().size() == t.truth().executions().size());
            return t.allFills() + " trades as on the books";
        });
        list.add("as the maker", t -> {
            OrderIntent order = t.place(t.resting());
            t.once(Fault.Kind.CANCEL_RACE);
            t.cancel(order);
            t.ask(order);
            Broken.unless(t.truth().executions().stream().allMatch(each -> each.maker()),
                    "the maker", t.truth().executions());
            return t.allFills() + " trade: " + fees(t);
        });
        list.add("bought: the fee as the exchange takes it", t -> paid(t, true));
        list.add("sold: the fee as the exchange takes it", t -> paid(t, false));
        list.add("the fee in a coin of the exchange's", t -> {
            t.spoil(new Spoiling.Changed("/myTrades", body -> body.replace(
                    "\"commissionAsset\":\"BTC\"", "\"commissionAsset\":\"BNB\"")));
            t.spoil(new Spoiling.Changed(Refusals.placing(t.exchange), body -> body.replace(
                    "\"commissionAsset\":\"BTC\"", "\"commissionAsset\":\"BNB\"")));
            OrderIntent order = t.place(t.taking(true));
            t.ask(order);
            Broken.unless(!t.fills().isEmpty() && t.fills().values().stream()
                    .allMatch(fill -> fill.feeAsset().equals("BNB")), "in BNB", t.fills());
            return fees(t);
        }, Exchange.BINANCE);
        list.add("what trades come to is what is held", t -> {
            BigDecimal coins = new BigDecimal("3");
            BigDecimal money = new BigDecimal("900000");
            for (boolean buys : new boolean[]{true, false, true}) {
                t.ask(t.place(t.taking(buys)));
            }
            t.allFills();
            for (Fill fill : t.fills().values()) {
                boolean buys = fill.order().number() != 2;
                BigDecimal sign = buys ? BigDecimal.ONE : BigDecimal.ONE.negate();
                coins = coins.add(fill.size().multiply(sign));
                money = money.subtract(fill.cost().multiply(sign));
                coins = fill.feeAsset().equals("BTC") ? coins.subtract(fill.fee()) : coins;
                money = fill.feeAsset().equals("USDT") ? money.subtract(fill.fee()) : money;
            }
            Broken.unless(coins.compareTo(t.truth().total("BTC")) == 0
                    && money.compareTo(t.truth().total("USDT")) == 0,
                    "what is held: " + t.truth().held(), coins + " BTC " + money + " USDT");
            return coins.toPlainString() + " BTC, to the last digit";
        });
    }

    private static boolean asked(OrderEvent event) {
        return event instanceof OrderEvent.Traded(Fill fill)
                && fill.source() == Fill.Source.ASKED;
    }

    private static String paid(Trader t, boolean buys) {
        t.ask(t.place(t.order(buys, new BigDecimal("0.02"),
                t.price(buys ? Side.ASK : Side.BID, 4), TimeInForce.IMMEDIATE_OR_CANCEL)));
        t.allFills();
        return fees(t);
    }

    private static String fees(Trader t) {
        return String.join(", ", t.fills().values().stream()
                .map(fill -> "fee " + fill.fee().toPlainString() + " " + fill.feeAsset())
                .toList());
    }
}
