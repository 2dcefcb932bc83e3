package io.crossbook.cli.certify;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Fault;
import io.crossbook.simulator.OrderTruth.State;

/// Private connections: logging in, what they tell, and what becomes of orders when they break.
final class StreamCases {

    private StreamCases() {}

    static void add(Cases list) {
        list.group("streams");
        list.add("login: it tells, and takes orders", t -> {
            t.connect();
            return "connected";
        });
        list.add("login with the wrong secret: refused, no order is taken", t -> {
            t.signs(t.key, Trader.SECRET.replace('Z', 'Y'));
            t.opens();
            t.until("refused", () -> !t.heard.reconnects.isEmpty());
            Broken.unless(!t.heard.streaming(), "without a stream", t.heard);
            return t.heard.faults.getFirst().text().replaceAll("[\\r\\n]+", " ");
        });
        list.add("login refused, and a right one later: it tells", t -> {
            t.signs(t.key, Trader.SECRET.replace('Z', 'Y'));
            t.opens();
            t.until("refused", () -> !t.heard.reconnects.isEmpty());
            t.signs(t.key, Trader.SECRET);
            t.until("streaming", t.heard::streaming);
            return t.heard.reconnects.size() + " refused, then connected";
        });
        list.add("cut: logs in again, and tells again", t -> {
            t.connect();
            t.once(Fault.Kind.CLOSE);
            cut(t);
            t.until("streaming again", t.heard::streaming);
            OrderIntent order = t.place(t.taking(true));
            t.until("told", () -> t.said(order, OrderEvent.Ended.class));
            return "told after " + t.heard.streams.size() + " connections";
        });
        list.add("a gap: what traded meanwhile is found by a sweep", t -> {
            t.connect();
            t.disconnect();
            t.until("not streaming", () -> !t.heard.streaming());
            OrderIntent order = t.place(t.deep());
            t.heard.events.clear();
            t.opens();
            t.until("streaming again", t.heard::streaming);
            Broken.unless(t.sweep(), "a whole sweep", t.heard);
            Broken.unless(t.said(order, OrderEvent.Ended.class), "found", t.of(order));
            return t.seen(order) + "; " + t.allFills() + " trades as on the books";
        });
        list.add("closed instead of telling: the sweep tells", t -> {
            t.connect();
            t.once(Fault.Kind.STREAM_CLOSED);
            OrderIntent order = t.place(t.taking(true));
            t.until("not streaming", () -> t.heard.streams.containsValue(false));
            t.heard.events.clear();
            Broken.unless(t.sweep(), "a whole sweep", t.heard);
            return t.seen(order) + "; " + t.allFills() + " trades as on the books";
        });
        list.add("a duplicate frame changes nothing", t -> {
            t.connect();
            t.once(Fault.Kind.FILL_TWICE);
            OrderIntent order = t.place(t.deep());
            t.until("all trades told", () -> t.said(order, OrderEvent.Ended.class)
                    && t.fills().size() == t.truth().executions().size());
            return t.allFills() + " trades as on the books";
        });
        list.add("an order placed there, its answer lost: nobody can tell, asking does", t -> {
            t.connect();
            t.once(Fault.Kind.ANSWER_LOST);
            OrderIntent order = t.placeThere(t.resting());
            t.until("taken", () -> !t.truth().orders().isEmpty());
            t.tick(6_000);
            t.until("ambiguous", () -> t.said(order, OrderEvent.Ambiguous.class));
            t.ask(order);
            Broken.unless(t.truth(order).state() == State.OPEN, "open", t.truth(order));
            Broken.unless(t.said(order, OrderEvent.Standing.class), "found", t.of(order));
            return t.seen(order);
        });
        list.add("an order placed there and lost on its way: nobody can tell, asking does",
                t -> {
                    t.connect();
                    t.once(Fault.Kind.ORDER_LOST);
                    OrderIntent order = t.placeThere(t.taking(true));
                    struck(t);
                    t.tick(6_000);
                    t.until("ambiguous", () -> t.said(order, OrderEvent.Ambiguous.class));
                    t.nothingThere();
                    t.ask(order);
                    Broken.unless(t.said(order, OrderEvent.NotFound.class), "not found",
                            t.of(order));
                    return t.seen(order);
                });
        list.add("an order placed there, answered with an error after it was taken", t -> {
            t.connect();
            t.once(Fault.Kind.ANSWER_FAILING);
            OrderIntent order = t.placeThere(t.resting());
            t.until("answered", () -> t.said(order, OrderEvent.Ambiguous.class)
                    || t.said(order, OrderEvent.Refused.class));
            Broken.unless(!t.said(order, OrderEvent.Refused.class), "not refused", t.of(order));
            Broken.unless(t.truth(order).state() == State.OPEN, "open", t.truth(order));
            return t.seen(order);
        });
        list.add("cut while an order waits for its answer: nobody can tell", t -> {
            t.connect();
            t.once(Fault.Kind.ANSWER_LATE, 2_000);
            OrderIntent order = t.placeThere(t.resting());
            t.until("taken", () -> !t.truth().orders().isEmpty());
            t.disconnect();
            t.until("ambiguous", () -> t.said(order, OrderEvent.Ambiguous.class));
            return t.seen(order) + "; at the exchange: " + t.truth(order).state();
        });
        list.add("an answer that comes late: heard still", t -> {
            t.connect();
            t.once(Fault.Kind.ANSWER_LATE, 300);
            OrderIntent order = t.placeThere(t.resting());
            t.until("taken", () -> !t.truth().orders().isEmpty());
            t.tick(6_000);
            t.until("accepted", () -> t.said(order, OrderEvent.Accepted.class));
            return t.seen(order);
        });
        list.add("a deadline that passes before it is written: no byte leaves", t -> {
            t.connect();
            OrderIntent order = t.placeThere(t.until(t.taking(true), -100));
            t.until("not sent", () -> t.said(order, OrderEvent.NotSent.class));
            t.only(order, OrderEvent.NotSent.class);
            t.nothingThere();
            return t.seen(order);
        });
        list.add("the latch pulled: no leg leaves there either", t -> {
            t.connect();
            t.stand.latch.pull("certified");
            OrderIntent order = t.placeThere(t.taking(true));
            t.until("not sent", () -> t.said(order, OrderEvent.NotSent.class));
            t.nothingThere();
            return t.seen(order);
        });
        list.add("what is held is told after a trade", t -> {
            t.connect();
            t.place(t.taking(true));
            t.until("balances", () -> t.heard.facts.stream().anyMatch(
                    AccountFact.Balances.class::isInstance));
            return "told";
        }, Exchange.BINANCE, Exchange.BYBIT);
    }

    private static void struck(Trader t) {
        t.until("lost", () -> Waiting.on(t.stand.simulator.mischief(mischief -> mischief
                .strokes().stream().anyMatch(each -> each.kind() == Fault.Kind.ORDER_LOST))));
    }

    private static void cut(Trader t) {
        t.until("cut", () -> t.heard.streams.containsValue(false));
    }
}
