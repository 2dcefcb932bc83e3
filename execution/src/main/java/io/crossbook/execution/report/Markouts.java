package io.crossbook.execution.report;

import io.crossbook.books.Listing;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Markets;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Compares each fill with the market 1, 10 and 60 seconds later: whether who traded with us knew more.
///
/// Hears entries ([io.crossbook.execution.desk.Coordinator#listen]); looks at the books when ticked, as they then are. Counts from when the fill was written down. Decides
/// nothing, and is in no journal: what waits when the process ends is not looked at any more.
public final class Markouts {

    private static final long SECOND = 1_000_000_000L;
    /// After how long.
    public static final List<Long> NANOS = List.of(SECOND, 10 * SECOND, 60 * SECOND);

    private static final BigDecimal WHOLE_BPS = BigDecimal.valueOf(10_000);
    private static final int SHOWN_DECIMALS = 4;

    /// How far the middle has moved in favour of a fill, in basis points of its price, after each of [#NANOS]; null where the book was not live.
    public record Markout(Fill fill, Listing listing, boolean buys,
            List<@Nullable BigDecimal> bps) {}

    private static final class Waiting {
        final Fill fill;
        final Order order;
        final @Nullable BigDecimal[] bps = new BigDecimal[NANOS.size()];
        final long sinceNanos;

        Waiting(Fill fill, Order order, long sinceNanos) {
            this.fill = fill;
            this.order = order;
            this.sinceNanos = sinceNanos;
        }
    }

    private final ExecutionState state;
    private final Markets markets;
    private final Consumer<Markout> done;
    /// By when it is their turn, for each of the times: all wait equally long, so that the first is the next.
    private final List<Deque<Waiting>> waiting = NANOS.stream()
            .<Deque<Waiting>>map(_ -> new ArrayDeque<>()).toList();

    /// `done` hears of each fill once its last look is done.
    public Markouts(ExecutionState state, Markets markets, Consumer<Markout> done) {
        this.state = state;
        this.markets = markets;
        this.done = done;
    }

    /// An entry was written, and has become part of what is known.
    public void heard(Entry entry) {
        if (entry instanceof Entry.Told(OrderEvent.Traded(var fill), var at)) {
            Order order = state.order(fill.order());
            if (order != null) {
                waiting.getFirst().add(new Waiting(fill, order, at));
            }
        }
    }

    /// When it wants to look next; [Long#MAX_VALUE] for never.
    public long nextDeadline() {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < NANOS.size(); i++) {
            Waiting first = waiting.get(i).peekFirst();
            next = first == null ? next : Math.min(next, first.sinceNanos + NANOS.get(i));
        }
        return next;
    }

    /// Looks at all whose time has come.
    public void tick(long now) {
        for (int i = 0; i < NANOS.size(); i++) {
            Deque<Waiting> queue = waiting.get(i);
            while (!queue.isEmpty() && queue.getFirst().sinceNanos + NANOS.get(i) <= now) {
                Waiting each = queue.removeFirst();
                each.bps[i] = moved(each);
                if (i + 1 < NANOS.size()) {
                    waiting.get(i + 1).add(each);
                } else {
                    done.accept(of(each));
                }
            }
        }
    }

    private static Markout of(Waiting each) {
        return new Markout(each.fill, each.order.intent().listing(),
                each.order.intent().buys(), Arrays.asList(each.bps.clone()));
    }

    /// What is not done with yet, as far as it is known: null as well where the time has not come.
    public List<Markout> waiting() {
        return waiting.reversed().stream().flatMap(Deque::stream).map(Markouts::of).toList();
    }

    private @Nullable BigDecimal moved(Waiting of) {
        Markets.Top top = markets.top(of.order.intent().listing());
        if (top == null) {
            return null;
        }
        BigDecimal price = of.fill.price();
        BigDecimal mid = top.bid().add(top.ask()).divide(BigDecimal.TWO);
        BigDecimal moved = of.order.intent().buys() ? mid.subtract(price) : price.subtract(mid);
        return moved.multiply(WHOLE_BPS).divide(price, SHOWN_DECIMALS, RoundingMode.HALF_EVEN);
    }
}
