package io.crossbook.cli.certify;

import io.crossbook.cli.certify.Spoiler.Spoiling;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderIntent.TimeInForce;
import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.OrderTruth.State;
import io.crossbook.simulator.Side;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Sweeps: all that is ours and nothing else, or none. And what is held.
final class SweepCases {

    private static final int MANY = 55;

    private SweepCases() {}

    static void add(Cases list) {
        list.group("sweep");
        list.add("nothing there: whole, and nothing told", t -> {
            Broken.unless(t.sweep(), "whole", t.heard);
            Broken.unless(t.heard.events.isEmpty(), "silent", t.heard.events);
            return "whole";
        });
        list.add("what stands and what has traded: all of it", t -> {
            OrderIntent stands = t.place(t.resting());
            OrderIntent traded = t.place(t.deep());
            OrderIntent ended = t.place(t.resting());
            t.cancel(ended);
            t.heard.events.clear();
            Broken.unless(t.sweep(), "whole", t.heard);
            Broken.unless(t.said(stands, OrderEvent.Standing.class)
                    && t.said(traded, OrderEvent.Ended.class)
                    && t.said(ended, OrderEvent.Ended.class), "all three", t.heard.events);
            Broken.unless(found(t, stands) && found(t, traded) && found(t, ended),
                    "what was sent of all three", t.heard.facts);
            return t.allFills() + " trades as on the books";
        });
        list.add("more than a page: all pages", t -> {
            many(t);
            Broken.unless(t.sweep(), "whole", t.heard);
            long told = t.heard.events.stream().map(OrderEvent::id).distinct().count();
            Broken.unless(told == MANY, MANY + " orders", told);
            return told + " orders of " + t.heard.reads.size() + " answers";
        }, Exchange.KRAKEN, Exchange.BYBIT);
        list.add("a full page: the next is asked for", t -> {
            OrderIntent order = t.place(t.deep());
            t.heard.events.clear();
            t.spoil(new Spoiling.Changed("/allOrders", body -> full(body, order)));
            Broken.unless(t.sweep(), "whole", t.heard);
            Broken.unless(t.heard.foreign.size() >= 1_000, "a full page", t.heard.foreign.size());
            return t.heard.foreign.size() + " of others, " + t.heard.reads.size() + " answers";
        }, Exchange.BINANCE);
        list.add("a page is cut: no sweep", t -> {
            many(t);
            t.spoil(new Spoiling.Cut(Refusals.past(t.exchange), true));
            Broken.unless(!t.sweep(), "told to be incomplete", t.heard.reads);
            return "not whole";
        });
        list.add("the second page is cut: no sweep", t -> {
            many(t);
            t.spoil(new Spoiling.Changed(Refusals.past(t.exchange), body -> body));
            t.spoil(new Spoiling.Cut(Refusals.past(t.exchange), true));
            Broken.unless(!t.sweep(), "told to be incomplete", t.heard.reads);
            return "not whole";
        }, Exchange.KRAKEN, Exchange.BYBIT);
        list.add("what stands is not answered: no sweep", t -> {
            t.spoil(new Spoiling.Other(switch (t.exchange) {
                case BINANCE, BINANCE_FUTURES -> "/openOrders";
                case KRAKEN -> "/OpenOrders";
                case BYBIT -> "/order/realtime";
            }, false, 503, Map.of("Content-Type", "text/html"), "<html></html>"));
            Broken.unless(!t.sweep(), "told to be incomplete", t.heard.reads);
            return "not whole";
        });
        list.add("an order of somebody else's: counted, and untouched", t -> {
            t.raw(foreign(t, t.orders.place(t.resting())));
            OrderIntent ours = t.place(t.resting());
            t.heard.events.clear();
            Broken.unless(t.sweep(), "whole", t.heard);
            Broken.unless(!t.heard.foreign.isEmpty(), "counted", t.heard.foreign);
            Broken.unless(t.heard.events.stream().allMatch(
                    event -> event.id().equals(ours.id())), "told of ours alone", t.heard.events);
            AccountTruth truth = t.truth();
            Broken.unless(truth.orders().stream()
                    .filter(order -> order.state() == State.OPEN).count() == 2, "both open",
                    truth.orders());
            return t.heard.foreign.size() + " counted";
        });
        list.add("a trade of somebody else's: no fill of ours", t -> {
            t.raw(foreign(t, t.orders.place(t.taking(true))));
            Broken.unless(t.truth().executions().size() > 0, "traded", t.truth());
            Broken.unless(t.sweep(), "whole", t.heard);
            Broken.unless(t.heard.events.isEmpty(), "silent", t.heard.events);
            return t.heard.foreign.size() + " counted";
        });
        list.add("an order of somebody else's on the stream: counted, and untouched", t -> {
            t.connect();
            t.raw(foreign(t, t.orders.place(t.resting())));
            t.until("counted", () -> !t.heard.foreign.isEmpty());
            Broken.unless(t.heard.events.isEmpty(), "silent", t.heard.events);
            Broken.unless(t.truth().orders().getFirst().state() == State.OPEN, "open",
                    t.truth().orders());
            return t.heard.foreign.size() + " counted";
        });

        list.group("balances");
        list.add("as on the books", t -> {
            t.balances();
            return held(t);
        });
        list.add("as on the books after trades", t -> {
            t.place(t.taking(true));
            t.place(t.taking(false));
            t.balances();
            return held(t);
        });
        list.add("what is held for an order that stands is locked", t -> {
            t.place(t.resting());
            t.balances();
            Broken.unless(t.truth().locked("USDT").signum() > 0, "locked", t.truth());
            return held(t);
        });
        list.add("not answered: nothing is told", t -> {
            t.spoil(new Spoiling.Other(Refusals.holding(t.exchange), false, 502,
                    Map.of("Content-Type", "text/html"), "<html></html>"));
            t.balances();
            Broken.unless(t.heard.facts.isEmpty(), "silent", t.heard.facts);
            Broken.unless(t.heard.reads.contains(false), "told to be incomplete",
                    t.heard.reads);
            return t.heard.faults.getFirst().text();
        });
        list.add("half an answer: nothing is told", t -> {
            t.spoil(new Spoiling.Cut(Refusals.holding(t.exchange), true));
            t.balances();
            Broken.unless(t.heard.facts.isEmpty(), "silent", t.heard.facts);
            return "nothing";
        });
        list.add("what is borrowed shows", t -> {
            t.spoil(new Spoiling.Changed(Refusals.holding(t.exchange), body -> body.replaceAll(
                    "\"borrowAmount\":\"[^\"]*\"", "\"borrowAmount\":\"7\"")));
            t.balances();
            Broken.unless(t.heard.facts.stream().anyMatch(
                    fact -> fact instanceof AccountFact.Balances(_, _, var assets, _) && assets
                            .values().stream().anyMatch(one -> one.borrowed().signum() > 0)),
                    "shown", t.heard.facts);
            return "7 borrowed";
        }, Exchange.BYBIT);
    }

