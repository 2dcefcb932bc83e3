package io.crossbook.gateway.xchange;

import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.xchange.XchangeDialect;
import io.crossbook.gateway.engine.Effects;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/// Serves the links of the `xchange` dialect with XChange's clients, and leaves all others to the sockets.
///
/// All calls come on the loop's thread, and none of them waits.
public final class Bridge implements Effects, AutoCloseable {

    private final Effects sockets;
    private final IntSupplier numbers;
    private final Inlet inlet;
    private final BridgeTiming timing;
    private final Map<String, Client> clients = new HashMap<>();

    /// @param sockets what serves all other links
    /// @param numbers gives connection numbers, each once, in common with `sockets`; any thread
    public Bridge(Effects sockets, IntSupplier numbers, Inlet inlet, BridgeTiming timing) {
        this.sockets = sockets;
        this.numbers = numbers;
        this.inlet = inlet;
        this.timing = timing;
    }

    @Override
    public void open(Link link) {
        if (!link.url().startsWith(XchangeDialect.SCHEME)) {
            sockets.open(link);
            return;
        }
        Client known = clients.get(link.id());
        if (known != null && known.link().equals(link)) {
            return;
        }
        if (known != null) {
            known.drop();
        }
        var client = new Client(link, numbers, inlet, timing);
        clients.put(link.id(), client);
        client.start();
    }

    @Override
    public void drop(String link) {
        Client client = clients.remove(link);
        if (client == null) {
            sockets.drop(link);
        } else {
            client.drop();
        }
    }

    @Override
    public void send(int connection, String frame) {
        for (Client client : clients.values()) {
            if (client.send(connection, frame)) {
                return;
            }
        }
        sockets.send(connection, frame);
    }

    @Override
    public void close(int connection, String why) {
        for (Client client : clients.values()) {
            if (client.close(connection, why)) {
                return;
            }
        }
        sockets.close(connection, why);
    }

    @Override
    public void request(long id, String exchange, Request request) {
        sockets.request(id, exchange, request);
    }

    @Override
    public void post(long id, int connection, Request frame) {
        sockets.post(id, connection, frame);
    }

    @Override
    public void rearmed(long pull) {
        sockets.rearmed(pull);
    }

    /// Disconnects every client, soon. After the loop has ended.
    @Override
    public void close() {
        clients.values().forEach(Client::drop);
        clients.clear();
    }
}
