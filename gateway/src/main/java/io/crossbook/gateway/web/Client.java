package io.crossbook.gateway.web;

import io.crossbook.gateway.stream.Message;
import io.crossbook.gateway.stream.Sink;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One WebSocket client and what it may ask of us. On the feed's thread.
///
/// What it does not read in time waits, up to a bound; past that it is closed with 1008 and a reason. What is sent goes past Vert.x, which would write
/// each message anew for each client and hand it to the kernel by itself.
final class Client implements Sink, Session, Clients.Waiting {

    private static final Logger LOG = LoggerFactory.getLogger(Client.class);
    private static final short POLICY = 1008;
    private static final short MISTAKE = 1011;
    /// A second. Subscribing takes one for any number of topics.
    private static final int MOST_MESSAGES = 500;
    /// Who has less waiting than this gets more.
    private static final long ROOM = 64 * 1024;
    /// How long after its last word a client that does not answer keeps its connection.
    private static final int LAST_SECONDS = 20;

    private final ServerWebSocket socket;
    private final int maxTopics;
    private final int maxQueuedBytes;
    private final Frames frames;
    /// Before the encoder of frames, because frames are what is sent.
    private final ChannelHandlerContext wire;
    private final List<Runnable> closing = new ArrayList<>();
    private final Rates changing = new Rates();
    private Caller caller = Caller.LOCAL;
    /// It reads topics, by [Message]s that are the same for all.
    private boolean shares;
    private boolean flushing;
    private boolean over;

    /// `channel` is what the socket's bytes go through.
    Client(ServerWebSocket socket, Channel channel, Frames frames, int maxTopics,
            int maxQueuedBytes) {
        this.socket = socket;
        this.frames = frames;
        this.maxTopics = maxTopics;
        this.maxQueuedBytes = maxQueuedBytes;
        ChannelHandlerContext encoder = channel.pipeline().context(WebSocketFrameEncoder.class);
        if (encoder == null) {
            throw new IllegalStateException("a WebSocket without an encoder of its frames");
        }
        wire = encoder;
        socket.setWriteQueueMaxSize(maxQueuedBytes);
        socket.closeHandler(_ -> {
            over = true;
            closing.forEach(Runnable::run);
        });
    }

    int maxTopics() {
        int own = caller.quota().topics();
        return own == 0 ? maxTopics : Math.min(own, maxTopics);
    }

    /// Whose it is.
    void serves(Caller caller) {
        this.caller = caller;
    }

    /// Why it may not read this topic; empty when it may.
    String refusal(String topic) {
        return caller.reads(topic)
                ? ""
                : "token '" + caller.name() + "' is not for topic '" + topic + "'";
    }

    @Nullable
    String query() {
        return socket.query();
    }

    /// What it says, as long as it does not say more than anybody needs to.
    void onText(Consumer<String> reader) {
        var rates = new Rates();
        socket.textMessageHandler(text -> {
            if (rates.take("", MOST_MESSAGES, System.nanoTime())) {
                reader.accept(text);
            } else {
                end("more than " + MOST_MESSAGES + " messages a second are said");
            }
        });
    }

    /// Whether it may read one thing more, or one less: all that it may have twice a second. Ends who wants that more often.
    boolean changes() {
        int most = Math.max(MOST_MESSAGES, 2 * maxTopics());
        boolean may = changing.take("", most, System.nanoTime());
        if (!may) {
            end("more than " + most + " topics a second are subscribed to or given up");
        }
        return may;
    }

    void onPong(Runnable then) {
        socket.pongHandler(_ -> then.run());
    }

    /// Once, whoever closed.
    @Override
    public void onClose(Runnable then) {
        closing.add(then);
    }

    /// How many bytes wait for it to read.
    long waiting() {
        ChannelOutboundBuffer out = wire.channel().unsafe().outboundBuffer();
        return out == null ? 0 : out.totalPendingWriteBytes();
    }

    /// Readers of the same topics wait for the same bytes, and each for little more than [#ROOM]: they count for that.
    @Override
    public long held() {
        return shares ? Math.min(waiting(), ROOM) : waiting();
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public void cut() {
        var _ = wire.close(); // not the channel's: that would wait until all was read
    }

    /// Sends it, or ends the client that has left too much waiting.
    void send(String json) {
        if (over) {
            return;
        }
        if (waiting() > maxQueuedBytes / 2) {
            wire.flush(); // it may only be that nobody has asked the kernel yet
        }
        if (waiting() > maxQueuedBytes) {
            end("too slow: more than " + maxQueuedBytes + " bytes wait");
        } else {
            write(frames.of(json));
            flushSoon();
        }
    }

    @Override
    public boolean roomy() {
        return !over && waiting() < Math.min(ROOM, maxQueuedBytes);
    }

    @Override
    public void send(Message message) {
        shares = true;
        if (!over) {
            write(frames.of(message));
        }
    }

    private void write(ByteBuf frame) {
        var _ = wire.write(frame, wire.voidPromise());
    }

    @Override
    public void flush() {
        wire.flush();
    }

    /// With all else that is sent to it in this turn.
    private void flushSoon() {
        if (!flushing) {
            flushing = true;
            wire.executor().execute(() -> {
                flushing = false;
                wire.flush();
            });
        }
    }

    @Override
    public void tooSlow(String why) {
        end(why);
    }

    /// Closes it for a reason of ours. Who does not even read that is cut off.
    @Override
    public void end(String why) {
        close(POLICY, why);
    }

    @Override
    public void failed(RuntimeException mistake) {
        if (!over) {
            LOG.error("A client cannot be told what it reads", mistake);
            close(MISTAKE, "a mistake of ours, which the log of the daemon has");
        }
    }

    private void close(short code, String why) {
        if (!over) {
            over = true;
            socket.close(code, Reason.of(why));
            var _ = wire.executor().schedule(this::cut, LAST_SECONDS, TimeUnit.SECONDS);
        }
    }

    /// Finds out whether it still reads: who answers nothing for some pings is gone.
    @Override
    public void ping() {
        if (!over) {
            socket.writePing(Buffer.buffer());
        }
    }
}
