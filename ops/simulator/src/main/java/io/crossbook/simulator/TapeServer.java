package io.crossbook.simulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves recorded sessions again, in the exchange's own protocol, on 127.0.0.1.
///
/// A client of that exchange connects, subscribes, and receives the recorded frames of what it
/// subscribed to, byte for byte, in recorded order. All tapes run on one clock. Acknowledgements,
/// status and metadata are the server's own; heartbeats and depth snapshots are the recorded ones.
public final class TapeServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TapeServer.class);
    private static final long BEAT_MILLIS = 1;

    private final Vertx vertx;
    private final Context context;
    private final Timeline timeline;
    private final TapePlayer player;
    private final Mischief mischief;
    private final Map<Exchange, Gate> gates = new LinkedHashMap<>();
    private final Map<Exchange, Integer> ports = new LinkedHashMap<>();
    private final Promise<Void> finished = Promise.promise();
    private long beat = -1;

    private TapeServer(Vertx vertx, Context context, TapeServing settings,
            List<TapeRecord> records) {
        this.vertx = vertx;
        this.context = context;
        timeline = new Timeline(
                settings.manual() ? Simulator.MANUAL_START : System.currentTimeMillis());
        player = new TapePlayer(records, timeline, settings,
                action -> context.runOnContext(_ -> action.run()), finished::tryComplete);
        mischief = new Mischief(timeline, 1);
        for (TapeRecord record : records) {
            gates.computeIfAbsent(record.exchange(), exchange -> gate(exchange, records, settings));
        }
    }

    private Gate gate(Exchange exchange, List<TapeRecord> records, TapeServing settings) {
        TapeIndex index = new TapeIndex(exchange, records);
        return new Gate(vertx, new MischiefProtocol(mischief, exchange,
                new TapeProtocol(exchange, index, player, timeline, settings.pacing())));
    }

    /// Reads the tapes and opens a port for each exchange on them.
    public static Future<TapeServer> start(Vertx vertx, TapeServing settings) {
        Promise<TapeServer> started = Promise.promise();
        Context context = vertx.getOrCreateContext();
        vertx.executeBlocking(() -> records(settings.tapes())).onComplete(records -> context
                .runOnContext(
                        _ -> open(vertx, context, settings, records).onComplete(started)),
                started::fail);
        return started.future();
    }

    /// All tapes as one, by receive time. A tape's own order is never changed, even where its times
    /// go back.
    private static List<TapeRecord> records(List<Path> files) {
        List<Deque<TapeRecord>> tapes = new ArrayList<>();
        files.forEach(file -> tapes.add(new ArrayDeque<>(TapeFile.read(file))));
        List<TapeRecord> records = new ArrayList<>();
        while (true) {
            tapes.removeIf(Deque::isEmpty);
            if (tapes.isEmpty()) {
                break;
            }
            records.add(Collections
                    .min(tapes, Comparator.comparingLong(tape -> tape.getFirst().nanos()))
                    .removeFirst());
        }
        if (records.isEmpty()) {
            throw new IllegalArgumentException("nothing on these tapes can be served: " + files);
        }
        return List.copyOf(records);
    }

    private static Future<TapeServer> open(Vertx vertx, Context context, TapeServing settings,
            List<TapeRecord> records) {
        TapeServer server = new TapeServer(vertx, context, settings, records);
        Future<Void> opened = Future.succeededFuture();
        int port = settings.basePort();
        for (Map.Entry<Exchange, Gate> gate : server.gates.entrySet()) {
            int wanted = port == 0 ? 0 : port++;
            opened = opened.compose(_ -> gate.getValue().open(wanted))
                    .onSuccess(actual -> server.ports.put(gate.getKey(), actual)).mapEmpty();
        }
        return opened.map(_ -> {
            if (!settings.manual()) {
                server.beat = vertx.setPeriodic(BEAT_MILLIS,
                        _ -> server.timeline.advanceTo(System.currentTimeMillis()));
            }
            return server;
        });
    }

    /// The exchanges on the tapes.
    public List<Exchange> exchanges() {
        return List.copyOf(gates.keySet());
    }

    /// Where an exchange's WebSockets are, without a path: `ws://127.0.0.1:PORT`.
    public String ws(Exchange exchange) {
        return "ws://127.0.0.1:" + port(exchange);
    }

    /// Where an exchange's REST is, without a path: `http://127.0.0.1:PORT`.
    public String rest(Exchange exchange) {
        return "http://127.0.0.1:" + port(exchange);
    }

    /// The port of an exchange.
    public int port(Exchange exchange) {
        Integer port = ports.get(exchange);
        if (port == null) {
            throw new IllegalArgumentException("no tape of " + exchange.id() + " is served");
        }
        return port;
    }

    /// Completes when the last frame has been sent.
    public Future<Void> finished() {
        return finished.future();
    }

    /// Makes mischief with whoever reads the tapes, from now on.
    public Future<Void> inflict(Fault fault) {
        Promise<Void> inflicted = Promise.promise();
        context.runOnContext(_ -> {
            mischief.inflict(fault);
            inflicted.complete();
        });
        return inflicted.future();
    }

    /// Whether the tape stands still because a client does not read.
    Future<Boolean> holding() {
        Promise<Boolean> answered = Promise.promise();
        context.runOnContext(_ -> answered.complete(player.holding()));
        return answered.future();
    }

    /// Moves a manual clock on.
    public Future<Void> advance(long millis) {
        Promise<Void> advanced = Promise.promise();
        context.runOnContext(_ -> {
            timeline.advance(millis);
            advanced.complete();
        });
        return advanced.future();
    }

    /// Closes all ports and connections; completes when they are closed.
    public Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        context.runOnContext(_ -> {
            vertx.cancelTimer(beat);
            Future.join(gates.values().stream().map(Gate::close).toList()).<Void>mapEmpty()
                    .onComplete(stopped);
        });
        return stopped.future();
    }

    /// Closes all ports and waits for it, at most two seconds. Not to be called on an event loop.
    @Override
    public void close() {
        try {
            stop().await(2, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("the tape server's ports were not closed within two seconds", e);
        }
    }
}
