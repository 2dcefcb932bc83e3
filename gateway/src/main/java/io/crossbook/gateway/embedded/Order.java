package io.crossbook.gateway.embedded;

import java.math.BigDecimal;

/// An order of ours: how it stands, and how much of it is filled. `json` has all of it, as `ops/crossbook orders --json` prints it.
public record Order(String id, long attempt, String exchange, String symbol, String side,
        BigDecimal size, BigDecimal filled, String state, boolean open, String json) {}
