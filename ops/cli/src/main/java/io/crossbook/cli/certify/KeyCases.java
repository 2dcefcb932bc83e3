package io.crossbook.cli.certify;

import static io.crossbook.simulator.Exchange.BINANCE;
import static io.crossbook.simulator.Exchange.BYBIT;
import static io.crossbook.simulator.Exchange.KRAKEN;

import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Signed;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.simulator.Fault;
import io.crossbook.simulator.OrderTruth;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;

/// Signatures, and the time that they stand in.
final class KeyCases {

    private static final long SECOND = 1_000_000_000L;

    private KeyCases() {}

    static void add(Cases list) {
        list.group("signature");
        list.add("a right one: the order is taken", t -> {
            OrderIntent order = t.place(t.resting());
            Broken.unless(t.said(order, OrderEvent.Accepted.class), "accepted", t.of(order));
            return t.seen(order) + "; stands: " + t.truth(order).state();
        });
        list.add("the wrong secret: refused, nothing there", t -> {
            t.signs(t.key, Trader.SECRET.replace('Z', 'Y'));
            return refused(t, t.place(t.taking(true)));
        });
        list.add("an unknown key: refused, nothing there", t -> {
            t.signs("nobody-knows-this-key", Trader.SECRET);
            return refused(t, t.place(t.taking(true)));
        });
        list.add("no key: no byte leaves", t -> {
            Request foreign = t.orders.place(t.taking(true));
            String phase = Waiting.on(t.stand.rest.ask("nowhere", foreign)).phase().toString();
            Broken.unless(phase.equals("NOT_SENT"), "unsent", phase);
            t.nothingThere();
            return phase;
        });
        list.add("an address outside this machine: no byte leaves in practice", t -> {
            OrderIntent order = t.taking(true);
            var abroad = t.dialect("https://api.example.com").place(order);
            String why = t.raw(abroad).why();
            Broken.unless(why.contains("practice"), "refused for the mode", why);
            return why;
        });
        list.add("a body changed on the way: refused, nothing there", t -> {
            OrderIntent order = t.taking(true);
            raw(signed(t, t.orders.place(order), t.now()),
                    text -> text.replace("0.01", "0.02"));
            t.nothingThere();
            return "refused";
        });
        list.add("a request replayed: one order, whatever the second is answered", t -> {
            OrderIntent order = t.resting();
            Signed.Ready ready = signed(t, t.orders.place(order), t.now());
            raw(ready, text -> text);
            String again = raw(ready, text -> text);
            t.truth(order);
            return "second: " + shortly(again);
        });
        list.add("a nonce that was used: refused, nothing there", t -> {
            raw(signed(t, t.orders.balances(t.now()), t.now() + 3_600 * SECOND), text -> text);
            return refused(t, t.place(t.taking(true)));
        }, KRAKEN);
        list.add("the latch pulled: a leg does not leave, an unwind does", t -> {
            t.stand.latch.pull("certified");
            OrderIntent leg = t.place(t.taking(true));
            t.only(leg, OrderEvent.NotSent.class);
            OrderIntent unwind = t.place(t.unwinding());
            Broken.unless(t.said(unwind, OrderEvent.Accepted.class), "accepted", t.of(unwind));
            Broken.unless(t.truth().orders().size() == 1, "one order", t.truth().orders());
            return "leg " + t.seen(leg) + "; unwind " + t.seen(unwind);
        });

        list.group("time");
        list.add("our clock 0.4 s ahead, unknown: taken", t -> shifted(t, 400, false));
        list.add("our clock 0.4 s behind, unknown: taken", t -> shifted(t, -400, false));
        list.add("our clock 10 s ahead, known: taken", t -> shifted(t, 10_000, true));
        list.add("our clock 10 s behind, known: taken", t -> shifted(t, -10_000, true));
        list.add("our clock 10 s ahead, unknown: refused, nothing there", t -> {
            t.ahead(10_000, false);
            return refused(t, t.place(t.taking(true)));
        }, BINANCE, BYBIT);
        list.add("our clock 10 s behind, unknown: refused, nothing there", t -> {
            t.ahead(-10_000, false);
            return refused(t, t.place(t.taking(true)));
        }, BINANCE, BYBIT);
        list.add("our clock 70 s ahead, unknown: nothing there", t -> {
            t.ahead(70_000, false);
            OrderIntent order = t.place(t.taking(true));
            Broken.unless(!t.said(order, OrderEvent.Accepted.class), "not taken", t.of(order));
            t.nothingThere();
            return t.seen(order);
        }, KRAKEN);
        list.add("a deadline that has passed: no byte leaves", t -> {
            OrderIntent order = t.place(t.until(t.taking(true), -100));
            t.only(order, OrderEvent.NotSent.class);
            t.nothingThere();
            return t.seen(order);
        });
        list.add("a deadline nearer than the exchange takes: no byte leaves", t -> {
            OrderIntent order = t.place(t.until(t.taking(true),
                    t.orders.deadline().nearestMillis() - 500));
            t.only(order, OrderEvent.NotSent.class);
            t.nothingThere();
            return t.seen(order);
        }, KRAKEN);
        list.add("an order that arrives after its deadline: never stands", t -> {
            t.connect();
            t.once(Fault.Kind.ORDER_LATE, 1_300);
            OrderIntent order = t.placeThere(t.until(t.taking(true), 900));
            t.until("answered", () -> !t.of(order).isEmpty());
            Broken.unless(!t.said(order, OrderEvent.Accepted.class), "not taken", t.of(order));
            t.nothingThere();
            return t.seen(order);
        });
    }

    /// Refused for certain, and nothing is there.
    private static String refused(Trader t, OrderIntent order) {
        t.only(order, OrderEvent.Refused.class);
        t.nothingThere();
        return t.seen(order);
    }

    private static String shifted(Trader t, long millis, boolean known) {
        t.ahead(millis, known);
        OrderIntent order = t.place(t.taking(true));
        Broken.unless(t.said(order, OrderEvent.Accepted.class), "taken", t.of(order));
        Broken.unless(t.truth(order).state() == OrderTruth.State.FILLED, "filled",
                t.truth(order));
        return t.seen(order);
    }

    private static Signed.Ready signed(Trader t, Request request, long nanos) {
        var key = new ApiKey(t.orders.signer().kind(), t.key, Trader.SECRET);
        return switch (t.orders.signer().sign(request, key, nanos / 1_000_000, nanos / 1_000)) {
            case Signed.Ready ready -> ready;
            case Signed.Late(_, var why) -> throw new Broken("not signed: " + why);
        };
    }

    /// Sends what was signed, past our wire; the answer's body.
    private static String raw(Signed.Ready ready, UnaryOperator<String> change) {
        String body = ready.body();
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create(body == null ? change.apply(ready.url()) : ready.url()));
        ready.headers().forEach(request::header);
        request.method(ready.unsigned().method(), body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(change.apply(body)));
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .build()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new Broken("not reached: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Broken("interrupted");
        }
    }

    private static String shortly(String body) {
        return body.length() > 80 ? body.substring(0, 80) : body;
    }
}
