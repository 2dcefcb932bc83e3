package io.crossbook.cli.certify;

import io.crossbook.cli.certify.Spoiler.Spoiling;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderEvent.End;
import io.crossbook.execution.OrderIntent;
import io.crossbook.simulator.Fault;
import io.crossbook.simulator.OrderTruth.State;
import java.util.Map;

/// Questions after orders, and cancels.
final class AskingCases {

    private AskingCases() {}

    static void add(Cases list) {
        list.group("asking");
        list.add("after an order that stands", t -> {
            OrderIntent order = asked(t, t.resting());
            t.only(order, OrderEvent.Standing.class);
            return t.seen(order);
        });
        list.add("after one that is filled: with its trades", t -> {
            OrderIntent order = asked(t, t.deep());
            t.only(order, OrderEvent.Ended.class, OrderEvent.Traded.class);
            return t.seen(order) + "; " + t.allFills() + " trades as on the books";
        });
        list.add("after one that was cancelled", t -> {
            OrderIntent order = t.place(t.resting());
            t.cancel(order);
            t.heard.events.clear();
            t.ask(order);
            t.only(order, OrderEvent.Ended.class);
            return t.seen(order);
        });
        list.add("after one that never was: not found", t -> {
            OrderIntent order = t.resting();
            t.ask(order);
            t.only(order, OrderEvent.NotFound.class);
            return t.seen(order);
        });
        list.add("after one that does not show yet: not found, and found later", t -> {
            t.once(Fault.Kind.QUERY_BLIND, 2_500);
            OrderIntent order = asked(t, t.taking(true));
            t.only(order, OrderEvent.NotFound.class);
            t.truth(order);
            Waiting.millis(2_550);
            t.ask(order);
            Broken.unless(t.said(order, OrderEvent.Traded.class), "found", t.of(order));
            return t.seen(order);
        });
        list.add("twice: the trades are the same", t -> {
            OrderIntent order = asked(t, t.deep());
            t.ask(order);
            return t.allFills() + " trades, told "
                    + t.of(order).stream().filter(OrderEvent.Traded.class::isInstance).count()
                    + " times";
        });
        list.add("and the exchange fails: nobody can tell, and it is not 'not found'",
                t -> unclear(t, new Spoiling.Other(Refusals.asking(t.exchange), false, 502,
                        Map.of("Content-Type", "text/html"), "<html></html>")));
        list.add("and no answer comes: nobody can tell", t -> unclear(t,
                new Spoiling.Silent(Refusals.asking(t.exchange), false)));
        list.add("and a page in HTML comes with 200: nobody can tell", t -> unclear(t,
                new Spoiling.Other(Refusals.asking(t.exchange), false, 200,
                        Map.of("Content-Type", "text/html"), "<html></html>")));
        list.add("and the answer is about another order: nobody can tell", t -> {
            OrderIntent other = t.resting();
            OrderIntent order = t.place(t.resting());
            t.heard.events.clear();
            t.spoil(new Spoiling.Changed(Refusals.asking(t.exchange),
                    body -> body.replace(order.id().toString(), other.id().toString())));
            t.ask(order);
            t.only(order, OrderEvent.Ambiguous.class);
            return t.seen(order);
        });

        list.group("cancelling");
        list.add("an order that stands: it ends", t -> {
            OrderIntent order = t.place(t.resting());
            t.cancel(order);
            t.ask(order);
            Broken.unless(t.truth(order).state() == State.CANCELLED, "cancelled",
                    t.truth(order));
            Broken.unless(t.of(order).stream().anyMatch(
                    event -> event instanceof OrderEvent.Ended(_, End end, _, _)
                            && end == End.CANCELLED),
                    "told so", t.of(order));
            return t.seen(order);
        });
        list.add("an order that stands, over the connection: it ends", t -> {
            t.connect();
            OrderIntent order = t.placeThere(t.resting());
            t.until("standing", () -> t.said(order, OrderEvent.Standing.class));
            t.cancelThere(order);
            t.until("ended", () -> t.said(order, OrderEvent.Ended.class));
            Broken.unless(t.truth(order).state() == State.CANCELLED, "cancelled",
                    t.truth(order));
            return t.seen(order);
        });
        list.add("an order that is filled: refused, which says nothing of the order", t -> {
            OrderIntent order = t.place(t.taking(true));
            t.heard.events.clear();
            t.cancel(order);
            t.only(order, OrderEvent.CancelRefused.class);
            Broken.unless(t.truth(order).state() == State.FILLED, "filled", t.truth(order));
            return t.seen(order);
        });
        list.add("an order that never was: refused", t -> {
            OrderIntent order = t.resting();
            t.cancel(order);
            t.only(order, OrderEvent.CancelRefused.class);
            return t.seen(order);
        });
        list.add("an order that is filled just before: refused, and found filled", t -> {
            OrderIntent order = t.place(t.resting());
            t.once(Fault.Kind.CANCEL_RACE);
            t.cancel(order);
            Broken.unless(t.said(order, OrderEvent.CancelRefused.class), "refused",
                    t.of(order));
            t.ask(order);
            Broken.unless(t.truth(order).state() == State.FILLED, "filled", t.truth(order));
            return t.seen(order) + "; " + t.allFills() + " trades as on the books";
        });
        list.add("twice: the second is refused", t -> {
            OrderIntent order = t.place(t.resting());
            t.cancel(order);
            t.heard.events.clear();
            t.cancel(order);
            t.only(order, OrderEvent.CancelRefused.class);
            return t.seen(order);
        });
        list.add("and the answer is lost: nobody can tell, asking does",
                t -> unclearCancel(t, new Spoiling.Cut(Refusals.cancelling(t.exchange), true),
                        OrderEvent.Ended.class));
        list.add("and the cancel never arrives: the order stands, and asking tells",
                t -> unclearCancel(t, new Spoiling.Silent(Refusals.cancelling(t.exchange), false),
                        OrderEvent.Standing.class));
        list.add("while halted: passes", t -> {
            OrderIntent order = t.place(t.resting());
            t.stand.latch.pull("certified");
            t.cancel(order);
            Broken.unless(t.truth(order).state() == State.CANCELLED, "cancelled",
                    t.truth(order));
            return "cancelled";
        });
    }

    private static OrderIntent asked(Trader t, OrderIntent order) {
        t.place(order);
        t.heard.events.clear();
        t.ask(order);
        return order;
    }

    private static String unclear(Trader t, Spoiling spoiling) {
        OrderIntent order = t.place(t.resting());
        t.heard.events.clear();
        t.spoil(spoiling);
        t.ask(order);
        t.only(order, OrderEvent.Ambiguous.class);
        t.ask(order);
        Broken.unless(t.said(order, OrderEvent.Standing.class), "found then", t.of(order));
        return t.seen(order);
    }

    /// A cancel of which nothing was told; what asking tells then.
    private static String unclearCancel(Trader t, Spoiling spoiling,
            Class<? extends OrderEvent> told) {
        OrderIntent order = t.place(t.resting());
        t.heard.events.clear();
        t.spoil(spoiling);
        t.cancel(order);
        t.only(order, OrderEvent.Ambiguous.class);
        t.ask(order);
        Broken.unless(t.said(order, told), told.getSimpleName(), t.of(order));
        return t.seen(order);
    }
}
