package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.Opportunity;

/// Who acts on opportunities; in a backtest, on paper.
@FunctionalInterface
public interface Trader {

    /// What is found is shown and never taken.
    Trader NOBODY = (_, _) -> false;

    /// An opportunity opened or changed: true when it is acted on now. What it would take is then displayed for no other.
    boolean takes(Opportunity opportunity, long now);

    /// An opportunity is there no more.
    default void ended(Opportunity opportunity, long now) {}

    /// Whether it would take it if nothing else spoke against that: asked before [#takes], and acts on nothing.
    default boolean wants(Opportunity opportunity, long now) {
        return true;
    }
}
