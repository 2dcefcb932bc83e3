package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Effects;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.loop.Inbox;
import io.crossbook.gateway.loop.Loop;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Does what the engine wants of the outside world: sockets here, REST by [Rest].
///
/// All calls come on the loop's thread. Connection numbers begin at 1 and only grow; every attempt to connect takes one.
public final class Wires implements Effects {

    private final Kit kit;
    private final Inbox inbox;
    private final Asking rest;
    private final Function<String, Quota> quotas;
    private final WireMetrics metrics;

    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<Integer, Connection> connections = new HashMap<>();
    private final Map<String, Exchange> exchanges = new HashMap<>();
    private final AtomicInteger lastNumber = new AtomicInteger();

    /// What the links of one exchange share.
    private record Exchange(WireMetrics.Of counts, Budget dials) {}

    /// @param quotas what an exchange allows, by its name
    public Wires(Loop loop, Rest rest, Function<String, Quota> quotas, Timing timing,
            MeterRegistry registry) {
        this(new Kit(loop, loop, new WebSockets(loop.vertx(), timing), timing, Jitter.random(),
                rest.keyring(), rest.departures()), loop.inbox(), rest, quotas, registry);
    }

    Wires(Kit kit, Inbox inbox, Asking rest, Function<String, Quota> quotas,
            MeterRegistry registry) {
        this.kit = kit;
        this.inbox = inbox;
        this.rest = rest;
        this.quotas = quotas;
        metrics = new WireMetrics(registry);
    }

    /// A connection number that nobody else has or will have, for what is connected otherwise too. Any thread.
    public int number() {
        return lastNumber.incrementAndGet();
    }

    @Override
    public void open(Link link) {
        Session known = sessions.get(link.id());
        if (known != null && known.link().equals(link)) {
            return;
        }
        if (known != null) {
            known.drop();
        }
        String problem = Urls.webSocketProblem(link.url());
        if (!problem.isEmpty()) {
            String why = "not dialled: " + link.url() + " " + problem;
            kit.inputs().input(new Input.Closed(number(), link.id(), why));
            return;
        }
        Exchange exchange = exchange(link.exchange());
        var session = new Session(link, kit, exchange.counts, exchange.dials,
                owner -> connection(owner, exchange));
        sessions.put(link.id(), session);
        session.start();
    }

    private Exchange exchange(String name) {
        return exchanges.computeIfAbsent(name, _ -> {
            Quota quota = quotas.apply(name);
            return new Exchange(metrics.of(name),
                    new Budget(quota.connects(), quota.connectWindowMillis()));
        });
    }

    private Connection connection(Session owner, Exchange exchange) {
        connections.values().removeIf(Connection::over);
        var connection = new Connection(number(), owner.link(), kit, exchange.counts, owner);
        connections.put(connection.number(), connection);
        return connection;
    }

    @Override
    public void drop(String link) {
        Session session = sessions.remove(link);
        if (session == null) {
            return;
        }
        session.drop();
        String exchange = session.link().exchange();
        if (sessions.values().stream().noneMatch(s -> s.link().exchange().equals(exchange))) {
            rest.abandon(exchange);
        }
    }

    @Override
    public void send(int connection, String frame) {
        Connection open = connections.get(connection);
        if (open != null) {
            open.send(frame);
        }
    }

    @Override
    public void close(int connection, String why) {
        Connection open = connections.get(connection);
        if (open != null) {
            open.close(why);
        }
    }

    @Override
    public void request(long id, String exchange, Request request) {
        if (inbox.reserve()) {
            rest.ask(exchange, request, answer -> inbox.fact(new Input.Answered(id, answer)));
        } else {
            kit.inputs()
                    .input(new Input.Answered(id, Rest.notSent("too many requests are open")));
        }
    }

    @Override
    public void post(long id, int connection, Request frame) {
        if (!frame.framed()) {
            throw new IllegalStateException(frame.about() + " is no frame: " + frame.url());
        }
        Connection open = connections.get(connection);
        if (open != null) {
            open.post(id, frame);
        } else {
            kit.inputs().input(new Input.Answered(id, Rest.notSent("its connection is gone")));
        }
    }

    @Override
    public void rearmed(long pull) {
        kit.keyring().latch().release(pull);
    }
}