    /// Whether an order was told as it was sent: for a journal that has lost it.
    private static boolean found(Trader t, OrderIntent order) {
        return t.heard.facts.stream().anyMatch(fact -> fact instanceof AccountFact.Found found
                && found.order().equals(order.id()) && found.listing().sameAs(order.listing())
                && found.buys() == order.buys() && found.size().compareTo(order.size()) == 0
                && found.limit().compareTo(order.limit()) == 0);
    }

    /// So many orders that ended with nothing, or with little.
    private static void many(Trader t) {
        for (int i = 0; i < MANY; i++) {
            t.place(t.order(true, new BigDecimal("0.01"), t.price(Side.BID, 30),
                    TimeInForce.IMMEDIATE_OR_CANCEL));
        }
        t.heard.events.clear();
    }

    /// The same request under a name that is none of ours.
    private static Request foreign(Trader t, Request request) {
        String body = String.valueOf(request.body());
        return new Request(request.about(), request.listing(), request.method(), request.url(),
                body.replaceAll("cb[0-9a-z]{15}", "somebodyelse" + t.now() % 1_000),
                request.weight(), 0, request.errand());
    }

    /// A page of 1,000, of others' orders but for the first, all with ids below its own.
    private static String full(String body, OrderIntent order) {
        String row = body.substring(1, body.indexOf('}') + 1);
        long id = Long.parseLong(row.replaceFirst(".*?\"orderId\":(\\d+).*", "$1"));
        String other = row.replace(order.id().toString(), "somebodyelse");
        return "[" + row + ","
                + IntStream.range(1, 1_001)
                        .mapToObj(i -> other.replaceFirst("\"orderId\":\\d+",
                                "\"orderId\":" + (id - i)))
                        .collect(Collectors.joining(","))
                + "]";
    }

    private static String held(Trader t) {
        AccountTruth truth = t.truth();
        AccountFact.Balances told = t.heard.facts.stream()
                .filter(AccountFact.Balances.class::isInstance)
                .map(AccountFact.Balances.class::cast).findFirst()
                .orElseThrow(() -> new Broken("no balances: " + t.heard));
        Broken.unless(told.complete(), "complete", told);
        for (String asset : truth.held().keySet()) {
            var one = told.assets().get(asset);
            Broken.unless(one != null && one.total().compareTo(truth.total(asset)) == 0
                    && one.locked().compareTo(truth.locked(asset)) == 0,
                    truth.total(asset) + " " + asset + ", locked " + truth.locked(asset),
                    told.assets());
        }
        return truth.held().keySet() + " as on the books";
    }
}
