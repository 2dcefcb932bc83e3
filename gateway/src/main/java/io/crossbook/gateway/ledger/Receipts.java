package io.crossbook.gateway.ledger;

/// Who hears what became of the entries. Called on the journal's own threads, one call at a time: hand it on to the engine as an input.
public interface Receipts {

    /// All entries up to `number` are kept. Numbers only rise.
    void durable(long number);

    /// Entries could not be kept in time. Told once; those that wait are still tried, and [#durable] tells when they made it.
    void failed(String why);

    /// The journal is this process's alone until then, by the clock it was opened with; 0 when it no longer is. Told every second: who hears nothing more
    /// has it until then and no longer.
    void lease(long untilNanos);
}
