package io.crossbook.cli.certify;

import static io.crossbook.simulator.Exchange.BYBIT;
import static io.crossbook.simulator.Exchange.KRAKEN;

import io.crossbook.cli.certify.Spoiler.Spoiling;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.simulator.Fault;
import io.crossbook.simulator.OrderTruth.State;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Dead man's switches, which are the exchange's, and rate limits.
final class SwitchCases {

    private SwitchCases() {}

    static void add(Cases list) {
        list.group("dead man's switch");
        list.add("it strikes: our order ended there, and we hear of it", t -> {
            t.connect();
            OrderIntent order = t.placeThere(t.resting());
            t.until("standing", () -> t.said(order, OrderEvent.Standing.class));
            arm(t, 1_000);
            t.until("ended", () -> t.said(order, OrderEvent.Ended.class));
            Broken.unless(t.truth(order).state() == State.CANCELLED, "cancelled",
                    t.truth(order));
            return t.seen(order);
        }, KRAKEN);
        list.add("disarmed: the order stands", t -> {
            OrderIntent order = t.place(t.resting());
            arm(t, 1_000);
            arm(t, 0);
            Waiting.millis(1_200);
            Broken.unless(t.truth(order).state() == State.OPEN, "open", t.truth(order));
            return "open";
        }, KRAKEN);
        list.add("the connection that watches is gone for its window: our order ended there, "
                + "and a question tells", t -> {
                    t.connect();
                    OrderIntent order = t.placeThere(t.resting());
                    t.until("standing", () -> t.said(order, OrderEvent.Standing.class));
                    arm(t, 3_000);
                    t.guard(true);
                    Waiting.millis(50);
                    t.disconnect();
                    t.until("cancelled",
                            () -> t.truth(order).state() == State.CANCELLED);
                    t.ask(order);
                    Broken.unless(t.said(order, OrderEvent.Ended.class), "ended",
                            t.of(order));
                    return t.seen(order);
                }, BYBIT);
        list.add("no connection watches: the order stands", t -> {
            t.connect();
            OrderIntent order = t.placeThere(t.resting());
            t.until("standing", () -> t.said(order, OrderEvent.Standing.class));
            arm(t, 3_000);
            t.disconnect();
            Waiting.millis(3_300);
            Broken.unless(t.truth(order).state() == State.OPEN, "open", t.truth(order));
            return "open";
        }, BYBIT);

        list.group("rate limit");
        list.add("an order is refused by a limit: nothing there, and the next is taken", t -> {
            t.once(Fault.Kind.ORDER_LIMITED);
            OrderIntent refused = t.place(t.taking(true));
            t.only(refused, OrderEvent.Refused.class);
            t.nothingThere();
            OrderIntent next = t.place(t.taking(true));
            Broken.unless(t.truth(next).state() == State.FILLED, "filled", t.truth(next));
            return t.seen(refused) + ", then " + t.seen(next);
        });
        list.add("too many requests: refused or ambiguous, nothing there", t -> limited(t,
                Fault.Kind.TOO_MANY_REQUESTS));
        list.add("banned: refused or ambiguous, nothing there", t -> limited(t,
                Fault.Kind.BANNED));
        list.add("429 with a time to wait: the next waits, and is taken then", t -> {
            t.spoil(new Spoiling.Other(Refusals.asking(t.exchange), false, 429,
                    Map.of("Content-Type", "text/html", "Retry-After", "1"), ""));
            OrderIntent order = t.resting();
            long began = System.nanoTime();
            t.ask(order);
            t.only(order, OrderEvent.Ambiguous.class);
            t.place(order);
            long waited = (System.nanoTime() - began) / 1_000_000;
            Broken.unless(t.said(order, OrderEvent.Accepted.class), "taken", t.of(order));
            Broken.unless(waited >= 150, "waited", waited + " ms");
            return "waited";
        });
    }

    private static String limited(Trader t, Fault.Kind kind) {
        t.once(kind, 100);
        OrderIntent order = t.place(t.taking(true));
        Broken.unless(t.said(order, OrderEvent.Refused.class)
                || t.said(order, OrderEvent.Ambiguous.class), "not taken", t.of(order));
        t.nothingThere();
        OrderIntent next = t.place(t.taking(true));
        Broken.unless(t.truth(next).state() == State.FILLED, "filled", t.truth(next));
        return t.seen(order) + ", then " + t.seen(next);
    }

    private static void arm(Trader t, long millis) {
        t.rest(List.of(Objects.requireNonNull(t.orders.arm(millis))));
        Broken.unless(t.heard.reads.getLast(), "armed", t.heard.faults);
    }
}
