package io.crossbook.gateway.stream;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What one subscription names, for all who have it: a topic, or a part of one.
///
/// Its version counts what was published, from 1 for the first snapshot; 0 as long as there is nothing yet. What comes between two rounds is published
/// as one.
public abstract class Channel {

    private final Rounds rounds;
    private final byte[] head;
    private final Set<Subscription> readers = new LinkedHashSet<>();
    private long version;

    /// `head` opens each message and says what was subscribed to: `{"topic":"top"`.
    Channel(Rounds rounds, String head) {
        this.rounds = rounds;
        this.head = Message.bytes(head);
    }

    final long version() {
        return version;
    }

    final byte[] head() {
        return head;
    }

    /// The version that whoever is furthest behind has seen, of those who have seen any; the present one where nobody is behind.
    final long seenByAll() {
        long least = version;
        for (Subscription reader : readers) {
            least = reader.seen() == 0 ? least : Math.min(least, reader.seen());
        }
        return least;
    }

    final Rounds rounds() {
        return rounds;
    }

    /// Counts one more version, of which all readers hear in this round.
    final long advance() {
        version++;
        readers.forEach(Subscription::waits);
        return version;
    }

    /// Something has come: it is published in the next round.
    final void touch() {
        rounds.touched(this);
    }

    /// Publishes what has come since the last round.
    abstract void publish();

    /// Hands over what takes a reader from a version that it has seen (0: none) on to the present one, in order: one message, and more as long as there is
    /// room. The version that it has then.
    abstract long since(long seen, Sink to);

    /// It cannot be told, by a mistake of ours: nobody waits for it in vain.
    public final void fail(RuntimeException mistake) {
        List.copyOf(readers).forEach(reader -> reader.fail(mistake));
    }

    final void join(Subscription reader) {
        readers.add(reader);
        if (version > 0) {
            reader.waits();
        }
    }

    final void leave(Subscription reader) {
        readers.remove(reader);
    }

    /// Whether nobody reads it.
    public final boolean idle() {
        return readers.isEmpty();
    }
}
