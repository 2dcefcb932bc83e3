package io.crossbook.bench;

import io.crossbook.exchanges.Bytes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// From the entry of the frame handler to the decision, over a WebSocket on this machine, at a steady rate, for us and for XChange's path.
final class LatencyBench {

    private static final int RATE = 50_000;

    private LatencyBench() {}

    /// The first `warmUp` messages do not count.
    static Report.Latency run(Dataset dataset, int warmUp, int messages) {
        Histogram ours = measure(new Ours(), dataset, warmUp, messages);
        Histogram xchange = measure(new XchangePath(), dataset, warmUp, messages);
        return new Report.Latency(RATE, ours.getValueAtPercentile(50),
                ours.getValueAtPercentile(99),
                xchange.getValueAtPercentile(50), xchange.getValueAtPercentile(99));
    }

    /// Server and client each on an event loop of their own; the sender keeps the rate as long as the reader does.
    private static Histogram measure(Contender contender, Dataset dataset, long warm,
            long messages) {
        Vertx server = Vertx.vertx();
        Vertx client = Vertx.vertx();
        try {
            long all = warm + messages;
            HttpServer http = server.createHttpServer();
            http.webSocketHandler(socket -> new Sender(server, socket, dataset, all).start());
            http.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10,
                    TimeUnit.SECONDS);
            var reader = new Reader(contender, dataset, warm, all);
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
            server.close().toCompletionStage().toCompletableFuture().join();
            client.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /// Sends what is due every millisecond.
    private static final class Sender {
        private final Vertx vertx;
        private final ServerWebSocket socket;
        private final Dataset dataset;
        private final long all;
        private long sent;
        private long started;

        Sender(Vertx vertx, ServerWebSocket socket, Dataset dataset, long all) {
            this.vertx = vertx;
            this.socket = socket;
            this.dataset = dataset;
            this.all = all;
        }

        void start() {
            started = System.nanoTime();
            vertx.setPeriodic(1, timer -> {
                long due = Math.min(all, (System.nanoTime() - started) * RATE / 1_000_000_000L);
                while (sent < due && !socket.writeQueueFull()) {
                    int at = index(dataset, sent++);
                    socket.writeBinaryMessage(Buffer.buffer(dataset.frames().get(at).bytes()));
                }
                if (sent == all) {
                    vertx.cancelTimer(timer);
                }
            });
        }
    }

    /// Frames after the first of each listing, over and over.
    static int index(Dataset dataset, long number) {
        int first = dataset.listings().size();
        return first + (int) (number % (dataset.frames().size() - first));
    }

    private static final class Reader {
        private final Contender contender;
        private final Dataset dataset;
        private final long warm;
        private final long all;
        private final byte[] array = new byte[1 << 16];
        private final Bytes bytes = new Bytes();
        private final Histogram histogram = new Histogram(60_000_000_000L, 3);
        private final CompletableFuture<Histogram> done = new CompletableFuture<>();
        private long received;
        private long now;

        Reader(Contender contender, Dataset dataset, long warm, long all) {
            this.contender = contender;
            this.dataset = dataset;
            this.warm = warm;
            this.all = all;
        }

        void frame(Buffer buffer) {
            long entered = System.nanoTime();
            int at = index(dataset, received);
            if (at == dataset.listings().size()) {
                contender.start(dataset); // the frames begin again
                now = Dataset.time(at);
                entered = System.nanoTime();
            }
            now += Dataset.STEP_NANOS;
            buffer.getBytes(array, 0);
            contender.frame(dataset.frames().get(at).listing(),
                    bytes.wrap(array, 0, buffer.length()), now);
            long took = System.nanoTime() - entered;
            if (received++ >= warm) {
                histogram.recordValue(took);
            }
            if (received == all) {
                done.complete(histogram);
            }
        }
    }
}
