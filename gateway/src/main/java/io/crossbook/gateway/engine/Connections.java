package io.crossbook.gateway.engine;

import io.crossbook.books.BookBreak;
import io.crossbook.books.Books;
import io.crossbook.books.FeedLag;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The connections that stand, from their opening to their end: each has one conversation, which is its own.
final class Connections {

    /// A connection's conversation must look at the time.
    static final int TICK = 2;
    private static final long TICK_NANOS = 1_000_000_000L;

    private final Engine engine;
    private final Effects effects;
    private final Watcher watcher;
    private final Timers timers;
    private final Books books;
    private final Market market;
    private final Roster roster;
    private final Requests requests;

    private @Nullable Line[] lines = new Line[16];
    private final List<Line> open = new ArrayList<>();
    /// Connections that we ended ourselves and whose end has not been told yet.
    private final Set<Integer> ending = new HashSet<>();

    Connections(Engine engine, Effects effects, Watcher watcher, Timers timers, Books books,
            Market market, Roster roster, Requests requests) {
        this.engine = engine;
        this.effects = effects;
        this.watcher = watcher;
        this.timers = timers;
        this.books = books;
        this.market = market;
        this.roster = roster;
        this.requests = requests;
    }

    @Nullable
    Line line(int connection) {
        return connection < lines.length ? lines[connection] : null;
    }

    List<Input.Opened> open() {
        return open.stream().map(line -> new Input.Opened(line.connection, line.link.id()))
                .toList();
    }

    int of(Exchange exchange) {
        int connections = 0;
        for (Line line : open) {
            connections += line.exchange == exchange ? 1 : 0;
        }
        return connections;
    }

    void opened(int connection, String linkId, long now) {
        Exchange exchange = roster.ofLink(linkId);
        Link link = exchange == null ? null : exchange.links.get(linkId);
        if (exchange == null || link == null) {
            ending.add(connection);
            effects.close(connection, "nobody wants it any more");
            return;
        }
        var line = new Line(engine, connection, link, exchange, new FeedLag(quickest(exchange)));
        line.knows(exchange.clock);
        if (connection >= lines.length) {
            lines = Arrays.copyOf(lines, Math.max(connection + 1, lines.length * 2));
        }
        lines[connection] = line;
        open.add(line);
        watcher.connection(exchange.name(), linkId, connection, true, "", now);
        line.conversation.opened(now);
        timers.at(now + TICK_NANOS, TICK, connection);
    }

    /// The least that a message of this exchange took, over its former connections and those that stand.
    private long quickest(Exchange exchange) {
        long least = exchange.quickest;
        for (Line other : open) {
            least = other.exchange == exchange ? Math.min(least, other.lag.minimum()) : least;
        }
        return least;
    }

    void closed(int connection, String linkId, String why, long now) {
        Line line = line(connection);
        if (line == null) {
            Exchange exchange = roster.ofLink(linkId);
            if (!ending.remove(connection) && exchange != null) {
                watcher.unreachable(exchange.name(), linkId, why, now);
            }
            return;
        }
        lines[connection] = null;
        open.remove(line);
        line.conversation.closed(now);
        line.exchange.quickest = line.lag.minimum();
        market.gone(line, why, now);
        requests.gone(line);
        watcher.connection(line.exchange.name(), linkId, connection, false, why, now);
    }

    /// A link is not wanted any more: what it carried is gone before its sockets are.
    void dropped(Link link, String why, long now) {
        for (Line line : List.copyOf(open)) {
            if (line.link.id().equals(link.id())) {
                closed(line.connection, link.id(), why, now);
                ending.add(line.connection);
            }
        }
    }

    /// Our own copy of what came was lost: the books that it concerned are void.
    void lost(int connection, long count, long now) {
        Line line = line(connection);
        if (line != null) {
            String why = count + " messages were lost on our side";
            for (Listing listing : line.link.listings()) {
                if (market.bookLine(listing.id()) == line) {
                    market.fail(books.book(listing.id()), BookBreak.Kind.LOST_INPUT, why, now);
                }
            }
            effects.close(connection, why);
        }
    }

    void tick(int connection, long now) {
        Line line = line(connection);
        if (line != null) {
            line.conversation.tick(now);
            line.knows(line.exchange.clock);
            retireRelieved(line);
            timers.at(now + TICK_NANOS, TICK, connection);
        }
    }

    /// What is now known of an exchange's clock bounds the lag of its connections, those that stand as well.
    void clockRead(Input.ServerTime read) {
        Exchange exchange = roster.find(read.exchange());
        if (exchange == null) {
            return; // removed since it was asked
        }
        exchange.clock.answer(read.sentNanos(), read.receivedNanos(), read.serverNanos());
        for (Line line : open) {
            if (line.exchange == exchange) {
                line.knows(exchange.clock);
            }
        }
    }

    /// Closes an older connection of the same link once the newer one carries everything.
    private void retireRelieved(Line newer) {
        for (int i = 0; i < open.size(); i++) {
            Line older = open.get(i);
            if (older.connection < newer.connection && !older.retired
                    && older.link.id().equals(newer.link.id()) && market.relieved(older)) {
                older.retired = true;
                effects.close(older.connection, "relieved by connection " + newer.connection);
            }
        }
    }
}
