package io.crossbook.gateway.web;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// The WebSocket clients: no more than we may have, each within its bounds. On the feed's thread.
final class Clients {

    private static final long MOST_WAITING = 64L << 20;

    private final Web.Settings settings;
    private final Refusals refusals;
    private final Set<Client> clients = new LinkedHashSet<>();
    private final Frames frames = new Frames();
    private int admitted;

    /// One for whom something waits.
    interface Waiting {
        /// How many bytes of memory that takes.
        long held();

        /// Whether it was told to go.
        boolean over();

        void end(String why);

        /// Lets its connection go, and what waits with it.
        void cut();
    }

    Clients(Web.Settings settings, Refusals refusals) {
        this.settings = settings;
        this.refusals = refusals;
    }

    /// Whether there is no place for one that wants in.
    boolean full() {
        boolean full = admitted >= settings.maxClients();
        if (full) {
            refusals.count(Refusals.FULL);
        }
        return full;
    }

    /// Why nobody else gets in.
    String fullWhy() {
        return settings.maxClients()
                + " clients are connected, and no more are served (gateway.maxClients)";
    }

    /// One that is no WebSocket.
    void entered() {
        admitted++;
    }

    void left() {
        admitted--;
    }

    /// Makes a WebSocket of a request and hands it on.
    Future<?> admit(HttpServerRequest request, Consumer<Client> serve) {
        Channel channel = ((ConnectionBase) request.connection()).channel();
        return upgrade(request, socket -> {
            var client = new Client(socket, channel, frames, settings.maxTopicsPerClient(),
                    settings.maxQueuedBytes());
            clients.add(client);
            client.onClose(() -> clients.remove(client));
            serve.accept(client);
            return client;
        });
    }

    /// Makes a WebSocket of a request; what is made of that looks after itself, and counts until it is closed.
    Future<?> upgrade(HttpServerRequest request, Function<ServerWebSocket, Session> open) {
        entered();
        return request.toWebSocket().onSuccess(socket -> open.apply(socket).onClose(this::left))
                .onFailure(_ -> left());
    }

    /// What waits for all of them together is bounded too.
    void relieve() {
        frames.settle();
        relieve(List.copyOf(clients), MOST_WAITING);
    }

    /// Who was told to go is cut off, for it still holds what waits for it; of the others who has most waiting goes first.
    static void relieve(Collection<? extends Waiting> all, long most) {
        if (waiting(all) <= most) {
            return;
        }
        all.stream().filter(Waiting::over).forEach(Waiting::cut);
        List<? extends Waiting> left = new ArrayList<>(
                all.stream().filter(each -> !each.over()).toList());
        while (waiting(left) > most) {
            Waiting slowest = Collections.max(left, Comparator.comparingLong(Waiting::held));
            left.remove(slowest);
            slowest.end("too slow: more than " + most + " bytes wait for all clients");
        }
    }

    private static long waiting(Collection<? extends Waiting> clients) {
        return clients.stream().mapToLong(Waiting::held).sum();
    }

    /// The frames of this round were sent.
    void settle() {
        frames.settle();
    }

    void ping() {
        List.copyOf(clients).forEach(Client::ping);
    }
}
