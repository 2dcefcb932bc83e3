package io.crossbook.gateway.embedded;

import java.math.BigDecimal;

/// A price and what stands at it.
public record Level(BigDecimal price, BigDecimal size) {}
