package io.crossbook.gateway.embedded;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// A trade in the exchange's own units; `side` is the taker's, `buy` or `sell`. `timestamp` is the exchange's where it sends one, `received` ours.
public record Trade(String exchange, String symbol, String instrument, String id, BigDecimal price,
        BigDecimal size, String side, Optional<Instant> timestamp, Instant received) {}
