package io.crossbook.gateway.engine;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.desk.Outbox;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.risk.ApprovedOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Carries orders and questions to the exchanges that are traded at, and brings back what becomes known.
///
/// It answers nothing while it is asked: what becomes known comes out of inputs, timers and [#settle]. The engine's thread only.
final class Courier implements Outbox {

    /// A private connection's conversation must look at the time; the argument is the connection.
    static final int TICK = 9;
    private static final long TICK_NANOS = 1_000_000_000L;

    /// Who is told what became known. Never from within a call of [Outbox].
    interface Recipient {
        void order(OrderEvent event);

        void account(AccountFact fact);

        /// Whether this tells of trades that are not known.
        default boolean lacks(OrderEvent event) {
            return true;
        }

        /// Whether this was traded before the journal was begun, by an order of another that nobody knows here.
        default boolean predates(Fill fill) {
            return false;
        }

        /// What orders of ours are on there of which not all is known, be it listed still or not.
        default List<Listing> open(String exchange) {
            return List.of();
        }

        /// Nothing new is to be begun: an order could not even be written down for its exchange.
        void halt(String why);
    }

    private final boolean real;
    private final Function<String, @Nullable Exchange> exchanges;
    private final Effects effects;
    private final Watcher watcher;
    private final Timers timers;
    private final LongSupplier clock;
    private final Recipient recipient;
    private final Map<String, Route> routes = new LinkedHashMap<>();
    private final Map<Integer, PrivateLine> lines = new LinkedHashMap<>();
    /// Every link of ours that ever stood, and whose it is.
    private final Map<String, Route> routeOfLink = new HashMap<>();
    /// Connections that we ended ourselves and whose end has not been told yet.
    private final Set<Integer> ending = new HashSet<>();
    private final Deque<OrderEvent.NotSent> unsent = new ArrayDeque<>();

    /// `patience` has the exchanges that are traded at, with `real` money or without, `exchanges` knows them by their names, `clock` is the engine's time.
    Courier(Map<String, Patience> patience, boolean real,
            Function<String, @Nullable Exchange> exchanges,
            Requests requests, Effects effects, Watcher watcher, Timers timers, LongSupplier clock,
            Recipient recipient) {
        this.real = real;
        this.exchanges = exchanges;
        this.effects = effects;
        this.watcher = watcher;
        this.timers = timers;
        this.clock = clock;
        this.recipient = recipient;
        patience.forEach((exchange, one) -> routes.put(exchange,
                new Route(exchange, one, requests, effects, watcher, clock, recipient)));
    }

    // ---- what the engine tells

    /// What is listed or configured may have changed: private links are brought to what is wanted. To be called when it begins, and
    /// after each [Input.Configured] and [Input.Listed].
    void renew() {
        for (Route route : routes.values()) {
            Exchange exchange = exchanges.apply(route.exchange());
            if (exchange != null && !exchange.listings.isEmpty()) {
                route.listed(exchange);
                if (!exchange.on()) {
                    route.rests();
                }
            }
            for (String link : route.unwanted()) {
                drop(link);
            }
            for (Link link : route.missing()) {
                routeOfLink.put(link.id(), route);
                effects.open(link);
            }
        }
    }

    /// What a link carried is gone before its sockets are.
    private void drop(String link) {
        for (PrivateLine line : List.copyOf(lines.values())) {
            if (line.link().id().equals(link)) {
                end(line, "not wanted any more");
                ending.add(line.connection());
            }
        }
        effects.drop(link);
    }

    /// A connection stands. False when its link is none of ours.
    boolean opened(int connection, String linkId) {
        Route route = routeOfLink.get(linkId);
        if (route == null) {
            return false;
        }
        PrivateLine line = route.line(connection, linkId);
        if (line == null) {
            ending.add(connection);
            effects.close(connection, "nobody wants it any more");
            return true;
        }
        lines.put(connection, line);
        watcher.connection(route.exchange(), linkId, connection, true, "", clock.getAsLong());
        line.opened(clock.getAsLong());
        timers.at(clock.getAsLong() + TICK_NANOS, TICK, connection);
        return true;
    }

    /// A connection is gone, or was never reached. False when its link is none of ours.
    boolean closed(int connection, String linkId, String why) {
        Route route = routeOfLink.get(linkId);
        if (route == null) {
            return false;
        }
        PrivateLine line = lines.get(connection);
        if (line != null) {
            end(line, why);
        } else if (!ending.remove(connection)) {
            watcher.unreachable(route.exchange(), linkId, why, clock.getAsLong());
        }
        return true;
    }

    private void end(PrivateLine line, String why) {
        lines.remove(line.connection());
        line.closed(clock.getAsLong());
        watcher.connection(line.link().exchange(), line.link().id(), line.connection(), false, why,
                clock.getAsLong());
    }

