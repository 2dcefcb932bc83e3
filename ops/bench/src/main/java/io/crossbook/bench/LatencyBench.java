package io.crossbook.bench;

import io.crossbook.exchanges.Bytes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From the entry of the frame handler to the decision, over a WebSocket on this machine, at a steady rate, for us and for XChange's path.
final class LatencyBench {

    private static final int RATE = 50_000;
    private static final Logger LOG = LoggerFactory.getLogger("bench");

    private LatencyBench() {}

    /// Both take turns, so that what else runs on the machine falls on both. In each round every frame is sent once, the first
    /// `warmUp` of them do not count. After each the books and decisions of both must be the same; no more rounds when the time is up.
    static Report.Latency run(Dataset dataset, int warmUp, int rounds, Duration atMost) {
        var ours = new Ours();
        var xchange = new XchangePath();
        var all = new ArrayList<Report.Round>();
        long end = System.nanoTime() + atMost.toNanos();
        while (all.size() < rounds && (all.size() < 2 || System.nanoTime() < end)) {
            all.add(new Report.Round(percentiles(measure(ours, dataset, warmUp)),
                    percentiles(measure(xchange, dataset, warmUp))));
            if (Bench.outcome(ours, dataset) != Bench.outcome(xchange, dataset)) {
                throw new IllegalStateException(
                        "after a round over the socket the contenders' books or decisions differ");
            }
        }
        return new Report.Latency(RATE, Report.flags(), all);
    }

    private static Report.Percentiles percentiles(int[] sorted) {
        return new Report.Percentiles(percentile(sorted, 50), percentile(sorted, 99));
    }

    private static long percentile(int[] sorted, int percent) {
        return sorted[(int) ((long) sorted.length * percent / 100)];
    }

    /// All latencies, sorted. Server and client each on an event loop of their own; the sender keeps the rate as long as the reader does.
    private static int[] measure(Contender contender, Dataset dataset, int warmUp) {
        Vertx server = Vertx.vertx();
        Vertx client = Vertx.vertx();
        try {
            HttpServer http = server.createHttpServer();
            http.webSocketHandler(socket -> new Sender(server, socket, dataset).start());
            http.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10,
                    TimeUnit.SECONDS);
            var reader = new Reader(contender, dataset, warmUp);
            WebSocketClient sockets = client.createWebSocketClient();
            ClientWebSocket socket = sockets.webSocket();
            socket.frameHandler(frame -> {
                if (frame.isBinary()) {
                    reader.frame(frame.binaryData());
                }
            });
            socket.connect(new WebSocketConnectOptions().setHost("127.0.0.1")
                    .setPort(http.actualPort()).setURI("/"))
                    .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            return reader.done.get(120, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the latency run failed: " + e, e);
        } finally {
            end(client);
            end(server);
        }
    }

    /// Once in some dozens of runs a close is never answered; the measurement stands all the same.
    private static void end(Vertx vertx) {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("a Vert.x did not close: {}", e.toString());
        }
    }

    /// Sends each message when it is due, one every 20 µs, and keeps its event loop busy in between: timers are a millisecond coarse.
    private static final class Sender {
        private static final long SLICE_NANOS = 5_000_000;

        private final Vertx vertx;
        private final ServerWebSocket socket;
        private final Dataset dataset;
        private final long started = System.nanoTime();
        private int next;

        Sender(Vertx vertx, ServerWebSocket socket, Dataset dataset) {
            this.vertx = vertx;
            this.socket = socket;
            this.dataset = dataset;
            next = dataset.listings().size();
        }

        void start() {
            long sliceEnd = System.nanoTime() + SLICE_NANOS;
            for (long now = System.nanoTime(); now < sliceEnd
                    && next < dataset.frames().size(); now = System.nanoTime()) {
                long due = (now - started) * RATE / 1_000_000_000L;
                if (next - dataset.listings().size() < due && !socket.writeQueueFull()) {
                    socket.writeBinaryMessage(Buffer.buffer(dataset.frames().get(next++).bytes()));
                } else {
                    Thread.onSpinWait();
                }
            }
            if (next < dataset.frames().size()) {
                vertx.runOnContext(_ -> start());
            }
        }
    }

    private static final class Reader {
        private final Contender contender;
        private final Dataset dataset;
        private final int warmUp;
        private final byte[] array = new byte[1 << 16];
        private final Bytes bytes = new Bytes();
        /// Nanoseconds of one message after the other: of what this touches next to nothing is new, while a histogram would drive
        /// from the near caches what is measured.
        private final int[] took;
        private final CompletableFuture<int[]> done = new CompletableFuture<>();
        private int next;

        Reader(Contender contender, Dataset dataset, int warmUp) {
            this.contender = contender;
            this.dataset = dataset;
            this.warmUp = warmUp;
            next = dataset.listings().size();
            took = new int[dataset.frames().size() - warmUp];
            contender.start(dataset);
        }

        void frame(Buffer buffer) {
            long entered = System.nanoTime();
            buffer.getBytes(array, 0);
            contender.frame(dataset.listingOf(next), bytes.wrap(array, 0, buffer.length()),
                    Dataset.time(next + 1));
            long nanos = System.nanoTime() - entered;
            if (next >= warmUp) {
                took[next - warmUp] = (int) Math.min(nanos, Integer.MAX_VALUE);
            }
            if (++next == dataset.frames().size()) {
                Arrays.sort(took);
                done.complete(took);
            }
        }
    }
}
