package io.crossbook.arbitrage;

import io.crossbook.books.Listing;
import java.util.function.ToLongFunction;

/// All that trades cost: the fees of taking, the way back of what was bought, and what prices do while an order is under way.
///
/// `roundTripMillis` is how long an order on a listing takes until its answer is here. `latencyPercent` says how many hundredths of the price's
/// standard deviation over that time are counted as lost (0: none).
public record Costs(Fees fees, Transfers transfers, ToLongFunction<Listing> roundTripMillis,
        int latencyPercent) {

    public Costs {
        if (latencyPercent < 0 || latencyPercent > 10_000) {
            throw new IllegalArgumentException(
                    "latencyPercent is " + latencyPercent + ": from 0 to 10000 is wanted");
        }
    }

    /// Fees and nothing else.
    public static Costs of(Fees fees) {
        return new Costs(fees, Transfers.IGNORED, _ -> 0, 0);
    }
}
