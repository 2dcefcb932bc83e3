package io.crossbook.execution;

import io.crossbook.execution.OrderEvent.Accepted;
import io.crossbook.execution.OrderEvent.Ambiguous;
import io.crossbook.execution.OrderEvent.CancelRefused;
import io.crossbook.execution.OrderEvent.Ended;
import io.crossbook.execution.OrderEvent.NotFound;
import io.crossbook.execution.OrderEvent.NotSent;
import io.crossbook.execution.OrderEvent.Refused;
import io.crossbook.execution.OrderEvent.Standing;
import io.crossbook.execution.OrderEvent.Traded;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One order of ours: what was meant, where it stands, and what of it has traded.
///
/// Fills from all sources are merged by trade id; told twice or in another order they make the same. How much the exchange says is filled is kept
/// apart from the fills: the order is [#resolved] when it has ended and both agree. A word that cannot be true is called out (it halts) and asked after; when the exchange says
/// the same again, it is taken for what the exchange means, so that no order is asked after for ever. Changed by the fold over the journal only.
public final class Order {

    /// Sent, but nobody wrote down when: it left before the process that read it in the journal.
    private static final long NEVER = 0;

    private final OrderIntent intent;
    private final NavigableMap<String, Fill> fills = new TreeMap<>();
    private final List<Long> asked = new ArrayList<>();
    private final List<Long> absent = new ArrayList<>();
    private OrderState state = OrderState.INTENDED;
    private BigDecimal filled = BigDecimal.ZERO;
    private BigDecimal told = BigDecimal.ZERO;
    /// The same, and even where that cannot be true.
    private BigDecimal claimed = BigDecimal.ZERO;
    /// A sum that cannot be true and was called out, and whether it was told once more since.
    private @Nullable BigDecimal doubted;
    private boolean insisted;
    /// What might still have filled of it when a human wrote it off.
    private Range unknown = Range.NOTHING;
    private boolean writtenOff;
    private boolean seen;
    private boolean refused;
    private boolean watched;
    private long leftNanos = NEVER;
    private long heardNanos = NEVER;
    private long sweptNanos = NEVER;
    private long diedNanos = NEVER;

    Order(OrderIntent intent) {
        this.intent = intent;
    }

    /// What was meant.
    public OrderIntent intent() {
        return intent;
    }

    /// What it is called.
    public OrderId id() {
        return intent.id();
    }

    /// Where it stands.
    public OrderState state() {
        return state;
    }

    /// Its trades, by trade id.
    public Collection<Fill> fills() {
        return Collections.unmodifiableCollection(fills.values());
    }

    /// The sum of its fills, in what the exchange counts.
    public BigDecimal filled() {
        return filled;
    }

    /// The most that the exchange has said is filled.
    public BigDecimal told() {
        return told;
    }

    /// The most that it has ever said, be it once and more than the order has room for.
    public BigDecimal claimed() {
        return claimed;
    }

    /// Whether the exchange has ever shown it to us.
    public boolean seen() {
        return seen;
    }

    /// When it left, at the latest; 0 while it has not.
    public long leftNanos() {
        return leftNanos;
    }

    /// When something was last told of it that was new, or done; 0 for never.
    public long heardNanos() {
        return heardNanos;
    }

    /// When it was last asked after; 0 for never.
    public long askedNanos() {
        return asked.isEmpty() ? NEVER : asked.getLast();
    }

    /// How often it was asked after since this process began.
    public int timesAsked() {
        return asked.size();
    }

    /// Whether it was watched for long enough after it was presumed dead.
    public boolean watched() {
        return watched;
    }

    /// When it was presumed dead; 0 when it is not.
    public long diedNanos() {
        return diedNanos;
    }

    /// When a sweep that did not show it was asked for, the last of them; 0 when there was none.
    public long sweptNanos() {
        return sweptNanos;
    }

    /// Whether it may stand or have traded at the exchange without our knowing all of it: then it must be asked after.
    public boolean open() {
        return state != OrderState.INTENDED && !resolved();
    }

    /// Whether a human has ever written it off, whatever was told of it since.
    public boolean writtenOff() {
        return writtenOff;
    }

    /// Whether something may still become known of it: of what was given up too, while it is watched.
    public boolean awaited() {
        return !resolved() || (!state.ended() && !watched);
    }

    /// Whether it is at its end and its fills are all there; or presumed dead or written off, of which something may still come to light.
    public boolean resolved() {
        return state == OrderState.PRESUMED_DEAD || state == OrderState.WRITTEN_OFF
                || (state.ended() && agrees());
    }

    /// Where all of its size is filled nothing of it can be missing, whatever is told; nor where the exchange insists on less than it has traded.
    private boolean agrees() {
        return filled.compareTo(told) == 0 || filled.compareTo(intent.size()) >= 0
                || (insisted && filled.compareTo(told) > 0);
    }

