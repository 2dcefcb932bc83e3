package io.crossbook.execution.risk;

import io.crossbook.books.Listing;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// An order before the gate: what it is part of, and whether it is to leave now or is only thought of.
record Case(OrderIntent intent, Whole whole, boolean leaves) {

    /// `attempt` is null while the plan is not in the journal.
    Case(OrderIntent intent, Attempt.Plan plan, @Nullable Attempt attempt, boolean leaves,
            long now) {
        this(intent, new Whole(plan, attempt, now), leaves);
    }

    Attempt.Plan plan() {
        return whole.plan();
    }

    @Nullable
    Attempt attempt() {
        return whole.attempt();
    }

    long now() {
        return whole.now();
    }

    Listing listing() {
        return intent.listing();
    }

    String exchange() {
        return intent.listing().exchange();
    }

    /// Whether no order of its attempt has left.
    boolean opens() {
        return whole.opens();
    }

    /// Its size in base units.
    BigDecimal base() {
        return base(intent);
    }

    static BigDecimal base(OrderIntent intent) {
        return intent.size().multiply(multiplier(intent.listing()));
    }

    static BigDecimal multiplier(Listing listing) {
        return BigDecimal.valueOf(listing.rules().multiplier());
    }
}
