package io.crossbook.execution.risk;

import io.crossbook.arbitrage.Fees;
import io.crossbook.execution.Markets;

/// What the gate looks at besides the journal.
public record Facts(Markets markets, References references, Conditions conditions, Fees fees) {}
