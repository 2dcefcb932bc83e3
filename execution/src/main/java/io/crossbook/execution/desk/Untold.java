package io.crossbook.execution.desk;

import io.crossbook.books.Instrument;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Looks whether what an account has more of one asset and less of another can be a trade of ours that nobody has told of: an order of the minutes before may have
/// filled although its exchange never showed it, or said otherwise.
final class Untold {

    /// So long after all of an order must have shown it may still be the one.
    private static final long MINUTES_NANOS = 180_000_000_000L;
    /// Fees may be taken on either side, and nobody knows on which.
    private static final BigDecimal NEAR = new BigDecimal("0.01");

    private final ExecutionState state;
    private final DeskTerms terms;

    Untold(ExecutionState state, DeskTerms terms) {
        this.state = state;
        this.terms = terms;
    }

    /// Each order that would explain some of what is `missing` from the ledger, by asset: any of them may be the one. `rightNanos` is when nothing was missing last, 0 when
    /// never: an exchange that was out of reach since tells only now what filled meanwhile.
    List<Order> of(String exchange, Map<String, BigDecimal> missing, long rightNanos, long now) {
        List<Order> all = new ArrayList<>();
        long since = (rightNanos == 0 ? now : Math.min(rightNanos, now))
                - terms.of(exchange).latestNanos() - MINUTES_NANOS;
        for (Attempt attempt : state.attempts()) {
            for (Order order : attempt.orders()) {
                if (order.leftNanos() >= since && explains(exchange, order, missing)) {
                    all.add(order);
                }
            }
        }
        return all;
    }

    /// The same of those that were written off, however long ago: nobody has shown since that there is nothing of them.
    List<Order> writtenOff(String exchange, Map<String, BigDecimal> missing) {
        return state.live().stream().flatMap(attempt -> attempt.orders().stream())
                .filter(order -> order.state() == OrderState.WRITTEN_OFF && !order.watched()
                        && explains(exchange, order, missing))
                .toList();
    }

    /// Whether it would: what is not known to be filled of it, or of what its exchange has ever said where that is more, covers the amount, at its limit or better.
    private static boolean explains(String exchange, Order order,
            Map<String, BigDecimal> missing) {
        OrderIntent intent = order.intent();
        Instrument instrument = intent.listing().instrument();
        BigDecimal got = missing.getOrDefault(instrument.base(), BigDecimal.ZERO);
        BigDecimal paid = missing.getOrDefault(instrument.quote(), BigDecimal.ZERO);
        if (!intent.listing().exchange().equals(exchange)
                || got.signum() * paid.signum() >= 0 || got.signum() > 0 != intent.buys()) {
            return false;
        }
        BigDecimal unfilled = most(order).subtract(order.filled())
                .multiply(BigDecimal.valueOf(intent.listing().rules().multiplier()));
        BigDecimal price = paid.divide(got, MathContext.DECIMAL64).abs();
        return got.abs().compareTo(unfilled.multiply(BigDecimal.ONE.add(NEAR))) <= 0
                && (intent.buys()
                        ? price.compareTo(intent.limit()
                                .multiply(BigDecimal.ONE.add(NEAR))) <= 0
                        : price.compareTo(intent.limit()
                                .multiply(BigDecimal.ONE.subtract(NEAR))) >= 0);
    }

    /// So much may be filled of it. Where its exchange has told trades alone, and never their sum, these may be more than its size.
    private static BigDecimal most(Order order) {
        BigDecimal size = order.intent().size();
        return order.claimed().compareTo(order.filled()) < 0
                ? size.add(size)
                : size.max(order.claimed());
    }
}
