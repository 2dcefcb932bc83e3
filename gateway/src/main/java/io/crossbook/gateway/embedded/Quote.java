package io.crossbook.gateway.embedded;

import io.crossbook.books.Health;
import java.time.Duration;
import java.util.Optional;

/// The best of one listing in the units of its instrument; a side is empty where there is none. Only what is live may be acted on; `reason` says why it is not.
public record Quote(String exchange, String symbol, Optional<Level> bid, Optional<Level> ask,
        Duration age, Health health, String reason) {}
