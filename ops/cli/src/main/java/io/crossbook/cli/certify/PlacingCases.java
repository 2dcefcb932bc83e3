package io.crossbook.cli.certify;

import static io.crossbook.simulator.Exchange.BINANCE;

import io.crossbook.cli.certify.Spoiler.Spoiling;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderEvent.End;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderIntent.TimeInForce;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Fault;
import io.crossbook.simulator.OrderTruth.State;
import io.crossbook.simulator.Side;
import java.math.BigDecimal;
import java.util.Map;

/// What is taken, what is not, and in which words.
final class PlacingCases {

    private static final BigDecimal LITTLE = new BigDecimal("0.01");

    private PlacingCases() {}

    static void add(Cases list) {
        list.group("placing");
        list.add("takes what is there, over REST: filled", t -> {
            OrderIntent order = t.place(t.taking(true));
            t.ask(order);
            Broken.unless(t.truth(order).state() == State.FILLED, "filled", t.truth(order));
            return t.seen(order) + "; " + t.allFills() + " trades as on the books";
        });
        list.add("takes what is there, over the connection: filled", t -> {
            t.connect();
            OrderIntent order = t.placeThere(t.taking(false));
            t.until("ended", () -> t.said(order, OrderEvent.Ended.class)
                    && t.said(order, OrderEvent.Accepted.class)
                    && t.said(order, OrderEvent.Traded.class));
            Broken.unless(t.truth(order).state() == State.FILLED, "filled", t.truth(order));
            return t.seen(order) + "; " + t.allFills() + " trades as on the books";
        });
        list.add("until cancelled: stands", t -> {
            OrderIntent order = t.place(t.resting());
            t.ask(order);
            return stands(t, order);
        });
        list.add("never taking: stands", t -> {
            OrderIntent order = t.place(t.order(true, LITTLE, t.price(Side.BID, 20),
                    TimeInForce.POST_ONLY));
            t.ask(order);
            return stands(t, order);
        });
        list.add("never taking, but it would: nothing trades", t -> {
            OrderIntent order = t.place(t.order(true, LITTLE, t.price(Side.ASK, 5),
                    TimeInForce.POST_ONLY));
            Broken.unless(t.truth().executions().isEmpty(), "without a trade", t.truth());
            return t.seen(order);
        });
        list.add("takes what is there, and nothing is: ends with nothing", t -> {
            OrderIntent order = t.place(t.order(true, LITTLE, t.price(Side.BID, 20),
                    TimeInForce.IMMEDIATE_OR_CANCEL));
            t.ask(order);
            Broken.unless(t.truth(order).state() == State.EXPIRED, "expired", t.truth(order));
            Broken.unless(t.of(order).stream().anyMatch(
                    event -> event instanceof OrderEvent.Ended(_, End end, var filled, _)
                            && end != End.FILLED && filled.signum() == 0),
                    "ended with nothing", t.of(order));
            return t.seen(order);
        });
        list.add("a price off its tick: not even written down", t -> unwritten(t,
                t.order(true, LITTLE, t.price(Side.BID, 40).add(new BigDecimal("0.000123")),
                        TimeInForce.GOOD_TILL_CANCELLED)));
        list.add("a size off its lot: not even written down", t -> unwritten(t,
                t.order(true, new BigDecimal("0.0100000001"), t.price(Side.BID, 40),
                        TimeInForce.GOOD_TILL_CANCELLED)));
        list.add("a price that only the exchange finds off its tick: refused", t -> {
            int digits = t.listing.rules().priceScale() + 1;
            return refused(t, t.order(t.finer(), true, LITTLE,
                    t.price(Side.BID, 40).add(BigDecimal.ONE.movePointLeft(digits)),
                    TimeInForce.GOOD_TILL_CANCELLED, 5_000));
        });
        list.add("a size that only the exchange finds off its lot: not taken", t -> {
            int digits = t.listing.rules().sizeScale() + 1;
            OrderIntent order = t.place(t.order(t.finer(), true,
                    LITTLE.add(BigDecimal.ONE.movePointLeft(digits)), t.price(Side.BID, 40),
                    TimeInForce.GOOD_TILL_CANCELLED, 5_000));
            t.nothingThere();
            return t.seen(order);
        });
        list.add("less than the least: refused", t -> refused(t, t.order(true,
                BigDecimal.ONE.movePointLeft(t.listing.rules().sizeScale()), t.price(Side.BID, 40),
                TimeInForce.GOOD_TILL_CANCELLED)));
        list.add("worth less than the least: refused", t -> {
            BigDecimal step = BigDecimal.ONE.movePointLeft(t.listing.rules().priceScale());
            BigDecimal size = BigDecimal.valueOf(Math.max(1, t.listing.rules().minSize()))
                    .movePointLeft(t.listing.rules().sizeScale());
            return refused(t, t.order(true, size, step, TimeInForce.GOOD_TILL_CANCELLED));
        });
        list.add("more than there is to pay with: refused", t -> refused(t, t.order(true,
                new BigDecimal("60"), t.price(Side.BID, 5), TimeInForce.GOOD_TILL_CANCELLED)));
        list.add("more than there is to sell: refused, nothing borrowed", t -> refused(t,
                t.order(false, new BigDecimal("3.5"), t.price(Side.ASK, 5),
                        TimeInForce.GOOD_TILL_CANCELLED)));
        list.add("an id that stands there already: one order, the second nobody can tell", t -> {
            OrderIntent order = t.place(t.resting());
            t.heard.events.clear();
            t.place(order);
            t.only(order, OrderEvent.Ambiguous.class);
            return t.seen(order) + "; at the exchange: " + t.truth(order).state();
        });
        list.add("a symbol that the exchange does not know: refused", t -> {
            var unknown = new io.crossbook.books.Listing(0, t.listing.exchange(),
                    t.listing.symbol().replace("BTC", "XQZ"),
                    io.crossbook.books.Instrument.spot("XQZ", "USDT"), t.listing.rules());
            return refused(t, t.order(unknown, true, LITTLE, new BigDecimal("100"),
                    TimeInForce.GOOD_TILL_CANCELLED, 5_000));
        });
        list.add("refused for want of balance, over the connection", t -> {
            t.connect();
            OrderIntent order = t.placeThere(t.order(false, new BigDecimal("3.5"),
                    t.price(Side.ASK, 5), TimeInForce.GOOD_TILL_CANCELLED));
            t.until("answered", () -> !t.of(order).isEmpty());
            t.only(order, OrderEvent.Refused.class);
            t.nothingThere();
            return t.seen(order);
        });
        list.add("rejected by the exchange, whatever there is", t -> {
            t.once(Fault.Kind.ORDER_REJECTED);
            return refused(t, t.taking(true));
        });
        for (Exchange exchange : Case.ALL) {
            for (Refusals.Row row : Refusals.of(exchange)) {
                list.add(switch (row.kind()) {
                    case ORDER -> "refused by " + exchange.id() + " for " + row.name()
                            + ", by each code of the table";
                    case CANCEL -> "a cancel refused by " + exchange.id() + " for " + row.name()
                            + ", by each code of the table";
                    case DOUBTFUL -> "codes of " + exchange.id()
                            + " left out on purpose: nobody can tell";
                }, t -> worded(t, row), exchange);
            }
        }
        list.add("the exchange's words in an unknown status: nobody can tell", t -> {
            OrderIntent order = t.taking(true);
            t.spoil(new Spoiling.Other(Refusals.placing(BINANCE), false, 451, Map.of(
                    "Content-Type", "application/json"), Refusals.body(BINANCE, "-1013")));
            t.place(order);
            t.only(order, OrderEvent.Ambiguous.class);
            return t.seen(order);
        }, BINANCE);
    }

