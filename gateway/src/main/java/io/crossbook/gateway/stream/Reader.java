package io.crossbook.gateway.stream;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// One client of the stream: its subscriptions, and whether it keeps up.
///
/// It is behind from when what was sent does not leave, or from a ping that is not answered: what it has not seen then waits as a version
/// number, not as messages. After [#NOTICE_MILLIS] it is told that it lags; after [#PATIENCE_MILLIS] it is let go.
public final class Reader {

    /// How long who is behind hears nothing of it.
    static final long NOTICE_MILLIS = 3_000;
    /// How long anybody may be behind; with the time to the next ping less than ten seconds.
    static final long PATIENCE_MILLIS = 7_000;
    /// How long a ping may go unanswered before its reader counts as behind.
    static final long ANSWER_MILLIS = 1_000;
    private static final long NOT = -1;

    private final Sink sink;
    private final Rounds rounds;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Queue<Subscription> waiting = new ArrayDeque<>();
    /// By the clock of [Rounds]: when there was no room first, when it was asked for an answer.
    private long fullSince = NOT;
    private long askedAt = NOT;
    private boolean noticed;
    private boolean over;

    Reader(Sink sink, Rounds rounds) {
        this.sink = sink;
        this.rounds = rounds;
    }

    /// How many channels it reads.
    public int subscriptions() {
        return subscriptions.size();
    }

    /// Whether it reads what it calls `key`.
    public boolean reads(String key) {
        return subscriptions.containsKey(key);
    }

    /// Reads a channel from now on, beginning with its snapshot; it is `key` to this reader.
    public void subscribe(String key, Channel channel) {
        var subscription = new Subscription(this, channel);
        if (!over && subscriptions.putIfAbsent(key, subscription) == null) {
            channel.join(subscription);
        }
    }

    /// Reads it no longer; the channel that it was, or null.
    public @Nullable Channel unsubscribe(String key) {
        Subscription subscription = subscriptions.remove(key);
        if (subscription == null) {
            return null;
        }
        waiting.remove(subscription);
        subscription.channel().leave(subscription);
        return subscription.channel();
    }

    /// The keys of all that it reads.
    public Iterable<String> keys() {
        return subscriptions.keySet().stream().toList();
    }

    /// It is gone.
    public void gone() {
        over = true;
        keys().forEach(this::unsubscribe);
        rounds.forget(this);
    }

    /// It has answered a ping.
    public void ponged() {
        askedAt = NOT;
    }

    void fail(RuntimeException mistake) {
        if (!over) {
            over = true;
            sink.failed(mistake);
        }
    }

    void waits(Subscription subscription) {
        waiting.add(subscription);
        rounds.wants(this);
    }

    boolean wants() {
        return !waiting.isEmpty();
    }

    /// Sends what waits, as long as there is room, in one go.
    void pump(long now) {
        if (over || !sink.roomy() || answersLate(now)) {
            return;
        }
        while (!over && wants() && sink.roomy()) {
            sendWhileRoomy();
            sink.flush();
        }
    }

    private void sendWhileRoomy() {
        while (sink.roomy()) {
            Subscription next = waiting.poll();
            if (next == null) {
                return;
            }
            try {
                next.send(sink);
            } catch (RuntimeException mistake) {
                fail(mistake);
                return;
            }
        }
    }

    private boolean answersLate(long now) {
        return askedAt != NOT && now - askedAt > ANSWER_MILLIS;
    }

    /// Looks whether it keeps up, and asks it where `ping`.
    void look(long now, boolean ping) {
        if (over) {
            return;
        }
        boolean full = !sink.roomy();
        fullSince = !full ? NOT : fullSince == NOT ? now : fullSince;
        long waited = full ? now - fullSince : 0;
        long silent = answersLate(now) ? now - askedAt : 0;
        long behind = Math.max(waited, silent);
        if (behind >= PATIENCE_MILLIS) {
            over = true;
            sink.tooSlow(silent > waited
                    ? "too slow: a ping was not answered for " + silent + " ms"
                    : "too slow: more than can wait has waited for " + waited + " ms");
        } else if (behind >= NOTICE_MILLIS && !noticed) {
            noticed = true;
            sink.send(Message.of("{\"lag\":{\"behindMillis\":" + behind + ",\"closedAfterMillis\":"
                    + PATIENCE_MILLIS + "}}"));
            sink.flush();
        } else if (behind == 0) {
            noticed = false;
        }
        if (ping && askedAt == NOT && !over) {
            askedAt = now;
            sink.ping();
        }
    }
}
