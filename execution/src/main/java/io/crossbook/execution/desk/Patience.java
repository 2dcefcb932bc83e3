package io.crossbook.execution.desk;

import io.crossbook.execution.Fill;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderState;

/// How long an exchange may take, and what it takes to presume that an order never reached it. Nanoseconds.
///
/// An order may be accepted until `windowNanos` after it was sent, its engine may work on it for `engineNanos` more, its clock may be
/// `skewNanos` off, and what it has may show only after `visibleNanos`. After `answerNanos` without a word it is asked, then after `askNanos`, twice
/// that, and so on. `lateWatchNanos` is for how long an order that is presumed dead stays in the exposure: nothing where the exchange itself
/// enforces the window.
public record Patience(long windowNanos, long engineNanos, long skewNanos, long visibleNanos,
        long answerNanos, long askNanos, long lateWatchNanos) {

    private static final long SECOND = 1_000_000_000L;
    private static final int NEEDED_ABSENCES = 2;
    private static final int MOST_DOUBLINGS = 3;
    private static final long HOUR = 3_600 * SECOND;
    /// No clock that is traded by is off by so much.
    private static final long OLDER_NANOS = 60 * SECOND;

    /// Where the exchange enforces the window.
    public static final Patience ENFORCED = new Patience(SECOND, 10 * SECOND, SECOND, 5 * SECOND,
            2 * SECOND, SECOND, 0);
    /// Where it does not: ten minutes of late watch.
    public static final Patience UNENFORCED = new Patience(SECOND, 10 * SECOND, SECOND,
            5 * SECOND, 2 * SECOND, SECOND, 600 * SECOND);

    public Patience {
        if (windowNanos <= 0 || engineNanos < 0 || skewNanos < 0 || visibleNanos < 0
                || answerNanos <= 0 || askNanos <= 0 || lateWatchNanos < 0) {
            throw new IllegalArgumentException("no patience: window " + windowNanos + ", engine "
                    + engineNanos + ", skew " + skewNanos + ", visible " + visibleNanos
                    + ", answer " + answerNanos + ", ask " + askNanos + ", late watch "
                    + lateWatchNanos);
        }
    }

    /// How long after it was sent, at the latest, what an exchange has of an order shows.
    long shownNanos() {
        return windowNanos + engineNanos + skewNanos + visibleNanos;
    }

    /// The same, where nobody enforces the window: an order may be under way for as long as it is watched.
    long latestNanos() {
        return shownNanos() + lateWatchNanos;
    }

    /// From when on an exchange that does not show an order will not show it any more.
    long horizon(Order order) {
        return Math.max(order.leftNanos() + windowNanos, order.intent().deadlineNanos())
                + engineNanos + skewNanos + visibleNanos;
    }

    /// Whether it may be presumed dead, or nothing of what was written off: never seen, twice not found since, and not in a sweep since.
    boolean showsDeath(Order order, long now) {
        long horizon = horizon(order);
        boolean asks = order.state() == OrderState.UNKNOWN
                || order.state() == OrderState.WRITTEN_OFF;
        return asks && !order.seen() && now > horizon
                && order.absences(horizon) >= NEEDED_ABSENCES && order.sweptNanos() > horizon;
    }

    /// The earliest that an order can have left: a window before its deadline, by whichever clock.
    long earliest(OrderIntent intent) {
        return intent.deadlineNanos() - windowNanos - skewNanos;
    }

    /// Whether this was traded before the order was there: by an older one that was called the same, of a journal that was lost, say.
    boolean precedes(Fill fill, OrderIntent intent) {
        return fill.tradedNanos() > 0 && fill.tradedNanos() < earliest(intent) - OLDER_NANOS;
    }

    /// When it is to be asked after next. One that was written off hardly ever: its exchange may come back.
    long nextAsk(Order order) {
        if (order.state() == OrderState.WRITTEN_OFF) {
            return order.askedNanos() == 0 ? order.heardNanos() : order.askedNanos() + HOUR;
        }
        if (order.askedNanos() == 0) {
            // An end may overtake its fills on the way.
            return order.heardNanos() + (order.state().ended() ? askNanos : 0);
        }
        int doublings = Math.min(order.timesAsked() - 1, MOST_DOUBLINGS);
        return order.askedNanos() + (askNanos << doublings);
    }
}
