package io.crossbook.execution.risk;

import io.crossbook.execution.OrderIntent;

/// A gate that lets everything through, for tests of what comes behind it.
public final class Let {

    private Let() {}

    /// Through.
    public static ApprovedOrder through(OrderIntent intent) {
        return new ApprovedOrder(intent);
    }
}
