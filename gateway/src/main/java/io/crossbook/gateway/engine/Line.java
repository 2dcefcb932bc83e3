package io.crossbook.gateway.engine;

import io.crossbook.books.BookLimits;
import io.crossbook.books.ClockOffset;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.FeedLag;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Request;
import java.util.BitSet;

/// One open connection: its conversation, and what the conversation says handed on under the connection's number.
final class Line implements Out {

    final int connection;
    final Link link;
    final Exchange exchange;
    final Conversation conversation;
    final FeedLag lag;
    /// The listings whose own last message was late.
    final BitSet lates = new BitSet();
    /// Whether all that it carries is late.
    boolean late;
    /// The event time of its last message on time.
    long onTimeNanos;
    boolean retired;

    private final Engine engine;

    Line(Engine engine, int connection, Link link, Exchange exchange, FeedLag lag) {
        this.engine = engine;
        this.connection = connection;
        this.link = link;
        this.exchange = exchange;
        this.lag = lag;
        this.conversation = exchange.dialect.converse(link, this);
    }

    /// The exchange's clock is better known now.
    void knows(ClockOffset clock) {
        lag.atMost(clock.highestMinimum());
        lag.atLeast(clock.lowestMinimum());
    }

    /// Whether what it last said of a listing, or all that it carries, is late.
    boolean isLate(int listing) {
        return late || lates.get(listing);
    }

    BookLimits limits() {
        return exchange.settings.limits();
    }

    @Override
    public void event(FeedEvent event) {
        engine.event(this, event);
    }

    @Override
    public void send(String frame) {
        engine.send(this, frame);
    }

    @Override
    public void request(Request request) {
        engine.request(this, request);
    }

    @Override
    public void fault(Fault fault) {
        engine.fault(this, fault);
    }

    @Override
    public void reconnect(String why) {
        engine.reconnect(this, why);
    }
}
