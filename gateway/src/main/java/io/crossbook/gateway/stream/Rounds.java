package io.crossbook.gateway.stream;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All readers, served round by round: what has come is written once for all, then each reader that has room gets what it lacks, in one go.
///
/// Patience runs by a clock of its own, which stands still while this thread does: nobody is too slow because we were.
public final class Rounds {

    /// How often who reads is asked for an answer.
    public static final long PING_MILLIS = 2_000;
    /// As much of the time since the last look as counts.
    static final long MOST_MILLIS = 500;

    private static final long MOST_KEPT = 16L << 20;

    private final Set<Reader> readers = new LinkedHashSet<>();
    private final Set<Channel> touched = new LinkedHashSet<>();
    private final Set<Reader> wanting = new LinkedHashSet<>();
    /// Channels that keep messages for readers who are a little behind.
    private final Set<LogChannel> keeping = new LinkedHashSet<>();
    private final long mostKept;
    private long lastMillis;
    private long clock;
    private long lastPing;

    /// `nowMillis` is any clock's that does not go back.
    public Rounds(long nowMillis) {
        this(nowMillis, MOST_KEPT);
    }

    /// All channels together keep so many bytes.
    Rounds(long nowMillis, long mostKept) {
        lastMillis = nowMillis;
        this.mostKept = mostKept;
    }

    /// Takes a reader in.
    public Reader join(Sink sink) {
        var reader = new Reader(sink, this);
        readers.add(reader);
        return reader;
    }

    void forget(Reader reader) {
        readers.remove(reader);
        wanting.remove(reader);
    }

    void touched(Channel channel) {
        touched.add(channel);
    }

    void keeps(LogChannel channel) {
        keeping.add(channel);
    }

    /// How many bytes wait for readers who are a little behind.
    long kept() {
        return keeping.stream().mapToLong(LogChannel::keptBytes).sum();
    }

    void wants(Reader reader) {
        wanting.add(reader);
    }

    /// Publishes what has come, and hands it to those who have room.
    public void round() {
        if (!touched.isEmpty()) {
            List<Channel> publishing = List.copyOf(touched);
            touched.clear();
            publishing.forEach(Rounds::publish);
        }
        if (!wanting.isEmpty()) {
            for (Reader reader : List.copyOf(wanting)) {
                reader.pump(clock);
            }
            wanting.removeIf(reader -> !reader.wants());
        }
        forget();
    }

    /// A mistake in what one channel tells ends those who read it, and nobody else.
    private static void publish(Channel channel) {
        try {
            channel.publish();
        } catch (RuntimeException mistake) {
            channel.fail(mistake);
        }
    }

    /// What all have is kept no longer; where that leaves too much, those who are behind begin again with a snapshot.
    private void forget() {
        keeping.forEach(LogChannel::forgetSeen);
        long left = kept();
        for (Iterator<LogChannel> each = keeping.iterator(); left > mostKept && each.hasNext();) {
            LogChannel channel = each.next();
            left -= channel.keptBytes();
            channel.forgetAll();
        }
        keeping.removeIf(channel -> channel.keptBytes() == 0);
    }

    /// Looks after those who are behind; to be called some times a second.
    public void look(long nowMillis) {
        clock += Math.clamp(nowMillis - lastMillis, 0, MOST_MILLIS);
        lastMillis = nowMillis;
        boolean ping = clock - lastPing >= PING_MILLIS;
        lastPing = ping ? clock : lastPing;
        for (Reader reader : List.copyOf(readers)) {
            reader.look(clock, ping);
        }
    }
}
