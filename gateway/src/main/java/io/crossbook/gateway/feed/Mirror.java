package io.crossbook.gateway.feed;

import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.Listing;
import io.crossbook.books.OrderBook;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.Rules;
import io.crossbook.books.TradeUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The feed's own copy of one followed book and who reads it, so that nobody has to ask the engine's thread twice.
final class Mirror implements MirroredBook {

    final Listing listing;
    /// May change while they are told.
    final List<Reader> readers = new CopyOnWriteArrayList<>();
    final List<Tap> taps = new ArrayList<>();
    private final Map<String, SnapshotTopic> snapshots = new LinkedHashMap<>();
    private final Map<String, Bar> bars = new LinkedHashMap<>();
    private final Ticker ticker = new Ticker();

    private final OrderBook levels = OrderBooks.of(BookShape.FULL, Rules.UNKNOWN);
    private final Normalized writer;
    private final Disconnects disconnects;
    /// What the engine was asked to tell: what is traded; its book too.
    boolean followed;
    boolean booked;
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
    private long tickerNanos;

    /// One subscriber's wishes on this listing.
    record Reader(Subscriber subscriber, List<DataType> types, Spelling spelling) {
        boolean wants(DataType.Kind kind) {
            return types.stream().anyMatch(type -> type.kind() == kind);
        }

        boolean wants(DataType wanted) {
            return types.contains(wanted);
        }

        boolean wantsBook() {
            return types.stream().anyMatch(type -> type.kind().ofBook());
        }
    }

    Mirror(Listing listing, Normalized writer, Disconnects disconnects) {
        this.listing = listing;
        this.writer = writer;
        this.disconnects = disconnects;
    }

    /// Takes a reader in; it begins with the state of the book, whole when it is.
    void join(Subscriber subscriber, List<DataType> types) {
        var reader = new Reader(subscriber, types, subscriber.spelling(listing));
        readers.add(reader);
        for (DataType type : types) {
            if (type.kind() == DataType.Kind.SNAPSHOT) {
                snapshots.computeIfAbsent(type.name(), _ -> new SnapshotTopic(type));
            } else if (type.kind() == DataType.Kind.BAR) {
                bars.computeIfAbsent(type.name(), _ -> new Bar(type));
            }
        }
        guarded(reader::equals, () -> {
            if (reader.wants(DataType.Kind.TICKER) && ticker.heard) {
                tellOne(reader, () -> writer.ticker(listing, ticker.known, tickerNanos));
            }
            if (whole) {
                greet(reader);
            } else if (known() && reader.wants(DataType.Kind.HEALTH)) {
                tellOne(reader, () -> writer.health(listing, health, why, localNanos));
            }
        });
    }

