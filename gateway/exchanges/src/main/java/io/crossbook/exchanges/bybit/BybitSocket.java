package io.crossbook.exchanges.bybit;

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

/// Bybit's private WebSockets, which are two: one tells of orders, executions and the wallet, the other takes orders. Both begin with a login.
///
/// Bybit v5, "Connect", "Authentication", "Websocket Trade Guideline", "Private Stream".
final class BybitSocket implements PrivateConversation {

    private static final String PLACE = "order.create";
    private static final long LOGIN_NANOS = 10_000_000_000L;
    private static final long PING_NANOS = 20_000_000_000L;

    private enum State {
        NEW, LOGGED_IN, LIVE
    }

    private final Link link;
    private final boolean trades;
    private final BybitOrders orders;
    private final AnswerReader reader;
    private final PrivateTopics topics;
    private final OrderOut out;
    private final Outstanding outstanding = new Outstanding();
    private State state = State.NEW;
    private long openedNanos;
    private long pingedNanos;
    private boolean guarded;

    /// `trades` is the connection that takes orders.
    BybitSocket(Link link, boolean trades, BybitOrders orders, OrderOut out) {
        this.link = link;
        this.trades = trades;
        this.orders = orders;
        this.out = out;
        reader = new AnswerReader(OrderCodes.table(), new SocketWords());
        topics = new PrivateTopics(link.exchange(), orders, out);
    }

    @Override
    public void opened(long now) {
        openedNanos = now;
        pingedNanos = now;
        frame("auth", "{\"op\":\"auth\"}");
    }

    private void frame(String step, String frame) {
        out.request(Request.frame(About.LOGIN, -1, link.url(), frame,
                Errand.all("", step, 0, 0)));
    }

    @Override
    public void closed(long now) {
        if (state == State.LIVE && !trades) {
            out.streaming(link.id(), false);
        }
        state = State.NEW;
        outstanding.lost(reader, out);
    }

    @Override
    public void tick(long now) {
        outstanding.tick(now, out);
        if (state != State.LIVE && now - openedNanos > LOGIN_NANOS) {
            openedNanos = now;
            out.fault(new Fault(Fault.Kind.UNANSWERED, "", "the login was not answered"));
            out.reconnect("the login was not answered");
        }
        if (now - pingedNanos >= PING_NANOS) {
            pingedNanos = now;
            frame("ping", "{\"op\":\"ping\"}");
        }
    }

    @Override
    public void answer(Request request, Answer answer, long now) {
        if (!request.framed()) {
            orders.read(request, answer, out);
        } else if (request.about() == About.LOGIN) {
            out.fault(new Fault(Fault.Kind.UNANSWERED, "", request.task().step()
                    + " was not sent: " + answer.why()));
        } else {
            outstanding.left(request);
            reader.read(request, answer, out);
        }
    }

    @Override
    public void guard(boolean on, long now) {
        if (!trades && guarded != on) {
            guarded = on;
            if (state == State.LIVE) {
                frame("guard", guarding(on));
            }
        }
    }

    private static String guarding(boolean on) {
        return "{\"op\":\"" + (on ? "subscribe" : "unsubscribe")
                + "\",\"req_id\":\"guard\",\"args\":[\"dcp.spot\"]}";
    }

    @Override
    public boolean takesOrders() {
        return trades && state == State.LIVE;
    }

    @Override
    public void place(OrderIntent order, long now) {
        send(About.PLACE, order.listing(), PLACE, BybitOrders.parameters(order), errand(order),
                now);
    }

    @Override
    public Request draft(OrderIntent order) {
        return request(About.PLACE, order.listing(), PLACE, BybitOrders.parameters(order),
                errand(order), id(errand(order), 0));
    }

    private static Errand errand(OrderIntent order) {
        return Errand.of(order.id(), order.listing().symbol(), order.deadlineNanos(), "create");
    }

    @Override
    public void cancel(Listing listing, OrderId id, long now) {
        send(About.CANCEL, listing, "order.cancel", BybitOrders.cancelled(listing, id),
                Errand.of(id, listing.symbol(), 0, "cancel"), now);
    }

    private void send(About about, Listing listing, String op, String parameters, Errand errand,
            long now) {
        if (!takesOrders()) {
            throw new IllegalStateException(link.id() + " takes no orders now");
        }
        String id = id(errand, outstanding.next());
        Request request = request(about, listing, op, parameters, errand, id);
        outstanding.sent(id, request, now);
        out.request(request);
    }

    private static String id(Errand errand, long number) {
        return errand.id() + "-" + number;
    }

    private Request request(About about, Listing listing, String op, String parameters,
            Errand errand, String id) {
        return Request.frame(about, listing.id(), link.url(), "{\"reqId\":"
                + JsonText.quoted(id) + ",\"header\":{},\"op\":\"" + op + "\",\"args\":["
                + parameters + "]}", errand);
    }

    @Override
    public void frame(Bytes bytes, long now) {
        try {
            Json.Obj frame = Json.parse(bytes).asObject("frame");
            boolean read = frame.has("topic")
                    ? topics.read(frame, bytes)
                    : frame.has("op") && said(frame, bytes);
            if (!read) {
                out.fault(Fault.unknownMessage(Bytes.of(Evidence.quiet(bytes))));
            }
        } catch (Malformed e) {
            out.fault(Fault.malformed("", e.why(), Bytes.of(Evidence.quiet(bytes))));
        }
    }

    private boolean said(Json.Obj frame, Bytes bytes) {
        switch (frame.text("op")) {
            case "auth" -> loggedIn(frame, bytes);
            case "subscribe", "unsubscribe" -> subscribed(frame, bytes);
            case "ping", "pong" -> {
                // It lives.
            }
            case "order.create", "order.cancel" -> {
                return answered(frame, bytes);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void loggedIn(Json.Obj frame, Bytes bytes) {
        // The stream says `success`, the other `retCode`.
        boolean taken = frame.has("success")
                ? frame.bool("success")
                : frame.whole("retCode") == 0;
        if (!taken) {
            refused("login", bytes);
        } else if (trades) {
            state = State.LIVE;
        } else {
            state = State.LOGGED_IN;
            frame("subscribe",
                    "{\"op\":\"subscribe\",\"args\":[\"order\",\"execution\",\"wallet\"]}");
        }
    }

    private void subscribed(Json.Obj frame, Bytes bytes) {
        boolean taken = frame.bool("success");
        if (!taken && state == State.LIVE) {
            out.fault(new Fault(Fault.Kind.REFUSED, "",
                    "does not guard our orders: " + Evidence.quiet(bytes)));
        } else if (!taken) {
            refused("subscription", bytes);
        } else if (state == State.LOGGED_IN) {
            state = State.LIVE;
            if (guarded) {
                frame("guard", guarding(true));
            }
            out.streaming(link.id(), true);
        }
    }

    private void refused(String what, Bytes bytes) {
        out.fault(new Fault(Fault.Kind.REFUSED, "", what + " refused: " + Evidence.quiet(bytes)));
        out.reconnect(what + " refused");
    }

    private boolean answered(Json.Obj frame, Bytes bytes) {
        Request request = frame.has("reqId") ? outstanding.take(frame.text("reqId")) : null;
        if (request == null) {
            return false;
        }
        // Frames have no status: their codes are those of REST, which answers all of them with 200.
        reader.read(request, new Answer(Answer.Phase.ANSWERED, 200, bytes, "", 0), frame, out);
        return true;
    }
}
