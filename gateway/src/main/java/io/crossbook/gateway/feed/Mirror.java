package io.crossbook.gateway.feed;

import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.Listing;
import io.crossbook.books.OrderBook;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The feed's own copy of one followed book and who reads it, so that nobody has to ask the engine's thread twice.
final class Mirror implements MirroredBook {

    final Listing listing;
    final List<Reader> readers = new ArrayList<>();
    final List<Tap> taps = new ArrayList<>();
    final Map<String, Topic> topics = new LinkedHashMap<>();

    private final OrderBook levels = OrderBooks.of(BookShape.FULL, Rules.UNKNOWN);
    private final Normalized writer;
    private boolean whole;
    private boolean lost;
    /// What readers were told last.
    private String health = "broken";
    private String why = "";
    /// What they will be told with the snapshot that follows a loss; empty until it is known.
    private String nextHealth = "";
    private String nextWhy = "";
    private long eventNanos;
    private long localNanos;

    /// One subscriber's wishes on this listing.
    record Reader(Subscriber subscriber, List<DataType> types) {
        boolean wants(DataType.Kind kind) {
            return types.stream().anyMatch(type -> type.kind() == kind);
        }
    }

    /// A kind of snapshot that somebody reads, and what was last sent of it.
    static final class Topic {
        final DataType type;
        private final LastShown last;
        private boolean dirty;

        Topic(DataType type) {
            this.type = type;
            last = new LastShown(type.depth());
        }
    }

    Mirror(Listing listing, Normalized writer) {
        this.listing = listing;
        this.writer = writer;
    }

    /// Takes a reader in; it begins with the state of the book, whole when it is.
    void join(Subscriber subscriber, List<DataType> types) {
        var reader = new Reader(subscriber, types);
        readers.add(reader);
        for (DataType type : types) {
            if (type.kind() == DataType.Kind.SNAPSHOT) {
                topics.computeIfAbsent(type.name(), name -> new Topic(type));
            }
        }
        if (whole) {
            greet(reader);
        } else if (readers.size() > 1 && reader.wants(DataType.Kind.HEALTH)) {
            subscriber.message(writer.health(listing, health, why, localNanos));
        }
    }

    /// The state of the book first, then what it holds.
    private void greet(Reader reader) {
        if (reader.wants(DataType.Kind.HEALTH)) {
            reader.subscriber.message(writer.health(listing, health, why, localNanos));
        }
        for (DataType type : reader.types) {
            switch (type.kind()) {
                case BOOK_CHANGE ->
                    reader.subscriber.message(writer.bookChange(listing, copy(), localNanos));
                case SNAPSHOT -> reader.subscriber
                        .message(writer.snapshot(listing, type, levels, eventNanos, localNanos));
                case HEALTH, TRADE -> {
                }
            }
        }
    }

    private BookUpdate copy() {
        return Snapshots.copy(levels, listing.id(), new Cursor(), new BookUpdate())
                .eventNanos(eventNanos);
    }

    /// False when nobody reads it any more.
    boolean leave(Tap tap) {
        taps.remove(tap);
        return isRead();
    }

    private boolean isRead() {
        return !readers.isEmpty() || !taps.isEmpty();
    }

    @Override
    public Listing listing() {
        return listing;
    }

    @Override
    public boolean known() {
        return whole || localNanos != 0;
    }

    @Override
    public boolean whole() {
        return whole;
    }

    @Override
    public OrderBook levels() {
        return levels;
    }

    @Override
    public String health() {
        return health;
    }

    @Override
    public String why() {
        return why;
    }

    @Override
    public long eventNanos() {
        return eventNanos;
    }

    @Override
    public long localNanos() {
        return localNanos;
    }

    /// False when nobody reads it any more.
    boolean leave(Subscriber subscriber) {
        readers.removeIf(reader -> reader.subscriber.equals(subscriber));
        topics.values().removeIf(topic -> readers.stream()
                .noneMatch(reader -> reader.types.stream()
                        .anyMatch(type -> type.name().equals(topic.type.name()))));
        return isRead();
    }

    void take(Item item) {
        told(item);
        if (item.kind == Item.Kind.TRADE) {
            taps.forEach(tap -> tap.traded(this, item.trade, item.localNanos));
        } else {
            taps.forEach(tap -> tap.moved(this));
        }
    }

    private void told(Item item) {
        switch (item.kind) {
            case BOOK -> book(item.book, item.shape, item.localNanos);
            case TRADE ->
                tell(DataType.Kind.TRADE, () -> writer.trade(listing, item.trade, item.localNanos));
            case HEALTH -> health(item);
            case DISCONNECT -> {
                String message = writer.disconnect(listing, item.why, item.localNanos);
                for (Reader reader : readers) {
                    if (reader.subscriber.disconnects(listing)) {
                        reader.subscriber.message(message);
                    }
                }
            }
            case OPPORTUNITY ->
                throw new IllegalStateException("an opportunity belongs to no mirror");
        }
    }

    private void health(Item item) {
        boolean broken = item.text.equals("broken");
        if (lost && !broken) {
            nextHealth = item.text; // nobody shall hear that it lives before he has its snapshot
            nextWhy = item.why;
            return;
        }
        lost = false;
        whole = whole && !broken;
        tellHealth(item.text, item.why, item.localNanos);
    }

    private void tellHealth(String newHealth, String newWhy, long local) {
        health = newHealth;
        why = newWhy;
        localNanos = local;
        tell(DataType.Kind.HEALTH, () -> writer.health(listing, newHealth, newWhy, local));
    }

    private void book(BookUpdate update, BookShape shape, long local) {
        boolean begins = update.snapshot() && (!lost || !nextHealth.isEmpty());
        if (!whole && !begins) {
            return; // what came before the snapshot that starts this mirror
        }
        if (lost) {
            lost = false;
            tellHealth(nextHealth, nextWhy, local);
        }
        levels.apply(update);
        if (shape.truncate()) {
            levels.truncate(shape.depth());
        }
        whole = true;
        eventNanos = update.eventNanos();
        localNanos = local;
        tell(DataType.Kind.BOOK_CHANGE, () -> writer.bookChange(listing, update, local));
        for (Topic topic : topics.values()) {
            topic.dirty = true;
            if (topic.type.intervalMillis() == 0) {
                publish(topic);
            }
        }
    }

    /// Sends a snapshot when its levels are not those that were sent last.
    void publish(Topic topic) {
        if (!topic.dirty || !whole) {
            return;
        }
        topic.dirty = false;
        if (!topic.last.renew(levels)) {
            return;
        }
        String message = writer.snapshot(listing, topic.type, levels, eventNanos, localNanos);
        for (Reader reader : readers) {
            if (reader.types.contains(topic.type)) {
                reader.subscriber.message(message);
            }
        }
    }

    /// Writes a message once, when somebody wants it, and hands it to all who do.
    private void tell(DataType.Kind kind, Supplier<String> written) {
        String message = null;
        for (Reader reader : readers) {
            if (reader.wants(kind)) {
                message = message == null ? written.get() : message;
                reader.subscriber.message(message);
            }
        }
    }

    /// Facts were lost on the way: what is mirrored is void until the next snapshot, and readers hear so.
    void lost(long now) {
        whole = false;
        lost = true;
        nextHealth = "";
        if (!health.equals("broken")) {
            tellHealth("broken", "the feed could not keep up; a snapshot follows", now);
        }
        taps.forEach(tap -> tap.lost(this));
    }
}
