package io.crossbook.simulator;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A line on which things go wrong.
final class MischiefLine implements Line {

    private static final Set<Fault.Kind> FRAME = EnumSet.of(Fault.Kind.DROP, Fault.Kind.DUPLICATE,
            Fault.Kind.SWAP, Fault.Kind.CORRUPT_LEVEL, Fault.Kind.CORRUPT_SEQUENCE,
            Fault.Kind.CORRUPT_BYTE);
    private static final Set<Fault.Kind> DELAY = EnumSet.of(Fault.Kind.DELAY);
    private static final Set<Fault.Kind> SILENCE = EnumSet.of(Fault.Kind.SILENCE);

    private final Mischief mischief;
    private final Exchange exchange;
    private final String path;
    private final Line line;
    /// Frames that wait for the next of their listing, to come after it.
    private final Map<Topic, String> swapped = new HashMap<>();
    /// Until when a listing's frames are late: the next must not overtake.
    private final Map<String, Long> lateUntil = new HashMap<>();
    private boolean frozen;

    MischiefLine(Mischief mischief, Exchange exchange, String path, Line line) {
        this.mischief = mischief;
        this.exchange = exchange;
        this.path = path;
        this.line = line;
    }

    Exchange exchange() {
        return exchange;
    }

    boolean frozen() {
        return frozen;
    }

    /// Half-open: from now on nothing is read, written or closed.
    @Override
    public void freeze() {
        frozen = true;
        line.freeze();
    }

    /// Kraken announces maintenance on its sockets; the others just go.
    void maintain() {
        if (exchange == Exchange.KRAKEN) {
            line.send(path.endsWith("/v2")
                    ? "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\","
                            + "\"system\":\"maintenance\",\"api_version\":\"v2\",\"connection_id\":1}]}"
                    : "{\"connectionID\":1,\"event\":\"systemStatus\",\"status\":\"maintenance\","
                            + "\"version\":\"1.9.6\"}",
                    Topic.CONTROL);
        }
        line.close(1012, "maintenance");
    }

    @Override
    public boolean send(String text, Topic topic) {
        if (frozen) {
            return false;
        }
        if (topic.kind() == Topic.Kind.CONTROL) {
            return line.send(text, topic);
        }
        if (mischief.next(SILENCE, exchange, topic.symbol()) != null) {
            return false;
        }
        @Nullable
        Fault late = mischief.next(DELAY, exchange, topic.symbol());
        deliver(text, topic, late == null ? 0 : late.millis());
        return true;
    }

    private void deliver(String text, Topic topic, long delay) {
        long now = mischief.timeline().now();
        long due = Math.max(now + delay, lateUntil.getOrDefault(topic.symbol(), 0L));
        if (due <= now) {
            damage(text, topic);
            return;
        }
        lateUntil.put(topic.symbol(), due);
        mischief.timeline().after(due - now, () -> damage(text, topic));
    }

    private void damage(String text, Topic topic) {
        if (frozen) {
            return;
        }
        @Nullable
        Fault fault = topic.kind() == Topic.Kind.BOOK
                ? mischief.next(FRAME, exchange, topic.symbol())
                : null;
        String held = swapped.remove(topic);
        if (fault == null) {
            line.send(text, topic);
        } else if (fault.kind() == Fault.Kind.SWAP) {
            swapped.put(topic, text);
        } else if (fault.kind() == Fault.Kind.DUPLICATE) {
            line.send(text, topic);
            line.send(text, topic);
        } else if (fault.kind() != Fault.Kind.DROP) {
            line.send(corrupted(fault.kind(), text), topic);
        }
        if (held != null) {
            line.send(held, topic);
        }
    }

    private String corrupted(Fault.Kind kind, String text) {
        if (kind == Fault.Kind.CORRUPT_LEVEL) {
            return Corruption.level(text, mischief.random());
        }
        if (kind == Fault.Kind.CORRUPT_SEQUENCE) {
            return Corruption.sequence(text, mischief.random());
        }
        return kind == Fault.Kind.CORRUPT_BYTE ? Corruption.anyByte(text, mischief.random()) : text;
    }

    @Override
    public void ping() {
        if (!frozen) {
            line.ping();
        }
    }

    @Override
    public void close(int code, String reason) {
        if (!frozen) {
            line.close(code, reason);
        }
    }

    @Override
    public boolean full() {
        return !frozen && line.full();
    }

    @Override
    public void whenDrained(Runnable action) {
        line.whenDrained(action);
    }
}
