package io.crossbook.gateway.embedded;

import java.math.BigDecimal;

/// What was done about an opportunity, where somebody trades: how it stands, what it was to bring, in which asset. `json` has all of it, as `ops/crossbook attempts --json` prints
/// it.
public record Attempt(long id, String state, BigDecimal planned, String asset, String json) {}
