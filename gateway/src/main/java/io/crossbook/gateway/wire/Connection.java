package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.loop.Timers;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One connection, from its dialling to its end: assembles frames, hears silence, paces what is sent.
///
/// The engine hears `Opened` at most once and `Closed` exactly once, and no frame outside of the two; nothing at all of a dial that
/// it no longer wanted. The loop's thread only.
final class Connection implements Socket.Events {

    private static final int FIRST_BYTES = 16 * 1024;
    private static final long MILLI = 1_000_000;
    private static final String TOO_MANY = "more than " + Pace.MOST_WAITING
            + " frames wait to be sent";

    /// Who looks after the connections of a link.
    interface Owner {
        void stood(Connection connection);

        /// It stood for [Timing#stableMillis].
        void stable(Connection connection);

        /// Its known cut is near.
        void aging(Connection connection);

        void ended(Connection connection);
    }

    private enum Phase {
        DIALLING, STANDING, ENDED
    }

    private final int number;
    private final Link link;
    private final Kit kit;
    private final WireMetrics.Of counts;
    private final Owner owner;
    private final Input.Frame frame = new Input.Frame();
    private final Pace pace;

    private Phase phase = Phase.DIALLING;
    private @Nullable Socket socket;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int filled;
    private long heard;
    private long asked;
    private Timers.@Nullable Timer deadline;
    private Timers.@Nullable Timer silence;
    private Timers.@Nullable Timer stability;
    private Timers.@Nullable Timer age;

    Connection(int number, Link link, Kit kit, WireMetrics.Of counts, Owner owner) {
        this.number = number;
        this.link = link;
        this.kit = kit;
        this.counts = counts;
        this.owner = owner;
        pace = new Pace(link.sendsPerSecond(), kit, this::write);
        frame.connection = number;
    }

    int number() {
        return number;
    }

    boolean over() {
        return phase == Phase.ENDED;
    }

    void dial() {
        counts.dials.add(1);
        long millis = kit.timing().openMillis();
        deadline = kit.timers().after(millis, () -> close("not open within " + millis + " ms"));
        kit.dialer().dial(link, this);
    }

    @Override
    public void up(Socket opened) {
        if (phase != Phase.DIALLING) {
            opened.close();
            return;
        }
        phase = Phase.STANDING;
        socket = opened;
        counts.opened.add(1);
        cancel(deadline);
        heard = kit.inputs().now();
        listen();
        stability = kit.timers().after(kit.timing().stableMillis(), () -> owner.stable(this));
        if (link.lifeMillis() > 0) {
            long overlap = Math.min(link.overlapMillis(), link.lifeMillis() / 2);
            age = kit.timers().after(link.lifeMillis() - overlap, () -> owner.aging(this));
        }
        owner.stood(this);
        kit.inputs().input(new Input.Opened(number, link.id()));
    }

    @Override
    public void data(Buffer buffer, boolean last) {
        if (phase != Phase.STANDING) {
            return;
        }
        long now = kit.inputs().now();
        heard = now;
        int length = buffer.length();
        if (length > link.maxFrameBytes() - filled) {
            tooLarge();
            return;
        }
        makeRoom(filled + length);
        buffer.getBytes(0, length, bytes, filled);
        filled += length;
        counts.bytes.add(length);
        if (!last) {
            return;
        }
        counts.frames.add(1);
        frame.bytes.wrap(bytes, 0, filled);
        filled = 0;
        kit.inputs().frame(now, frame);
    }

    @Override
    public void tooLarge() {
        if (phase == Phase.STANDING) {
            counts.oversized.add(1);
            close("a message of more than " + link.maxFrameBytes() + " bytes");
        }
    }

    private void makeRoom(int needed) {
        if (needed > bytes.length) {
            int doubled = (int) Math.min(2L * needed, link.maxFrameBytes());
            bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
        }
    }

    @Override
    public void alive() {
        heard = kit.inputs().now();
    }

    @Override
    public void down(String why) {
        if (phase != Phase.ENDED) {
            end(why);
        }
    }

    /// Sends, in order and not faster than the link allows.
    void send(String text) {
        if (phase == Phase.STANDING && !pace.send(new Outgoing.Plain(text))) {
            close(TOO_MANY);
        }
    }

    /// Signs and sends, likewise; an order never closes its connection.
    void post(long id, Request request) {
        var posted = new Posted(id, link.exchange(), request, kit);
        if (phase != Phase.STANDING) {
            posted.gone("its connection does not stand");
        } else if (!request.url().equals(link.url())) {
            posted.gone("made for another connection: " + request.url());
        } else if (!pace.send(posted)) {
            posted.gone(TOO_MANY);
        }
    }

    private void write(String text) {
        if (socket != null && phase == Phase.STANDING) {
            counts.sent.add(1);
            socket.send(text);
        }
    }

    /// Nobody wants it any more. A dial that is given up is no failure, and nobody's business.
    void drop() {
        if (phase == Phase.DIALLING) {
            finish();
        } else {
            close("no longer wanted");
        }
    }

    /// Ends it now; the peer may take a little longer.
    void close(String why) {
        if (phase == Phase.ENDED) {
            return;
        }
        Socket open = socket;
        end(why);
        if (open != null) {
            open.close();
        }
    }

    private void end(String why) {
        (phase == Phase.STANDING ? counts.lost : counts.failed).add(1);
        finish();
        kit.inputs().input(new Input.Closed(number, link.id(), why));
    }

    private void finish() {
        phase = Phase.ENDED;
        socket = null;
        pace.stop();
        cancel(deadline);
        cancel(silence);
        cancel(stability);
        cancel(age);
        owner.ended(this);
    }

    private static void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    /// Half of [Link#idleMillis] without a byte: ask for a sign of life. All of it: half open.
    private void listen() {
        long limit = link.idleMillis() * MILLI;
        if (limit == 0 || socket == null) {
            return;
        }
        long silent = kit.inputs().now() - heard;
        if (silent >= limit) {
            counts.halfOpen.add(1);
            close("half open: not a byte for " + link.idleMillis() + " ms");
            return;
        }
        boolean ask = silent >= limit / 2;
        if (ask && asked != heard) {
            asked = heard;
            pace.charge();
            socket.ping();
        }
        long wait = (ask ? limit : limit / 2) - silent;
        silence = kit.timers().after((wait + MILLI - 1) / MILLI, this::listen);
    }
}