    /// Tells some readers; where that fails by a mistake of ours, they end with it, and nobody else.
    private void guarded(Predicate<Reader> whose, Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException mistake) {
            List<Reader> failing = readers.stream().filter(whose).toList();
            failing.forEach(reader -> leave(reader.subscriber));
            failing.forEach(reader -> reader.subscriber.failed(mistake));
        }
    }

    /// The state of the book first, then what it holds.
    private void greet(Reader reader) {
        if (reader.wants(DataType.Kind.HEALTH)) {
            tellOne(reader, () -> writer.health(listing, health, why, localNanos));
        }
        for (DataType type : reader.types) {
            switch (type.kind()) {
                case BOOK_CHANGE ->
                    tellOne(reader, () -> writer.bookChange(listing, copy(), localNanos));
                case SNAPSHOT -> {
                    SnapshotTopic topic = Objects.requireNonNull(snapshots.get(type.name()));
                    if (topic.shown().unseen()) {
                        topic.take(levels, eventNanos == 0 ? localNanos : eventNanos);
                        topic.published();
                    }
                    tellOne(reader, () -> writer.snapshot(listing, topic, eventNanos, localNanos));
                }
                case HEALTH, TRADE, BAR, TICKER, LIQUIDATION -> {
                }
            }
        }
    }

    private void tellOne(Reader reader, Supplier<String> written) {
        writer.in(reader.spelling);
        reader.subscriber.message(written.get());
    }

    private BookUpdate copy() {
        return Snapshots.copy(levels, listing.id(), new Cursor(), new BookUpdate())
                .eventNanos(eventNanos);
    }

    /// Whether somebody reads its book, and not only what is traded.
    boolean wantsBook() {
        return taps.stream().anyMatch(Tap::readsBook)
                || readers.stream().anyMatch(Reader::wantsBook);
    }

    /// Nobody reads its book any more, so nobody keeps it: who will begins as if nothing were known.
    void forgetBook() {
        booked = false;
        whole = false;
        lost = false;
        health = "broken";
        why = "";
        nextHealth = "";
        eventNanos = 0;
        localNanos = 0;
        levels.clear();
    }

    void leave(Tap tap) {
        taps.remove(tap);
    }

    /// Whether anybody reads it.
    boolean isRead() {
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

    void leave(Subscriber subscriber) {
        readers.removeIf(reader -> reader.subscriber.equals(subscriber));
        snapshots.values().removeIf(topic -> unread(topic.type));
        bars.values().removeIf(bar -> unread(bar.type));
    }

    private boolean unread(DataType type) {
        return readers.stream().noneMatch(reader -> reader.wants(type));
    }

    /// The intervals for which a clock is wanted, in milliseconds.
    Set<Long> intervals() {
        return snapshots.values().stream().map(topic -> topic.type.intervalMillis())
                .collect(Collectors.toSet());
    }

    void take(Item item) {
        told(item);
        if (item.kind == Item.Kind.TRADE) {
            taps.forEach(tap -> tap.traded(this, item.trade, item.localNanos));
        } else if (item.kind != Item.Kind.DERIVATIVE && item.kind != Item.Kind.LIQUIDATION) {
            taps.forEach(tap -> tap.moved(this));
        }
    }

    private void told(Item item) {
        switch (item.kind) {
            case BOOK -> book(item.book, item.shape, item.localNanos);
            case TRADE -> trade(item.trade, item.localNanos);
            case LIQUIDATION -> tell(DataType.Kind.LIQUIDATION,
                    () -> writer.liquidation(listing, item.trade, item.localNanos));
            case DERIVATIVE -> {
                tickerNanos = item.localNanos;
                if (ticker.take(item.derivative)) {
                    tell(DataType.Kind.TICKER,
                            () -> writer.ticker(listing, ticker.known, item.localNanos));
                }
            }
            case HEALTH -> health(item);
            case DISCONNECT -> disconnected(item.why, item.localNanos);
            case OPPORTUNITY, WORK ->
                throw new IllegalStateException(item.kind + " belongs to no mirror");
        }
    }

    private void trade(TradeUpdate trade, long local) {
        tell(DataType.Kind.TRADE, () -> writer.trade(listing, trade, local));
        long event = trade.eventNanos == 0 ? local : trade.eventNanos;
        for (Bar bar : List.copyOf(bars.values())) {
            guarded(reader -> reader.wants(bar.type), () -> {
                if (bar.over(event)) {
                    end(bar, local);
                }
                bar.add(trade, event);
                if (bar.full()) {
                    end(bar, local);
                }
            });
        }
    }

    private void end(Bar bar, long local) {
        tell(reader -> reader.wants(bar.type), () -> writer.bar(listing, bar, local));
        bar.reset();
    }

    /// What is gathered over time begins anew, as tardis-machine does: what was missed is in none of it.
    private void disconnected(String reason, long local) {
        snapshots.values().forEach(SnapshotTopic::reset);
        bars.values().forEach(Bar::reset);
        ticker.reset();
        for (Reader reader : readers) {
            if (reader.subscriber.disconnects(listing)) {
                disconnects.add(reader, listing, reason, local);
            }
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
        long event = eventNanos == 0 ? local : eventNanos;
        for (SnapshotTopic topic : List.copyOf(snapshots.values())) {
            guarded(reader -> reader.wants(topic.type), () -> {
                if (topic.over(event)) {
                    publish(topic, topic.overNanos());
                }
                topic.take(levels, event);
                if (topic.atOnce()) {
                    publish(topic, event);
                }
            });
        }
    }

    /// A round of a clock: sends what no change has brought in an interval.
    void late(long intervalMillis) {
        for (SnapshotTopic topic : List.copyOf(snapshots.values())) {
            if (whole && topic.type.intervalMillis() == intervalMillis && topic.late()) {
                publish(topic, topic.overNanos());
            }
        }
    }

    private void publish(SnapshotTopic topic, long nanos) {
        tell(reader -> reader.wants(topic.type),
                () -> writer.snapshot(listing, topic, nanos, localNanos));
        topic.published();
    }

    private void tell(DataType.Kind kind, Supplier<String> written) {
        tell(reader -> reader.wants(kind), written);
    }

    /// Writes a message once in each spelling that somebody wants it in, and hands it to all who do.
    private void tell(Predicate<Reader> wants, Supplier<String> written) {
        var messages = new HashMap<Spelling, String>();
        for (Reader reader : readers) {
            if (wants.test(reader)) {
                guarded(reader::equals, () -> reader.subscriber
                        .message(messages.computeIfAbsent(reader.spelling, spelling -> {
                            writer.in(spelling);
                            return written.get();
                        })));
            }
        }
    }

    /// Facts were lost on the way: what is mirrored is void until the next snapshot, and readers hear so.
    void lost(long now) {
        whole = false;
        lost = true;
        bars.values().forEach(Bar::reset);
        ticker.reset();
        nextHealth = "";
        if (!health.equals("broken")) {
            tellHealth("broken", "the feed could not keep up; a snapshot follows", now);
        }
        taps.forEach(tap -> tap.lost(this));
    }
}
