package io.crossbook.execution.desk;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.risk.ApprovedOrder;

/// What execution wants done at exchanges; done outside, answered by [OrderEvent] and [AccountFact]. Called on the engine's thread.
public interface Outbox {

    /// Send this order, once.
    void place(ApprovedOrder order);

    /// Cancel what still stands of an order.
    void cancel(String exchange, String symbol, OrderId id);

    /// Ask what became of an order.
    void ask(String exchange, String symbol, OrderId id);

    /// Whether a question after an order is under way still: another would only wait behind it.
    default boolean asking(String exchange, OrderId id) {
        return false;
    }

    /// Ask for open orders and for trades since then: each of ours becomes an event. When all were told, [AccountFact.Swept] follows.
    void sweep(String exchange, long sinceNanos);

    /// Ask what the account holds.
    void balances(String exchange);

    /// Ask for its history of transfers since then; when all were told, [AccountFact.Transferred] follows. False where nothing is to be learnt so.
    default boolean transfers(String exchange, long sinceNanos) {
        return false;
    }

    /// Whether nothing is to be waited for of what our key may do there: all of it was told since this process began, or the exchange does not tell, or no real money is at stake.
    default boolean permitted(String exchange) {
        return true;
    }

    /// Have the exchange cancel all orders of the account once it has not heard of us for so long; 0 for no longer. Nothing where it cannot.
    default void arm(String exchange, long millis) {}
}
