package io.crossbook.gateway.embedded;

import io.crossbook.books.Health;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One listing's book to the depth that was asked for, best first, in the exchange's own units. Only what is live may be acted on; of what is broken nothing is
/// shown, and `reason` says why. `at` is when its last change was received.
public record Book(String exchange, String symbol, Health health, String reason, List<Level> bids,
        List<Level> asks, Optional<Instant> at) {

    public Book {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }
}
