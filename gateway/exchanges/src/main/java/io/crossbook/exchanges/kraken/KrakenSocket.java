package io.crossbook.exchanges.kraken;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Amounts;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.AnswerReader;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Errand;
import io.crossbook.exchanges.Evidence;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Outstanding;
import io.crossbook.exchanges.PrivateConversation;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Request.About;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Kraken's private WebSocket v2: `executions`, `balances` and orders, on one connection.
///
/// Every frame carries a token, which a REST request is answered with and signing puts in. Kraken, "Spot WebSocket v2", "Authentication",
/// "Executions", "Balances", "Add Order".
final class KrakenSocket implements PrivateConversation {

    private static final List<String> CHANNELS = List.of("executions", "balances");
    private static final String PLACE = "add_order";
    private static final long LOGIN_NANOS = 10_000_000_000L;
    /// A token may have to wait for the account's counter; whoever asks for it gives up sooner, and says so.
    private static final long TOKEN_NANOS = 120_000_000_000L;

    private final Link link;
    private final KrakenOrders orders;
    private final AnswerReader reader;
    private final KrakenExecutions executions;
    private final OrderOut out;
    private final Outstanding outstanding = new Outstanding();
    private final Set<String> subscribed = new HashSet<>();
    /// By when the channels are to have started.
    private long startedNanos;

    KrakenSocket(Link link, KrakenOrders orders, OrderOut out) {
        this.link = link;
        this.orders = orders;
        this.out = out;
        reader = new AnswerReader(KrakenOrderCodes.table(), new KrakenSocketWords());
        executions = new KrakenExecutions(link.exchange(), orders, out);
    }

    @Override
    public void opened(long now) {
        startedNanos = now + TOKEN_NANOS;
        out.request(orders.token());
    }

    @Override
    public void closed(long now) {
        if (live()) {
            out.streaming(link.id(), false);
        }
        subscribed.clear();
        outstanding.lost(reader, out);
    }

    private boolean live() {
        return subscribed.size() == CHANNELS.size();
    }

    @Override
    public void tick(long now) {
        outstanding.tick(now, out);
        if (!live() && now > startedNanos) {
            startedNanos = now + TOKEN_NANOS;
            out.fault(new Fault(Fault.Kind.UNANSWERED, "", "the private channels did not start"));
            out.reconnect("the private channels did not start");
        }
    }

    @Override
    public void answer(Request request, Answer answer, long now) {
        if (request.about() == About.LOGIN && !request.framed()) {
            token(answer, now);
        } else if (request.about() == About.LOGIN) {
            out.fault(new Fault(Fault.Kind.UNANSWERED, "", "login was not sent: " + answer.why()));
        } else if (request.framed()) {
            outstanding.left(request);
            reader.read(request, answer, out);
        } else {
            orders.read(request, answer, out);
        }
    }

    /// The token itself stays with the socket; here it is known only whether there is one.
    private void token(Answer answer, long now) {
        if (!answer.ok() || !KrakenSigner.holdsToken(answer)) {
            out.fault(new Fault(Fault.Kind.REFUSED, "", "no token: " + Evidence.of(answer)));
            out.reconnect("no token");
            return;
        }
        startedNanos = now + LOGIN_NANOS;
        for (String channel : CHANNELS) {
            String options = channel.equals("executions")
                    ? ",\"snap_orders\":true,\"snap_trades\":true,\"order_status\":true"
                    : ",\"snapshot\":true";
            out.request(Request.frame(About.LOGIN, -1, link.url(), "{\"method\":\"subscribe\","
                    + "\"params\":{\"channel\":\"" + channel + "\"" + options + "},\"req_id\":"
                    + outstanding.next() + "}", Errand.all("", channel, 0, 0)));
        }
    }

    @Override
    public boolean takesOrders() {
        return live();
    }

    @Override
    public void place(OrderIntent order, long now) {
        send(About.PLACE, order.listing(), PLACE, parameters(order), errand(order), now);
    }

    @Override
    public Request draft(OrderIntent order) {
        return request(About.PLACE, order.listing(), PLACE, parameters(order), errand(order), "0");
    }

