package io.crossbook.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Hears what happens to an account, in order: what its private streams tell.
interface AccountListener {

    /// Something happened to an order; `execution` is the trade where that is what happened.
    void order(Order order, News news, @Nullable Execution execution);

    /// These assets' balances are others now. `cause` is the execution behind it, null for locking and releasing.
    void balances(Set<String> assets, @Nullable Execution cause);

    /// A deposit, or a withdrawal where the amount is negative.
    void moved(Movement movement);

    /// What happened to an order.
    enum News {
        TAKEN, TRADED, CANCELLED, EXPIRED
    }
}
