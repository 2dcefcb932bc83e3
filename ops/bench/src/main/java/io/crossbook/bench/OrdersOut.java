package io.crossbook.bench;

import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.PrivateConversation;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.desk.Outbox;
import io.crossbook.execution.risk.ApprovedOrder;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.wire.Wires;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/// The way out of an order: its exchange's private connection writes it down, and it is posted there.
final class OrdersOut implements Outbox {

    private final Map<String, Orders> orders;
    private final Wires wires;
    private final Clock clock;
    private final LongConsumer approved;
    private final Map<Integer, Line> lines = new LinkedHashMap<>();
    private long ids;

    /// `approved` hears when the gate has let an order through.
    OrdersOut(Map<String, Orders> orders, Wires wires, Clock clock, LongConsumer approved) {
        this.approved = approved;
        this.orders = orders;
        this.wires = wires;
        this.clock = clock;
    }

    /// One private connection.
    private final class Line implements OrderOut {
        final String exchange;
        final int connection;
        final PrivateConversation conversation;

        Line(String exchange, Orders orders, Link link, int connection) {
            this.exchange = exchange;
            this.connection = connection;
            conversation = orders.converse(link, this);
        }

        @Override
        public void request(Request request) {
            wires.post(ids++, connection, request);
        }

        @Override
        public void order(OrderEvent event) {
            throw new IllegalStateException("told " + event);
        }

        @Override
        public void account(AccountFact fact) {
            throw new IllegalStateException("told " + fact);
        }

        @Override
        public void foreign(String symbol, String exchangeId) {
            throw new IllegalStateException("told of " + exchangeId);
        }

        @Override
        public void read(Request request, boolean whole) {
            throw new IllegalStateException("nothing was asked");
        }

        @Override
        public void streaming(String link, boolean live) {
            // As it should.
        }

        @Override
        public void reconnect(String why) {
            throw new IllegalStateException(why);
        }

        @Override
        public void fault(Fault fault) {
            throw new IllegalStateException(fault.toString());
        }
    }

    /// False for a link that is none of theirs.
    boolean opened(int connection, String id, long now) {
        orders.forEach((exchange, each) -> each.links().forEach(link -> {
            if (link.id().equals(id)) {
                var line = new Line(exchange, each, link, connection);
                lines.put(connection, line);
                line.conversation.opened(now);
            }
        }));
        return lines.containsKey(connection);
    }

    void frame(int connection, Bytes bytes, long now) {
        Line line = lines.get(connection);
        if (line != null) {
            line.conversation.frame(bytes, now);
        }
    }

    /// Whether every exchange has a connection that does.
    boolean takesOrders() {
        return orders.keySet().stream().allMatch(exchange -> lines.values().stream().anyMatch(
                line -> line.exchange.equals(exchange) && line.conversation.takesOrders()));
    }

    @Override
    public void place(ApprovedOrder order) {
        approved.accept(clock.now());
        String exchange = order.intent().listing().exchange();
        for (Line line : lines.values()) {
            if (line.exchange.equals(exchange) && line.conversation.takesOrders()) {
                line.conversation.place(order.intent(), clock.now());
                return;
            }
        }
        throw new IllegalStateException("nobody takes " + order);
    }

    @Override
    public void cancel(String exchange, String symbol, OrderId id) {
        throw new IllegalStateException("nothing stands: " + id);
    }

    @Override
    public void ask(String exchange, String symbol, OrderId id) {
        throw new IllegalStateException("nothing is unknown: " + id);
    }

    @Override
    public void sweep(String exchange, long sinceNanos) {
        // Told when the epoch is kept.
    }

    @Override
    public void balances(String exchange) {
        // Likewise.
    }
}
