package io.crossbook.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One client of [FanoutCrowd]: reads WebSocket frames and of each text no more than which instrument has which number by now.
final class FanoutClient {

    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_PING = 0x89;
    private static final int FINAL_PONG = 0x8a;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final byte[] INSTRUMENT = ascii("\"instrument\":\"C1");
    private static final byte[] SIZE = ascii("\"size\":\"");
    private static final byte[] SUBSCRIBE = ascii("{\"subscribe\":[\"top\"]}");

    private final SocketChannel channel;
    private final Heard heard;
    private final int[] numbers = new int[FanoutScript.INSTRUMENTS];
    private byte[] kept = new byte[1_024];
    private int length;
    private boolean open;

    /// Who is told what clients hear.
    interface Heard {
        /// A client knows a number of an instrument by now, after another one; 0 before it knew any.
        void number(int instrument, int before, int now);

        /// The text that all numbers since the last were in was read.
        void message(int bytes);
    }

    /// Connects and asks for a WebSocket; blocks meanwhile.
    FanoutClient(int port, Heard heard) throws IOException {
        this.heard = heard;
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        send(ascii("GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"));
    }

    SocketChannel channel() {
        return channel;
    }

    int number(int instrument) {
        return numbers[instrument];
    }

    /// Reads what is there, by way of a buffer that all share.
    void read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int read = channel.read(buffer);
        if (read < 0) {
            throw new IOException("a client was hung up on: "
                    + new String(kept, 0, length, StandardCharsets.UTF_8));
        }
        if (length + read > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(2 * kept.length, length + read));
        }
        buffer.flip().get(kept, length, read);
        length += read;
        int at = 0;
        for (int end = next(at); end > 0; end = next(at)) {
            at = end;
        }
        System.arraycopy(kept, at, kept, 0, length - at);
        length -= at;
    }

    /// Where what begins here ends, once it is taken; 0 while it is not all here.
    private int next(int at) throws IOException {
        if (!open) {
            return head(at);
        }
        if (length - at < 2) {
            return 0;
        }
        int size = kept[at + 1];
        int from = at + 2;
        int extended = size == TWO_BYTES ? 2 : size == EIGHT_BYTES ? 8 : 0;
        if (extended > 0) {
            if (length - from < extended) {
                return 0;
            }
            size = 0;
            for (int i = 0; i < extended; i++) {
                size = (size << 8) | (kept[from++] & 0xff);
            }
        }
        if (length - from < size) {
            return 0;
        }
        switch (kept[at] & 0xff) {
            case FINAL_TEXT -> {
                text(from, from + size);
                heard.message(size);
            }
            case FINAL_PING -> frame(FINAL_PONG, Arrays.copyOfRange(kept, from, from + size));
            default -> throw new IOException("a frame begins with " + (kept[at] & 0xff) + ": "
                    + new String(kept, from, size, StandardCharsets.UTF_8));
        }
        return from + size;
    }

    private int head(int at) throws IOException {
        int end = find(ascii("\r\n\r\n"), at, length);
        if (end < 0) {
            return 0;
        }
        String head = new String(kept, at, end - at, StandardCharsets.US_ASCII);
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IOException("no WebSocket: " + head);
        }
        open = true;
        frame(FINAL_TEXT, SUBSCRIBE);
        return end;
    }

    /// Of each top: the number that is the size of its best bid, which comes first.
    private void text(int from, int to) throws IOException {
        for (int at = find(INSTRUMENT, from, to); at > 0; at = find(INSTRUMENT, at, to)) {
            int instrument = digits(at);
            at = find(SIZE, at, to);
            if (at < 0) {
                throw new IOException("a top without a size");
            }
            int number = digits(at);
            heard.number(instrument, numbers[instrument], number);
            numbers[instrument] = number;
        }
    }

    private int digits(int at) {
        int number = 0;
        for (int i = at; kept[i] >= '0' && kept[i] <= '9'; i++) {
            number = 10 * number + kept[i] - '0';
        }
        return number;
    }

    /// Where the next of these ends; −1 where there is none.
    private int find(byte[] wanted, int from, int to) {
        int last = wanted.length - 1;
        for (int end = from + last; end < to; end++) {
            int back = 0;
            while (back <= last && kept[end - back] == wanted[last - back]) {
                back++;
            }
            if (back > last) {
                return end + 1;
            }
        }
        return -1;
    }

    /// Masked by zeros, as short as they all are.
    private void frame(int kind, byte[] payload) throws IOException {
        byte[] frame = new byte[payload.length + 6];
        frame[0] = (byte) kind;
        frame[1] = (byte) (MASKED | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        send(frame);
    }

    private void send(byte[] bytes) throws IOException {
        var out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
