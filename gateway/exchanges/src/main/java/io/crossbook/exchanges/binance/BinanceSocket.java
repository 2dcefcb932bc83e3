package io.crossbook.exchanges.binance;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.AnswerReader;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Errand;
import io.crossbook.exchanges.Evidence;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.JsonText;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Outstanding;
import io.crossbook.exchanges.PrivateConversation;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Request.About;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Binance's WebSocket API: the user data stream and orders, on one connection.
///
/// The stream is subscribed to with a signature (`userDataStream.subscribe.signature`), since `session.logon` takes Ed25519 keys only; each order is
/// signed for itself. Binance, "WebSocket API", "User Data Stream".
final class BinanceSocket implements PrivateConversation {

    private static final String SUBSCRIBE = "subscribe";
    private static final String PLACE = "order.place";
    /// What Binance wants as numbers; decimals are strings.
    private static final Set<String> NUMBERS = Set.of("timestamp", "recvWindow");
    private static final long LOGIN_NANOS = 10_000_000_000L;

    private final Link link;
    private final BinanceOrders orders;
    private final AnswerReader reader;
    private final UserEvents events;
    private final OrderOut out;
    private final Outstanding outstanding = new Outstanding();
    private boolean live;
    private long openedNanos;

    BinanceSocket(Link link, BinanceOrders orders, AnswerReader reader, OrderOut out) {
        this.link = link;
        this.orders = orders;
        this.reader = reader;
        this.out = out;
        events = new UserEvents(link.exchange(), out);
    }

    @Override
    public void opened(long now) {
        openedNanos = now;
        out.request(Request.frame(About.LOGIN, -1, link.url(),
                frame(SUBSCRIBE, "userDataStream.subscribe.signature", Map.of()),
                Errand.all("", SUBSCRIBE, 0, 0)));
    }

    /// A frame, without what signing adds.
    static String frame(String id, String method, Map<String, String> params) {
        return "{\"id\":" + JsonText.quoted(id) + ",\"method\":" + JsonText.quoted(method)
                + ",\"params\":" + parameters(params) + "}";
    }

    /// Parameters as a frame carries them.
    static String parameters(Map<String, String> params) {
        return JsonText.object(params, NUMBERS);
    }

    @Override
    public void closed(long now) {
        live(false);
        outstanding.lost(reader, out);
    }

    private void live(boolean now) {
        if (live != now) {
            live = now;
            out.streaming(link.id(), now);
        }
    }

    @Override
    public void tick(long now) {
        outstanding.tick(now, out);
        if (!live && now - openedNanos > LOGIN_NANOS) {
            openedNanos = now;
            out.fault(new Fault(Fault.Kind.UNANSWERED, "", "the user data stream did not start"));
            out.reconnect("the user data stream did not start");
        }
    }

    @Override
    public boolean takesOrders() {
        return live;
    }

    @Override
    public void place(OrderIntent order, long now) {
        send(About.PLACE, order.listing(), PLACE, BinanceOrders.parameters(order).map(),
                errand(order), now);
    }

    @Override
    public Request draft(OrderIntent order) {
        return request(About.PLACE, order.listing(), PLACE,
                BinanceOrders.parameters(order).map(), errand(order), id(errand(order), 0));
    }

    private static Errand errand(OrderIntent order) {
        return Errand.of(order.id(), order.listing().symbol(), order.deadlineNanos(), "order");
    }

    @Override
    public void cancel(Listing listing, OrderId id, long now) {
        var params = new LinkedHashMap<String, String>();
        params.put("symbol", listing.symbol());
        params.put("origClientOrderId", id.toString());
        send(About.CANCEL, listing, "order.cancel", params,
                Errand.of(id, listing.symbol(), 0, "order"), now);
    }

    private void send(About about, Listing listing, String method, Map<String, String> params,
            Errand errand, long now) {
        if (!live) {
            throw new IllegalStateException(link.id() + " takes no orders now");
        }
        String id = id(errand, outstanding.next());
        Request request = request(about, listing, method, params, errand, id);
        outstanding.sent(id, request, now);
        out.request(request);
    }

    private static String id(Errand errand, long number) {
        return errand.id() + "-" + number;
    }

    private Request request(About about, Listing listing, String method,
            Map<String, String> params, Errand errand, String id) {
        return Request.frame(about, listing.id(), link.url(), frame(id, method, params), errand);
    }

    @Override
    public void answer(Request request, Answer answer, long now) {
        if (!request.framed()) {
            orders.read(request, answer, out);
        } else if (request.about() == About.LOGIN) {
            out.fault(new Fault(Fault.Kind.UNANSWERED, "", "login was not sent: " + answer.why()));
        } else {
            outstanding.left(request);
            reader.read(request, answer, out);
        }
    }

    @Override
    public void frame(Bytes bytes, long now) {
        try {
            Json.Obj frame = Json.parse(bytes).asObject("frame");
            if (frame.has("event")) {
                event(frame.object("event"), bytes);
            } else if (frame.has("status")) {
                answered(frame, bytes);
            } else {
                out.fault(unknown(bytes));
            }
        } catch (Malformed e) {
            out.fault(Fault.malformed("", e.why(), Bytes.of(Evidence.quiet(bytes))));
        }
    }

    private static Fault unknown(Bytes bytes) {
        return Fault.unknownMessage(Bytes.of(Evidence.quiet(bytes)));
    }

    private void event(Json.Obj event, Bytes bytes) {
        switch (event.text("e")) {
            case "eventStreamTerminated", "serverShutdown" -> {
                live(false);
                out.reconnect("the exchange ends the stream");
            }
            case String type -> {
                if (!events.read(type, event, bytes)) {
                    out.fault(unknown(bytes));
                }
            }
        }
    }

    private void answered(Json.Obj frame, Bytes bytes) {
        int status = (int) frame.whole("status");
        String id = frame.field("id") instanceof Json.Text(String text) ? text : "";
        Json body = frame.has("result") ? frame.optional("result") : frame.optional("error");
        Request request = outstanding.take(id);
        if (id.equals(SUBSCRIBE)) {
            subscribed(status, body);
        } else if (request == null) {
            // To a frame that had no id which could be read, or to none of ours.
            out.fault(unknown(bytes));
        } else {
            reader.read(request, new Answer(Answer.Phase.ANSWERED, status, bytes, "", 0), body,
                    out);
        }
    }

    private void subscribed(int status, @Nullable Json body) {
        if (status == 200) {
            live(true);
        } else {
            String why = body == null
                    ? "status " + status
                    : OrderCodes.of(body) + " "
                            + OrderCodes.why(body);
            out.fault(new Fault(Fault.Kind.REFUSED, "", "user data stream refused: " + why));
            out.reconnect("user data stream refused");
        }
    }

    /// For tests: what is waited for.
    int waiting() {
        return outstanding.size();
    }
}
