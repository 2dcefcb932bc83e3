package io.crossbook.gateway.web;

/// What somebody may do over HTTP; each is more than the one before it and includes it.
public enum Scope {
    /// Look at everything that is told.
    READ,
    /// Stop and go on trading, and say how what is parked ends.
    TRADE,
    /// Change what is traded, where, and who may; no route wants it (docs/decisions/0020).
    ADMIN
}
