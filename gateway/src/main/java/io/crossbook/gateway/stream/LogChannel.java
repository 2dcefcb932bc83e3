package io.crossbook.gateway.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A channel of which each message follows from the one before: what was published lately is kept for those who are a little behind; all others
/// begin again with a snapshot.
abstract class LogChannel extends Channel {

    private static final int MOST_KEPT = 1_024;
    private static final int MOST_BYTES = 1 << 20;

    private final Deque<Message> kept = new ArrayDeque<>();
    private long bytes;
    private @Nullable Message snapshot;

    LogChannel(Rounds rounds, String head) {
        super(rounds, head);
    }

    /// What stands now.
    abstract Iterable<byte[]> standing();

    /// Publishes what follows from the version before.
    final void append(Iterable<byte[]> data) {
        snapshot = null;
        Message message = Message.of(head(), advance(), false, data);
        kept.add(message);
        bytes += message.json().length;
        while (kept.size() > MOST_KEPT || bytes > MOST_BYTES) {
            forgetOldest();
        }
        rounds().keeps(this);
    }

    private void forgetOldest() {
        bytes -= kept.removeFirst().json().length;
    }

    final long keptBytes() {
        return bytes;
    }

    /// Keeps no more than somebody lacks who began already, and no snapshot for who may come.
    final void forgetSeen() {
        snapshot = null;
        long lacking = version() - seenByAll();
        while (kept.size() > lacking) {
            forgetOldest();
        }
    }

    final void forgetAll() {
        kept.clear();
        bytes = 0;
    }

    /// Nothing follows from the version before: all readers begin again.
    final void restart() {
        forgetAll();
        snapshot = null;
        advance();
    }

    @Override
    long since(long seen, Sink to) {
        long missing = version() - seen;
        if (seen == 0 || missing > kept.size()) {
            if (snapshot == null) {
                snapshot = Message.of(head(), version(), true, standing());
                rounds().keeps(this);
            }
            to.send(snapshot);
            return version();
        }
        long next = version() - kept.size() + 1;
        long has = seen;
        for (Message message : kept) {
            if (next > seen && (has == seen || to.roomy())) {
                to.send(message);
                has = next;
            } else if (next > seen) {
                break;
            }
            next++;
        }
        return has;
    }
}