    /// What of it may have filled or may still, besides what we know of: of one that was written off nothing is waited for, and it counts all the same until its exchange
    /// has shown what became of it.
    public Range exposure() {
        return state == OrderState.WRITTEN_OFF && !watched ? unknown : rest();
    }

    /// What of it may still fill, besides what we know of, in what the exchange counts.
    public Range rest() {
        BigDecimal size = intent.size().subtract(filled).max(BigDecimal.ZERO);
        BigDecimal missing = told.subtract(filled).max(BigDecimal.ZERO).min(size);
        if (watched || state == OrderState.WRITTEN_OFF || (state.ended() && agrees())) {
            return Range.NOTHING;
        }
        // Ended, and the exchange says how much is filled: those fills will come, and no others.
        boolean exact = state.ended() && missing.signum() > 0;
        return new Range(missing, exact ? missing : size);
    }

    /// How many answers said that there is no such order, of those to questions asked after `nanos`.
    ///
    /// Which answer belongs to which question is not told: those that were under way then are taken for the first to be answered.
    public int absences(long nanos) {
        long before = asked.stream().filter(at -> at <= nanos).count();
        long answered = absent.stream().filter(at -> at <= nanos).count();
        long after = absent.size() - answered;
        return (int) Math.max(0, after - Math.max(0, before - answered));
    }

    /// An event of it was told at `now`.
    Next<OrderState> on(OrderEvent event, long now) {
        heardNanos = now;
        return turn(switch (event) {
            case Accepted _ -> seen(OrderNews.ACCEPTED);
            case Refused _ -> refused(OrderNews.REFUSED);
            case NotSent _ -> refused(OrderNews.NOT_SENT);
            case Ambiguous _ -> OrderNews.AMBIGUOUS;
            case Traded(var fill) -> traded(fill);
            case Standing(_, var sum) -> told(sum, beyond(sum), sum.signum() == 0
                    ? OrderNews.STANDING
                    : OrderNews.STANDING_PART);
            case Ended(_, var end, var sum, _) -> ended(end, sum);
            case NotFound _ -> {
                absent.add(now);
                yield OrderNews.NOT_FOUND;
            }
            case CancelRefused _ -> OrderNews.CANCEL_REFUSED;
        });
    }

    /// Whether an event would change nothing: such are not worth a line in the journal.
    public boolean knows(OrderEvent event) {
        return switch (event) {
            case Accepted _ -> seen && still(OrderNews.ACCEPTED);
            case Refused _ -> refused && still(OrderNews.REFUSED);
            case NotSent _ -> refused && still(OrderNews.NOT_SENT);
            case Ambiguous _ -> still(OrderNews.AMBIGUOUS);
            case Traded(var fill) -> {
                Fill known = fills.get(fill.tradeId());
                yield known != null && same(known, fill);
            }
            case Standing(_, var sum) -> seen && !refused && sum.signum() >= 0
                    && sum.compareTo(told) <= 0 && still(sum.signum() == 0
                            ? OrderNews.STANDING
                            : OrderNews.STANDING_PART);
            // So much was known to be missing when it was written off, and no more.
            case Ended(_, _, var sum, _) when state == OrderState.WRITTEN_OFF && unknown.known()
                    && lacks(event) ->
                sum.compareTo(told) == 0;
            case Ended(_, var end, var sum, _) -> !(refused && end != OrderEvent.End.REJECTED)
                    && state.ended() && sum.compareTo(told) == 0 && still(news(end))
                    && (insisted || !contradicts(end, sum));
            case NotFound _ -> state.ended() || state == OrderState.PRESUMED_DEAD
                    || (state == OrderState.WRITTEN_OFF && watched);
            case CancelRefused _ -> still(OrderNews.CANCEL_REFUSED);
        };
    }

    /// Whether an event tells of more than its trades that we know of come to.
    public boolean lacks(OrderEvent event) {
        return switch (event) {
            case Standing(_, var sum) -> filled.compareTo(sum) < 0;
            case Ended(_, _, var sum, _) -> filled.compareTo(sum) < 0;
            case Accepted _,Refused _,NotSent _,Ambiguous _,Traded _,NotFound _,CancelRefused _ ->
                false;
        };
    }

    private boolean still(OrderNews news) {
        return state.on(news).equals(Next.to(state));
    }

