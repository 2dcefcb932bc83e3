package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.Opportunity;

/// Who acts on opportunities: the coordinator, or in a backtest whoever trades on paper what that cannot.
@FunctionalInterface
public interface Trader {

    /// What is found is shown and never taken.
    Trader NOBODY = (_, _) -> false;

    /// An opportunity opened or changed: true when it is acted on now. What it would take is then displayed for no other.
    boolean takes(Opportunity opportunity, long now);

    /// An opportunity is there no more.
    default void ended(Opportunity opportunity, long now) {}

    /// Execution has begun in this engine, and acts by this: whoever is asked from now on, itself or somebody who hands on to it.
    default Trader beside(Trader coordinator) {
        return coordinator;
    }

    /// Whether it would take it if nothing else spoke against that: asked before [#takes], and acts on nothing.
    default boolean wants(Opportunity opportunity, long now) {
        return true;
    }
}