    private static Errand errand(OrderIntent order) {
        return Errand.of(order.id(), order.listing().symbol(), order.deadlineNanos(), "order");
    }

    private static String parameters(OrderIntent order) {
        var params = new StringBuilder("\"order_type\":\"limit\",\"side\":\"")
                .append(order.buys() ? "buy" : "sell").append("\",\"symbol\":\"")
                .append(KrakenNames.v2(order.listing().symbol())).append("\",\"order_qty\":")
                .append(Amounts.size(order)).append(",\"limit_price\":")
                .append(Amounts.price(order)).append(",\"time_in_force\":\"")
                .append(switch (order.timeInForce()) {
                    case IMMEDIATE_OR_CANCEL -> "ioc";
                    case GOOD_TILL_CANCELLED, POST_ONLY -> "gtc";
                }).append("\",\"fee_preference\":\"quote\",\"cl_ord_id\":\"").append(order.id())
                .append("\",\"deadline\":\"").append(KrakenOrders.deadline(order.deadlineNanos()))
                .append('"');
        if (order.timeInForce() == OrderIntent.TimeInForce.POST_ONLY) {
            params.append(",\"post_only\":true");
        }
        return params.toString();
    }

    @Override
    public void cancel(Listing listing, OrderId id, long now) {
        send(About.CANCEL, listing, "cancel_order", "\"cl_ord_id\":[\"" + id + "\"]",
                Errand.of(id, listing.symbol(), 0, "order"), now);
    }

    private void send(About about, Listing listing, String method, String params, Errand errand,
            long now) {
        if (!live()) {
            throw new IllegalStateException(link.id() + " takes no orders now");
        }
        String id = Long.toString(outstanding.next());
        Request request = request(about, listing, method, params, errand, id);
        outstanding.sent(id, request, now);
        out.request(request);
    }

    private Request request(About about, Listing listing, String method, String params,
            Errand errand, String id) {
        return Request.frame(about, listing.id(), link.url(), "{\"method\":\"" + method
                + "\",\"params\":{" + params + "},\"req_id\":" + id + "}", errand);
    }

    @Override
    public void frame(Bytes bytes, long now) {
        try {
            Json.Obj frame = Json.parse(bytes).asObject("frame");
            if (frame.has("method")) {
                answered(frame, bytes);
            } else if (!told(frame, bytes, now)) {
                out.fault(Fault.unknownMessage(Bytes.of(Evidence.quiet(bytes))));
            }
        } catch (Malformed e) {
            out.fault(Fault.malformed("", e.why(), Bytes.of(Evidence.quiet(bytes))));
        }
    }

    private boolean told(Json.Obj frame, Bytes bytes, long now) {
        String channel = frame.has("channel") ? frame.text("channel") : "";
        switch (channel) {
            case "executions" -> executions.read(frame.list("data"),
                    frame.has("type") && frame.text("type").equals("snapshot"), bytes);
            case "balances" -> executions.balances(frame.text("type"),
                    frame.list("data"), now);
            case "heartbeat", "status" -> {
                // It lives.
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void answered(Json.Obj frame, Bytes bytes) {
        String method = frame.text("method");
        if (method.equals("subscribe")) {
            subscription(frame);
            return;
        }
        Json id = frame.optional("req_id");
        Request request = id instanceof Json.Num(String text) ? outstanding.take(text) : null;
        if (request == null) {
            if (!method.equals("pong")) {
                out.fault(Fault.unknownMessage(Bytes.of(Evidence.quiet(bytes))));
            }
            return;
        }
        // Frames have no status: what is not an error is a success, as over REST.
        reader.read(request, new Answer(Answer.Phase.ANSWERED, 200, bytes, "", 0), frame, out);
        if (request.about() == About.PLACE && KrakenSocketWords.ours(request, frame)) {
            executions.known(frame.object("result").text("order_id"), request.task().id());
        }
    }

    private void subscription(Json.Obj frame) {
        if (!frame.bool("success")) {
            out.fault(new Fault(Fault.Kind.REFUSED, "", "private channel refused: "
                    + frame.text("error")));
            out.reconnect("private channel refused");
        } else if (subscribed.add(frame.object("result").text("channel")) && live()) {
            out.streaming(link.id(), true);
        }
    }
}