    private static String stands(Trader t, OrderIntent order) {
        Broken.unless(t.truth(order).state() == State.OPEN, "open", t.truth(order));
        Broken.unless(t.said(order, OrderEvent.Standing.class), "told so", t.of(order));
        return t.seen(order);
    }

    private static String unwritten(Trader t, OrderIntent order) {
        try {
            t.place(order);
        } catch (IllegalStateException e) {
            t.nothingThere();
            return String.valueOf(e.getMessage());
        }
        throw new Broken("written down: " + t.of(order));
    }

    private static String refused(Trader t, OrderIntent order) {
        t.place(order);
        t.only(order, OrderEvent.Refused.class);
        t.nothingThere();
        return t.seen(order);
    }

    /// Each code of a row, in an answer that the exchange did not give.
    private static String worded(Trader t, Refusals.Row row) {
        boolean cancels = row.kind() == Refusals.Kind.CANCEL;
        for (String code : row.codes()) {
            OrderIntent order = t.taking(true);
            t.spoil(new Spoiling.Other(cancels
                    ? Refusals.cancelling(t.exchange)
                    : Refusals.placing(t.exchange), false, row.status(),
                    Map.of("Content-Type", "application/json"),
                    Refusals.body(t.exchange, code)));
            if (cancels) {
                t.cancel(order);
            } else {
                t.place(order);
            }
            t.only(order, switch (row.kind()) {
                case ORDER -> OrderEvent.Refused.class;
                case CANCEL -> OrderEvent.CancelRefused.class;
                case DOUBTFUL -> OrderEvent.Ambiguous.class;
            });
        }
        t.nothingThere();
        return row.codes().size() + " codes";
    }
}