    /// A message of a connection. False when it is none of ours.
    boolean frame(int connection, Bytes bytes) {
        PrivateLine line = lines.get(connection);
        if (line == null) {
            return false;
        }
        line.frame(bytes, clock.getAsLong());
        return true;
    }

    /// Our own copy of what came was lost: what it told has to be asked for. False when the connection is none of ours.
    boolean lost(int connection, long inputs) {
        if (!lines.containsKey(connection)) {
            return false;
        }
        effects.close(connection, inputs + " messages were lost on our side");
        return true;
    }

    /// The timer [#TICK] is due.
    void tick(int connection) {
        PrivateLine line = lines.get(connection);
        if (line != null) {
            line.tick(clock.getAsLong());
            timers.at(clock.getAsLong() + TICK_NANOS, TICK, connection);
        }
    }

    /// Tells what became known while it was asked: orders that could not be written down for their exchange. To be called when the coordinator
    /// has returned.
    void settle() {
        while (!unsent.isEmpty()) {
            OrderEvent.NotSent next = unsent.removeFirst();
            recipient.order(next);
            recipient.halt(next.id() + " cannot be sent: " + next.why());
        }
    }

    /// A second is over: what has to be asked now and then is.
    void second() {
        routes.values().forEach(Route::second);
    }

    // ---- how it stands

    /// Whether somebody tells us all of our orders there now.
    boolean streaming(String exchange) {
        Route route = routes.get(exchange);
        return route != null && route.streaming();
    }

    /// How many orders were seen that are none of ours, by exchange; of those where there are some.
    Map<String, Integer> foreign() {
        var seen = new TreeMap<String, Integer>();
        for (Route route : routes.values()) {
            if (route.foreign() > 0) {
                seen.put(route.exchange(), route.foreign());
            }
        }
        return seen;
    }

    /// Where nobody knows whether an exchange is, and will be, there: since when, and why.
    Map<String, String> untold() {
        var untold = new TreeMap<String, String>();
        for (Route route : routes.values()) {
            String words = route.untold();
            if (!words.isEmpty()) {
                untold.put(route.exchange(), words);
            }
        }
        return untold;
    }

    /// The private links that shall stand.
    List<Link> links() {
        var links = new ArrayList<Link>();
        routes.values().forEach(route -> links.addAll(route.links()));
        return links;
    }

    /// The private connections that stand.
    Collection<Input.Opened> open() {
        return lines.values().stream()
                .map(line -> new Input.Opened(line.connection(), line.link().id())).toList();
    }

    // ---- what the coordinator wants

    @Override
    public void place(ApprovedOrder order) {
        OrderIntent intent = order.intent();
        String exchange = intent.listing().exchange();
        Route route = routes.get(exchange);
        String problem = route == null ? exchange + " is not traded at" : route.place(intent);
        if (!problem.isEmpty()) {
            unsent.add(new OrderEvent.NotSent(intent.id(), problem));
        }
    }

    @Override
    public void cancel(String exchange, String symbol, OrderId id) {
        Route route = known(exchange, "cancel " + id);
        if (route != null) {
            route.cancel(symbol, id);
        }
    }

    @Override
    public void ask(String exchange, String symbol, OrderId id) {
        Route route = known(exchange, "ask after " + id);
        if (route != null) {
            route.ask(symbol, id);
        }
    }

    @Override
    public boolean asking(String exchange, OrderId id) {
        Route route = routes.get(exchange);
        return route != null && route.asking(id);
    }

    @Override
    public void sweep(String exchange, long sinceNanos) {
        Route route = known(exchange, "sweep");
        if (route != null) {
            route.sweep(sinceNanos);
        }
    }

    @Override
    public void balances(String exchange) {
        Route route = known(exchange, "ask for balances");
        if (route != null) {
            route.balances();
        }
    }

    @Override
    public boolean transfers(String exchange, long sinceNanos) {
        Route route = routes.get(exchange);
        return route != null && route.transfers(sinceNanos);
    }

    @Override
    public boolean permitted(String exchange) {
        Route route = routes.get(exchange);
        return !real || route == null || route.permitted();
    }

    @Override
    public void arm(String exchange, long millis) {
        Route route = known(exchange, "be cancelled when silent");
        if (route != null) {
            route.arm(millis);
        }
    }

    private @Nullable Route known(String exchange, String wanted) {
        Route route = routes.get(exchange);
        if (route == null) {
            watcher.fault(exchange, new Fault(Fault.Kind.EXCHANGE, "",
                    "not traded at, and there is a wish to " + wanted), clock.getAsLong());
        }
        return route;
    }
}
