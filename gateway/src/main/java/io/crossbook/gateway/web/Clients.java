package io.crossbook.gateway.web;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The WebSocket clients: no more than we may have, each within its bounds. On the feed's thread.
final class Clients {

    private final Web.Settings settings;
    private final Set<Client> clients = new LinkedHashSet<>();
    private int admitted;

    Clients(Web.Settings settings) {
        this.settings = settings;
    }

    boolean full() {
        return admitted >= settings.maxClients();
    }

    /// Makes a WebSocket of a request and hands it on.
    Future<?> admit(HttpServerRequest request, Consumer<Client> serve) {
        admitted++;
        return request.toWebSocket().onSuccess(socket -> {
            var client = new Client(socket, settings.maxTopicsPerClient(),
                    settings.maxQueuedBytes());
            clients.add(client);
            client.onClose(() -> {
                clients.remove(client);
                admitted--;
            });
            serve.accept(client);
        }).onFailure(_ -> admitted--);
    }

    void ping() {
        List.copyOf(clients).forEach(Client::ping);
    }
}
