package io.crossbook.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Clients of [CrowdBench] that hardly read, in a process of their own: some not at all, some one message a second. After a while they read what there is, to
/// find out how they were let go.
public final class CrowdIdlers {

    private static final int PATIENCE_MILLIS = 60_000;
    /// How long what was not read takes to be read; longer for one that is open still is no use.
    private static final long READING_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int CLOSE = 0x88;
    private static final int POLICY = 1008;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final byte[] SUBSCRIBE = "{\"subscribe\":[\"top\"]}"
            .getBytes(StandardCharsets.US_ASCII);

    /// Of so many that read nothing, and so many that read one message a second: how many found, as soon as they were left alone no longer, that they had been closed with 1008; how
    /// many were told that they lag.
    public record Told(int silent, int silentClosed, int slow, int slowClosed, int lagging) {}

    /// One of them.
    private static final class Idler {
        private final Socket socket = new Socket();
        private volatile boolean lagged;
        private volatile boolean closed;

        Idler(int port) throws IOException {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(("GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                head.write(read());
            }
            byte[] frame = new byte[SUBSCRIBE.length + 6]; // masked by zeros
            frame[0] = (byte) 0x81;
            frame[1] = (byte) (0x80 | SUBSCRIBE.length);
            System.arraycopy(SUBSCRIBE, 0, frame, 6, SUBSCRIBE.length);
            socket.getOutputStream().write(frame);
        }

        private int read() throws IOException {
            int read = socket.getInputStream().read();
            if (read < 0) {
                throw new IOException("hung up on");
            }
            return read;
        }

        /// One message, or a frame that says that there are no more. Pings are not answered.
        void message() throws IOException {
            int kind = read();
            int size = read();
            int extended = size == TWO_BYTES ? 2 : size == EIGHT_BYTES ? 8 : 0;
            size = extended == 0 ? size : 0;
            for (int i = 0; i < extended; i++) {
                size = size << 8 | read();
            }
            byte[] payload = socket.getInputStream().readNBytes(size);
            if (kind == CLOSE) {
                closed = (((payload[0] & 0xff) << 8) | (payload[1] & 0xff)) == POLICY;
                throw new IOException("closed");
            }
            lagged |= new String(payload, StandardCharsets.UTF_8).startsWith("{\"lag\"");
        }

        /// What there still is, until it ends or is ended.
        void finish() {
            try {
                while (true) {
                    message();
                }
            } catch (IOException _) {
                // it has ended
            }
        }

        void end() {
            try {
                socket.close();
            } catch (IOException _) {
                // it is gone
            }
        }
    }

    private CrowdIdlers() {}

    /// The process: port, how many that never read, how many that read one message a second, for how many milliseconds. Says when all are connected, and how they ended.
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        List<Idler> silent = idlers(port, Integer.parseInt(args[1]));
        List<Idler> slow = idlers(port, Integer.parseInt(args[2]));
        System.out.println("{\"ready\":" + (silent.size() + slow.size()) + "}");
        long from = System.nanoTime();
        long until = from + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[3]));
        var gone = new ArrayList<Idler>();
        while (System.nanoTime() < until) {
            Thread.sleep(Math.clamp(
                    TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()), 1, 1_000));
            for (Idler each : slow) {
                try {
                    if (each.socket.getInputStream().available() > 0) {
                        each.message();
                    }
                } catch (IOException _) {
                    gone.add(each);
                }
            }
            slow.removeAll(gone);
        }
        slow.addAll(gone);
        // Whoever was to be let go by now finds it written at the end of what it has not read; who was not, goes on reading in vain.
        var all = new ArrayList<>(silent);
        all.addAll(slow);
        List<Thread> reading = all.stream().map(each -> Thread.startVirtualThread(each::finish))
                .toList();
        for (Thread each : reading) {
            each.join(Duration.ofNanos(Math.max(1, until + READING_NANOS - System.nanoTime())));
        }
        all.forEach(Idler::end);
        for (Thread each : reading) {
            each.join();
        }
        System.out.println(Fork.JSON.writeValueAsString(new Told(silent.size(), closed(silent),
                slow.size(), closed(slow),
                (int) all.stream().filter(each -> each.lagged).count())));
    }

    private static List<Idler> idlers(int port, int count) throws IOException {
        var idlers = new ArrayList<Idler>();
        for (int i = 0; i < count; i++) {
            idlers.add(new Idler(port));
        }
        return idlers;
    }

    private static int closed(List<Idler> idlers) {
        return (int) idlers.stream().filter(each -> each.closed).count();
    }
}