    /// One of our own acts, or time.
    Next<OrderState> on(OrderNews news, long now) {
        heardNanos = now;
        switch (news) {
            case HANDED -> leftNanos = now;
            case RESTARTED -> {
                // Of questions that another process asked nothing will be heard; and if it did not say that it sent, it may have.
                asked.clear();
                absent.clear();
                if (state == OrderState.INTENDED) {
                    leftNanos = now;
                }
            }
            case DEATH_SHOWN -> diedNanos = now;
            case WATCHED -> watched = true;
            case WRITTEN_OFF -> {
                if (state.on(news).possible()) {
                    unknown = rest();
                    writtenOff = true;
                }
            }
            case WRITTEN, ABANDONED, ACCEPTED, REFUSED, NOT_SENT, AMBIGUOUS, TRADED_PART,
                    TRADED_ALL, TRADED_BEYOND, STANDING, STANDING_PART, ENDED_FILLED,
                    ENDED_CANCELLED, ENDED_EXPIRED, ENDED_REJECTED, CONTRADICTED, NOT_FOUND,
                    CANCEL_ASKED, CANCEL_REFUSED, SILENT ->
                {
                }
        }
        return turn(news);
    }

    /// It was found at its exchange.
    void found(long now) {
        on(OrderNews.RESTARTED, now); // another process has sent it
        seen = true;
    }

    /// A question after it was handed to the outbox.
    void asked(long now) {
        asked.add(now);
    }

    /// A sweep, asked for at `now`, has shown all that it was to show.
    void swept(long now) {
        sweptNanos = Math.max(sweptNanos, now);
    }

    private Next<OrderState> turn(OrderNews news) {
        Next<OrderState> next = state.on(news);
        state = next.state();
        if (state != OrderState.PRESUMED_DEAD) {
            diedNanos = NEVER;
            watched &= state == OrderState.WRITTEN_OFF;
        }
        return next;
    }

    private OrderNews traded(Fill fill) {
        Fill known = fills.get(fill.tradeId());
        boolean ours = fill.order().equals(id())
                && fill.exchange().equals(intent.listing().exchange())
                && fill.symbol().equals(intent.listing().symbol());
        if (!ours || (known != null && !same(known, fill))) {
            return OrderNews.CONTRADICTED;
        }
        if (known == null) {
            fills.put(fill.tradeId(), fill);
            filled = filled.add(fill.size());
            doubted = null; // what was insisted on was said of less
            insisted = false;
        }
        int order = filled.compareTo(intent.size());
        return seen(order < 0
                ? OrderNews.TRADED_PART
                : order == 0 ? OrderNews.TRADED_ALL : OrderNews.TRADED_BEYOND);
    }

    /// What is charged for a trade, and when it was, sources tell in different ways; not how much for how much.
    private static boolean same(Fill one, Fill other) {
        return one.order().equals(other.order()) && one.key().equals(other.key())
                && one.size().compareTo(other.size()) == 0
                && one.price().compareTo(other.price()) == 0;
    }

    private OrderNews ended(OrderEvent.End end, BigDecimal sum) {
        // A refusal is told once more by the stream: that is no trace.
        return end == OrderEvent.End.REJECTED && sum.signum() == 0 && filled.signum() == 0
                ? OrderNews.ENDED_REJECTED
                : told(sum, contradicts(end, sum), news(end));
    }

    /// Whether an end cannot be true: filled and not whole, more than its size, or less than it has traded.
    private boolean contradicts(OrderEvent.End end, BigDecimal sum) {
        return beyond(sum) || sum.compareTo(filled.min(intent.size())) < 0
                || (end == OrderEvent.End.FILLED && sum.compareTo(intent.size()) != 0);
    }

    private boolean beyond(BigDecimal sum) {
        return sum.signum() < 0 || sum.compareTo(intent.size()) > 0;
    }

    private static OrderNews news(OrderEvent.End end) {
        return switch (end) {
            case FILLED -> OrderNews.ENDED_FILLED;
            case CANCELLED -> OrderNews.ENDED_CANCELLED;
            case EXPIRED -> OrderNews.ENDED_EXPIRED;
            case REJECTED -> OrderNews.ENDED_REJECTED;
        };
    }

    /// How much is filled only grows: an older word that comes later takes nothing back.
    private OrderNews told(BigDecimal sum, boolean contradicts, OrderNews news) {
        claimed = claimed.max(sum);
        insisted = contradicts && doubted != null && doubted.compareTo(sum) == 0;
        if (contradicts && !insisted) {
            doubted = sum;
            return seen(OrderNews.CONTRADICTED);
        }
        told = told.max(sum);
        return seen(news);
    }

    private OrderNews seen(OrderNews news) {
        boolean contradicts = refused;
        seen = true;
        refused = false; // the more is believed, the more is counted
        absent.clear();
        return contradicts && news != OrderNews.TRADED_BEYOND ? OrderNews.CONTRADICTED : news;
    }

    private OrderNews refused(OrderNews news) {
        if (seen) {
            return OrderNews.CONTRADICTED;
        }
        refused = true;
        return news;
    }

    /// How people read it: `cb... buy 0.5 kraken BTC/USD at 60000.1: partial, 0.2 filled`.
    @Override
    public String toString() {
        return intent + ": " + state + ", " + filled.toPlainString() + " filled";
    }
}
