package io.crossbook.exchanges;

import io.crossbook.execution.OrderId;
import org.jspecify.annotations.Nullable;

/// What a private request is about, carried along so that its answer can be read without remembering anything.
///
/// `order` is the order concerned, null where it is about many; `symbol` the listing's on the wire, empty for all. The exchange is to refuse
/// what reaches it after `deadlineNanos`, epoch, 0 for the usual few seconds. `step` is the dialect's own word for which of several requests
/// this is, `from` where a page of it begins, `sinceNanos` which time on it asks about.
public record Errand(@Nullable OrderId order, String symbol, long deadlineNanos, String step,
        long from, long sinceNanos) {

    /// An errand for one order.
    public static Errand of(OrderId order, String symbol, long deadlineNanos, String step) {
        return new Errand(order, symbol, deadlineNanos, step, 0, 0);
    }

    /// An errand for all orders of a symbol, or of all symbols where that is empty.
    public static Errand all(String symbol, String step, long from, long sinceNanos) {
        return new Errand(null, symbol, 0, step, from, sinceNanos);
    }

    /// The same, another step of it.
    public Errand next(String newStep) {
        return new Errand(order, symbol, 0, newStep, 0, 0);
    }

    /// The order concerned; [IllegalStateException] where there is none.
    public OrderId id() {
        if (order == null) {
            throw new IllegalStateException("errand '" + step + "' is about no order");
        }
        return order;
    }
}
