package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Plays the merged records of all tapes to their readers, on one clock, in recorded order.
///
/// It stops for three things: the time of the next record, a reader whose socket is full, and a
/// recorded REST snapshot, which is handed over between two frames exactly as it was recorded.
final class TapePlayer {

    /// Records played in one go before other work of the loop gets its turn.
    private static final int BATCH = 256;

    private final List<TapeRecord> records;
    private final Timeline timeline;
    private final TapeServing settings;
    private final Consumer<Runnable> later;
    private final Runnable finished;
    private final Map<Exchange, Set<TapeReader>> readers = new EnumMap<>(Exchange.class);
    private final Set<Exchange> exchanges = EnumSet.noneOf(Exchange.class);
    private final Map<String, List<Consumer<String>>> asking = new LinkedHashMap<>();
    private final Map<String, String> given = new LinkedHashMap<>();
    private int position;
    private boolean started;
    private boolean ended;
    private long startMillis;
    /// How long the clock stood still, for readers and snapshots.
    private long heldMillis;
    private @Nullable TapeReader holding;
    private Timeline.@Nullable Task starting;
    private Timeline.@Nullable Task deadline;

    TapePlayer(List<TapeRecord> records, Timeline timeline, TapeServing settings,
            Consumer<Runnable> later, Runnable finished) {
        this.records = records;
        this.timeline = timeline;
        this.settings = settings;
        this.later = later;
        this.finished = finished;
        records.forEach(record -> exchanges.add(record.exchange()));
        exchanges.forEach(exchange -> readers.put(exchange, new LinkedHashSet<>()));
    }

    /// A reader subscribed to something of the tape.
    void joined(Exchange exchange, TapeReader reader) {
        readers(exchange).add(reader);
        if (started) {
            return;
        }
        if (deadline == null) {
            deadline = timeline.after(settings.waitMillis(), this::start);
        }
        if (exchanges.stream().noneMatch(each -> readers(each).isEmpty())) {
            if (starting != null) {
                starting.cancel();
            }
            starting = timeline.after(settings.settleMillis(), this::start);
        }
    }

    void left(Exchange exchange, TapeReader reader) {
        readers(exchange).remove(reader);
        release(reader, timeline.now());
    }

    private Set<TapeReader> readers(Exchange exchange) {
        return readers.computeIfAbsent(exchange, _ -> new LinkedHashSet<>());
    }

    /// The tape's own time: of the next record, in milliseconds since the epoch.
    long now() {
        return records.get(Math.min(position, records.size() - 1)).nanos() / 1_000_000;
    }

    /// Asks for a depth snapshot: the next recorded one at its time, or, once past the last, that
    /// again.
    void snapshot(Exchange exchange, String symbol, Consumer<String> reply) {
        String key = exchange + " " + symbol;
        String last = given.get(key);
        boolean more = records.subList(position, records.size()).stream()
                .anyMatch(record -> isSnapshot(record, exchange, symbol));
        if (last != null && !more) {
            reply.accept(last);
        } else {
            asking.computeIfAbsent(key, _ -> new ArrayList<>()).add(reply);
        }
    }

    boolean hasSnapshot(Exchange exchange, String symbol) {
        return records.stream().anyMatch(record -> isSnapshot(record, exchange, symbol));
    }

    private static boolean isSnapshot(TapeRecord record, Exchange exchange, String symbol) {
        return record.kind() == TapeRecord.Kind.SNAPSHOT && record.exchange() == exchange
                && record.key().equals(symbol);
    }

    /// Whether it waits for a reader whose socket is full.
    boolean holding() {
        return holding != null;
    }

    private void start() {
        if (!started) {
            started = true;
            startMillis = timeline.now();
            play();
        }
    }

    private void play() {
        for (int i = 0; i < BATCH; i++) {
            if (position == records.size()) {
                end();
                return;
            }
            TapeRecord next = records.get(position);
            long due = due(next);
            if (due > timeline.now()) {
                timeline.after(due - timeline.now(), this::play);
                return;
            }
            TapeReader slow = readers(next.exchange()).stream().filter(TapeReader::full).findFirst()
                    .orElse(null);
            if (slow != null) {
                hold(slow);
                return;
            }
            position++;
            if (next.kind() == TapeRecord.Kind.SNAPSHOT) {
                handOver(next, timeline.now());
                return;
            }
            tell(next);
        }
        later.accept(this::play);
    }

    private long due(TapeRecord record) {
        if (settings.speed() == 0) {
            return timeline.now();
        }
        long recorded = (record.nanos() - records.getFirst().nanos()) / 1_000;
        return startMillis + heldMillis + (long) (recorded / settings.speed() / 1_000);
    }

    private void tell(TapeRecord record) {
        boolean data = record.kind() == TapeRecord.Kind.DATA;
        Topic topic = data ? TapeTopics.of(record) : Topic.CONTROL;
        for (TapeReader reader : List.copyOf(readers(record.exchange()))) {
            if (data ? reader.reads(record.key()) : reader.hears(record.connection())) {
                reader.hear(record, topic);
            }
        }
    }

    private void hold(TapeReader slow) {
        long since = timeline.now();
        holding = slow;
        slow.whenDrained(() -> release(slow, since));
    }

    private void release(TapeReader slow, long since) {
        if (holding == slow) {
            holding = null;
            resume(since);
        }
    }

    private void resume(long since) {
        heldMillis += timeline.now() - since;
        later.accept(this::play);
    }

    /// Waits until a client of this book has asked and every reader has read what came before;
    /// answers; gives it time to digest; goes on. A client that never asks is not waited for beyond
    /// the limit.
    private void handOver(TapeRecord snapshot, long since) {
        String key = snapshot.exchange() + " " + snapshot.key();
        boolean wanted = readers(snapshot.exchange()).stream()
                .anyMatch(reader -> reader.readsDiff(snapshot.key()));
        boolean asked = asking.containsKey(key);
        boolean late = timeline.now() - since >= settings.waitMillis();
        if (wanted && !asked && !late) {
            timeline.after(1, () -> handOver(snapshot, since));
            return;
        }
        given.put(key, snapshot.frame());
        if (!asked) {
            resume(since);
            return;
        }
        readers(snapshot.exchange()).forEach(TapeReader::ping);
        answer(snapshot, key, since);
    }

    private void answer(TapeRecord snapshot, String key, long since) {
        boolean read = readers(snapshot.exchange()).stream().allMatch(TapeReader::caughtUp);
        if (!read && timeline.now() - since < settings.waitMillis()) {
            timeline.after(1, () -> answer(snapshot, key, since));
            return;
        }
        List<Consumer<String>> waiting = asking.remove(key);
        if (waiting != null) {
            waiting.forEach(reply -> reply.accept(snapshot.frame()));
        }
        timeline.after(settings.graceMillis(), () -> resume(since));
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (settings.closeAtEnd()) {
            readers.values().forEach(each -> List.copyOf(each)
                    .forEach(reader -> reader.close(1000, "end of tape")));
        }
        finished.run();
    }
}
