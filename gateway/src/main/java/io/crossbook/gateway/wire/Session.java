package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Link;
import io.crossbook.gateway.loop.Timers;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keeps one link connected: dials, dials again after a growing wait, and opens a successor before a known cut.
///
/// There is at most one connection, and beside it at most one successor. While the successor stands, the old one goes on until the
/// engine closes it, at the longest for [Link#overlapMillis]. The loop's thread only.
final class Session implements Connection.Owner {

    private static final long MILLI = 1_000_000;

    private final Link link;
    private final Kit kit;
    private final WireMetrics.Of counts;
    private final Budget dials;
    private final Function<Session, Connection> connections;
    private final BackOff backOff;

    private @Nullable Connection current;
    private @Nullable Connection successor;
    private Timers.@Nullable Timer attempt;
    private Timers.@Nullable Timer handOver;
    private boolean dropped;

    /// @param dials what the exchange allows all its links together
    /// @param connections makes a connection with a number of its own
    Session(Link link, Kit kit, WireMetrics.Of counts, Budget dials,
            Function<Session, Connection> connections) {
        this.link = link;
        this.kit = kit;
        this.counts = counts;
        this.dials = dials;
        this.connections = connections;
        backOff = new BackOff(kit.timing(), kit.jitter());
    }

    Link link() {
        return link;
    }

    void start() {
        dial();
    }

    /// Closes what there is and dials no more.
    void drop() {
        dropped = true;
        cancelTimers();
        Connection old = current;
        Connection young = successor;
        current = null;
        successor = null;
        if (old != null) {
            old.drop();
        }
        if (young != null) {
            young.drop();
        }
    }

    private void cancelTimers() {
        if (attempt != null) {
            attempt.cancel();
        }
        stopHandOver();
    }

    private void dial() {
        attempt = null;
        long now = kit.inputs().now();
        if (!dials.trySpend(now, 1)) {
            counts.dialWaits.add(1);
            dialAfter((dials.readyAt(now, 1) - now + MILLI - 1) / MILLI);
            return;
        }
        Connection next = connections.apply(this);
        if (current == null) {
            current = next;
        } else {
            successor = next;
        }
        next.dial();
    }

    private void dialAfter(long millis) {
        attempt = kit.timers().after(millis, this::dial);
    }

    @Override
    public void stood(Connection connection) {
        Connection old = current;
        if (connection == successor && old != null) {
            handOver = kit.timers().after(link.overlapMillis(),
                    () -> old.close("its successor stands"));
        }
    }

    @Override
    public void stable(Connection connection) {
        backOff.reset();
    }

    @Override
    public void aging(Connection connection) {
        if (connection == current && successor == null && attempt == null) {
            counts.overlaps.add(1);
            dial();
        }
    }

    @Override
    public void ended(Connection connection) {
        if (dropped) {
            return;
        }
        stopHandOver();
        if (connection == current) {
            current = successor;
            successor = null;
            if (current == null) {
                dialAgain();
            }
        } else if (connection == successor) {
            successor = null;
            dialAgain();
        }
    }

    private void dialAgain() {
        if (attempt == null) {
            dialAfter(backOff.nextMillis());
        }
    }

    private void stopHandOver() {
        if (handOver != null) {
            handOver.cancel();
            handOver = null;
        }
    }
}
