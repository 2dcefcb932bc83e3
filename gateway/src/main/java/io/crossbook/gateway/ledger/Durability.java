package io.crossbook.gateway.ledger;

/// What an acknowledged commit survives. Boots, halts, and what is parked are always kept as [#FULL] does.
public enum Durability {
    /// The death of this process, at any moment; not that of the machine (of PostgreSQL's server), which may take the last commits with it.
    NORMAL,
    /// Also that: each commit waits for the disk.
    FULL
}
