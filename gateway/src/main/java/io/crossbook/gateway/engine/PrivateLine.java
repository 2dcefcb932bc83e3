package io.crossbook.gateway.engine;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.PrivateConversation;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;

/// One private connection and what is said on it.
final class PrivateLine extends Teller {

    private final int connection;
    private final Link link;
    private final PrivateConversation conversation;
    private boolean closed;
    private boolean streaming;
    private long posts;

    PrivateLine(Route route, int connection, Link link, Orders orders) {
        super(route);
        this.connection = connection;
        this.link = link;
        conversation = orders.converse(link, this);
    }

    int connection() {
        return connection;
    }

    Link link() {
        return link;
    }

    /// Whether it tells all of our orders now.
    boolean streaming() {
        return streaming;
    }

    boolean takesOrders() {
        return !closed && conversation.takesOrders();
    }

    /// How many frames were handed to the socket.
    long posts() {
        return posts;
    }

    void opened(long now) {
        conversation.opened(now);
    }

    void closed(long now) {
        closed = true;
        conversation.closed(now);
        route.streams(this, false); // whatever the conversation has said of it
        route.gone(this);
    }

    void frame(Bytes bytes, long now) {
        conversation.frame(bytes, now);
    }

    void tick(long now) {
        conversation.tick(now);
        route.tick();
    }

    void place(OrderIntent intent, long now) {
        conversation.place(intent, now);
    }

    void cancel(Listing listing, OrderId id, long now) {
        conversation.cancel(listing, id, now);
    }

    void guard(boolean on, long now) {
        conversation.guard(on, now);
    }

    /// A request of its own was answered, or a frame did not leave. What was written is answered by a frame.
    void answer(Request request, Answer answer, long now) {
        if (!closed) {
            conversation.answer(request, answer, now);
        } else if (request.framed() && request.about() != Request.About.LOGIN) {
            route.unsent(request, answer); // the end of the connection has made it ambiguous: now it is certain
        }
    }

    @Override
    public void request(Request request) {
        posts += request.framed() ? 1 : 0;
        route.request(this, request);
    }

    @Override
    public void read(Request request, boolean whole) {
        // Of what was asked on this connection nobody counts the parts.
    }

    @Override
    public void streaming(String told, boolean live) {
        route.streams(this, live && !closed);
    }

    /// From its route, which looks at all of its connections.
    void streams(boolean live) {
        streaming = live;
    }

    @Override
    public void reconnect(String why) {
        if (!closed) {
            route.close(connection, why);
        }
    }
}
