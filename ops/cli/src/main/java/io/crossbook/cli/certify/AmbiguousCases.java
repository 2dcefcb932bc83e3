package io.crossbook.cli.certify;

import io.crossbook.cli.certify.Spoiler.Spoiling;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.simulator.Fault;
import io.crossbook.simulator.OrderTruth.State;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Answers from which nobody can tell whether an order was taken: it is asked after, and never sent again.
final class AmbiguousCases {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final Map<String, String> HTML = Map.of("Content-Type", "text/html");
    private static final String PAGE = "<html><head><title>Something went wrong</title></head></html>";

    private AmbiguousCases() {}

    static void add(Cases list) {
        list.group("ambiguous outcomes");
        list.add("no answer in time, and the order never arrived", t -> lost(t,
                path -> new Spoiling.Silent(path, false)));
        list.add("cut before an answer, and the order never arrived", t -> lost(t,
                path -> new Spoiling.Cut(path, false)));
        list.add("no answer in time, and the order was taken", t -> taken(t,
                path -> new Spoiling.Silent(path, true)));
        list.add("cut in the middle of the answer, and the order was taken", t -> taken(t,
                path -> new Spoiling.Cut(path, true)));
        for (int status : List.of(500, 502, 503, 504)) {
            list.add(status + ", and the order was taken", t -> taken(t,
                    path -> new Spoiling.Other(path, true, status, HTML, PAGE)));
        }
        list.add("503 in the exchange's own form, and the order was taken", t -> taken(t,
                path -> new Spoiling.Other(path, true, 503, JSON, switch (t.exchange) {
                    case BINANCE, BINANCE_FUTURES -> "{\"code\":-1007,\"msg\":\"Timeout waiting "
                            + "for response from backend server.\"}";
                    case KRAKEN -> "{\"error\":[\"EService:Unavailable\"]}";
                    case BYBIT -> "{\"retCode\":10016,\"retMsg\":\"server error\"}";
                })));
        list.add("200 with half a JSON, and the order was taken", t -> taken(t,
                path -> new Spoiling.Changed(path, body -> body.substring(0, body.length() / 2))));
        list.add("200 with nothing, and the order was taken", t -> taken(t,
                path -> new Spoiling.Other(path, true, 200, JSON, "")));
        list.add("200 with another JSON, and the order was taken", t -> taken(t,
                path -> new Spoiling.Other(path, true, 200, JSON, "[1,2,3]")));
        list.add("200 with a page in HTML, and the order was taken", t -> taken(t,
                path -> new Spoiling.Other(path, true, 200, HTML, PAGE)));
        list.add("200 about another order, and the order was taken", t -> {
            OrderIntent other = t.taking(true);
            return taken(t, path -> new Spoiling.Changed(path, elsewhere(other)));
        });
        list.add("a redirect, and the order was taken: not followed", t -> taken(t,
                path -> new Spoiling.Other(path, true, 302,
                        Map.of("Location", t.stand.spoiler.url() + "/elsewhere"), "")));
        list.add("429 with a page in HTML, and the order never arrived", t -> lost(t,
                path -> new Spoiling.Other(path, false, 429, HTML, PAGE)));
        list.add("403 with a page in HTML, and the order never arrived", t -> lost(t,
                path -> new Spoiling.Other(path, false, 403, HTML, PAGE)));
        list.add("the exchange breaks off after it has taken the order", t -> struck(t,
                Fault.Kind.ANSWER_LOST, true));
        list.add("the exchange answers with an error after it has taken the order", t -> struck(t,
                Fault.Kind.ANSWER_FAILING, true));
        list.add("the exchange loses the order and breaks off", t -> struck(t,
                Fault.Kind.ORDER_LOST, false));
        list.add("an answer that comes after we gave up, and the order was taken", t -> {
            t.once(Fault.Kind.ANSWER_LATE, 2_000);
            t.hurry();
            return found(t, t.place(t.taking(true)));
        });
        list.add("nobody listens there: no byte has left", t -> {
            OrderIntent order = t.taking(true);
            var answer = t.raw(t.dialect("http://127.0.0.1:1").place(order));
            Broken.unless(answer.phase().name().equals("NOT_SENT"), "unsent", answer.phase());
            t.nothingThere();
            return answer.phase() + ": " + answer.why();
        });
    }

    /// Makes an answer one about another order; where the exchange's own answer names none, one without an order.
    private static UnaryOperator<String> elsewhere(OrderIntent other) {
        return body -> body.contains("\"txid\"")
                ? body.replaceAll("\"txid\":\\[[^\\]]*\\]", "\"txid\":[\"A\",\"B\"]")
                : body.replaceAll("cb[0-9a-z]{15}", other.id().toString());
    }

    private static String lost(Trader t, Function<String, Spoiling> spoiling) {
        t.spoil(spoiling.apply(Refusals.placing(t.exchange)));
        OrderIntent order = t.place(t.taking(true));
        t.only(order, OrderEvent.Ambiguous.class);
        t.nothingThere();
        t.ask(order);
        Broken.unless(t.said(order, OrderEvent.NotFound.class), "not found when asked after",
                t.of(order));
        Broken.unless(t.stand.spoiler.spoilt() > 0, "spoilt", "nothing was");
        return t.seen(order);
    }

    private static String taken(Trader t, Function<String, Spoiling> spoiling) {
        t.spoil(spoiling.apply(Refusals.placing(t.exchange)));
        return found(t, t.place(t.taking(true)));
    }

    private static String found(Trader t, OrderIntent order) {
        t.only(order, OrderEvent.Ambiguous.class);
        t.until("arrived", () -> !t.truth().orders().isEmpty());
        Broken.unless(t.truth(order).state() == State.FILLED, "filled", t.truth(order));
        t.ask(order);
        Broken.unless(t.said(order, OrderEvent.Ended.class), "found when asked after",
                t.of(order));
        return t.seen(order) + "; " + t.allFills() + " trades as on the books";
    }

    private static String struck(Trader t, Fault.Kind kind, boolean arrived) {
        t.once(kind);
        OrderIntent order = t.place(t.taking(true));
        if (arrived) {
            return found(t, order);
        }
        t.only(order, OrderEvent.Ambiguous.class);
        t.nothingThere();
        t.ask(order);
        Broken.unless(t.said(order, OrderEvent.NotFound.class), "not found", t.of(order));
        return t.seen(order);
    }
}
