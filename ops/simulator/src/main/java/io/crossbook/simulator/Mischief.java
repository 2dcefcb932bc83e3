package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// What goes wrong with the practice exchanges, by command or drawn from a seed, on their own
/// clock.
///
/// Every stroke is on record. Lives on the simulator's event loop: use [Simulator#mischief] to
/// reach it.
public final class Mischief {

    /// What a seed draws from: faults of the wire that a good client notices and mends by itself.
    private static final List<Fault.Kind> DECK = List.of(Fault.Kind.DROP, Fault.Kind.DUPLICATE,
            Fault.Kind.SWAP, Fault.Kind.CORRUPT_LEVEL, Fault.Kind.CORRUPT_SEQUENCE,
            Fault.Kind.CORRUPT_BYTE, Fault.Kind.DELAY, Fault.Kind.SILENCE, Fault.Kind.CLOSE,
            Fault.Kind.SLOW_REST, Fault.Kind.FAILING_REST, Fault.Kind.TOO_MANY_REQUESTS);

    /// What can go wrong with orders, for a seed to draw from.
    private static final List<Fault.Kind> ORDER_DECK = List.of(Fault.Kind.ORDER_LOST,
            Fault.Kind.ANSWER_LOST, Fault.Kind.ORDER_LATE, Fault.Kind.ANSWER_LATE,
            Fault.Kind.ANSWER_FAILING, Fault.Kind.ORDER_REJECTED, Fault.Kind.ORDER_LIMITED,
            Fault.Kind.PARTIAL_FILL, Fault.Kind.FILL_LATE, Fault.Kind.FILL_TWICE,
            Fault.Kind.CANCEL_RACE, Fault.Kind.QUERY_BLIND, Fault.Kind.STREAM_CLOSED);

    private final Timeline timeline;
    private final RandomGenerator random;
    private final RandomGenerator orderRandom;
    private final Map<Fault, Integer> faults = new LinkedHashMap<>();
    private final List<Stroke> strokes = new ArrayList<>();
    private final Set<MischiefLine> lines = new LinkedHashSet<>();

    /// A fault that struck: when, where, at which listing (empty where at none).
    public record Stroke(long at, Fault.Kind kind, Exchange exchange, String symbol) {}

    Mischief(Timeline timeline, long seed) {
        this.timeline = timeline;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        orderRandom = RandomGeneratorFactory.of("L64X128MixRandom").create(seed ^ 0x0DDE25L);
    }

    /// Lets this go wrong from now on; what strikes connections strikes the open ones at once.
    public void inflict(Fault fault) {
        faults.put(fault, 0);
        long now = timeline.now();
        if (fault.active(now)) {
            strikeConnections(fault);
        } else if (fault.from() > now) {
            timeline.after(fault.from() - now, () -> strikeConnections(fault));
        }
    }

    private void strikeConnections(Fault fault) {
        if (!faults.containsKey(fault)) {
            return;
        }
        for (MischiefLine line : List.copyOf(lines)) {
            if (fault.exchange() == null || fault.exchange() == line.exchange()) {
                if (fault.kind() == Fault.Kind.CLOSE) {
                    strike(fault, line, () -> line.close(1001, "going away"));
                } else if (fault.kind() == Fault.Kind.HALF_OPEN) {
                    strike(fault, line, line::freeze);
                } else if (fault.kind() == Fault.Kind.MAINTENANCE) {
                    strike(fault, line, line::maintain);
                }
            }
        }
    }

    private void strike(Fault fault, MischiefLine line, Runnable action) {
        if (strikes(fault, line.exchange(), fault.symbol())) {
            action.run();
        }
    }

    /// Ends a fault; what it has done stays done.
    public void relent(Fault fault) {
        faults.remove(fault);
    }

    /// Ends all faults.
    public void relent() {
        faults.clear();
    }

    /// Everything that struck, in order.
    public List<Stroke> strokes() {
        return List.copyOf(strokes);
    }

    /// Draws a fault every few seconds: mostly single frames, now and then a silence or a broken
    /// line.
    void atRandom(List<Listing> listings) {
        timeline.after(3_000 + random.nextInt(7_000), () -> {
            Listing listing = listings.get(random.nextInt(listings.size()));
            Fault.Kind kind = DECK.get(random.nextInt(DECK.size()));
            boolean lasting = kind == Fault.Kind.DELAY || kind == Fault.Kind.SILENCE;
            long length = lasting ? 8_000 : 5_000;
            Fault fault = Fault.of(kind).on(listing.exchange()).at(listing.symbol()).millis(3_000)
                    .times(lasting ? 0 : 1).between(timeline.now(), timeline.now() + length);
            inflict(fault);
            timeline.after(length, () -> relent(fault));
            atRandom(listings);
        });
    }

    /// Draws a fault of orders every second or two, for the next order of one listing within five
    /// seconds; from a seed of its own, so that what else goes wrong stays the same.
    void ordersAtRandom(List<Listing> listings) {
        timeline.after(500 + orderRandom.nextInt(1_500), () -> {
            Listing listing = listings.get(orderRandom.nextInt(listings.size()));
            Fault fault = Fault.of(ORDER_DECK.get(orderRandom.nextInt(ORDER_DECK.size())))
                    .on(listing.exchange()).at(listing.symbol())
                    .millis(100 + orderRandom.nextInt(2_900)).times(1)
                    .between(timeline.now(), timeline.now() + 5_000);
            inflict(fault);
            timeline.after(5_000, () -> relent(fault));
            ordersAtRandom(listings);
        });
    }

    /// The first fault of these kinds that strikes now, counted and on record; null if none does.
    @Nullable
    Fault next(Set<Fault.Kind> kinds, Exchange exchange, String symbol) {
        for (Fault fault : List.copyOf(faults.keySet())) {
            if (kinds.contains(fault.kind()) && fault.concerns(exchange, symbol)
                    && strikes(fault, exchange, symbol)) {
                return fault;
            }
        }
        return null;
    }

    private boolean strikes(Fault fault, Exchange exchange, String symbol) {
        int struck = faults.getOrDefault(fault, 0);
        if (!fault.active(timeline.now()) || (fault.times() > 0 && struck >= fault.times())
                || random.nextInt(1_000) >= fault.permille()) {
            return false;
        }
        faults.put(fault, struck + 1);
        strokes.add(new Stroke(timeline.now(), fault.kind(), exchange, symbol));
        return true;
    }

    Timeline timeline() {
        return timeline;
    }

    RandomGenerator random() {
        return random;
    }

    /// How many connections are open.
    int connections() {
        return lines.size();
    }

    void add(MischiefLine line) {
        lines.add(line);
    }

    void remove(MischiefLine line) {
        lines.remove(line);
    }
}
