package io.crossbook.execution.risk;

import io.crossbook.execution.OrderIntent;

/// An order that the gate has let through: nobody else can make one.
public final class ApprovedOrder {

    private final OrderIntent intent;

    ApprovedOrder(OrderIntent intent) {
        this.intent = intent;
    }

    /// What was let through, unchanged.
    public OrderIntent intent() {
        return intent;
    }

    @Override
    public String toString() {
        return intent.toString();
    }
}
