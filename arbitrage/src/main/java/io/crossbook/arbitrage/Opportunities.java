package io.crossbook.arbitrage;

/// Hears of every opportunity: when it opens, when it has changed by a step, when it closes.
///
/// Called on the engine's thread. Who takes an opportunity says so to [Detector#taken], at best in this call.
@FunctionalInterface
public interface Opportunities {

    /// One step in the life of an opportunity; [Opportunity#state] says which.
    void told(Opportunity opportunity);
}
