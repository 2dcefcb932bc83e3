package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;

/// A running 64-bit hash over everything that was decided: two runs that agree on it made the same decisions.
///
/// FNV-1a over 64-bit words with a final mix; not against an adversary, only against divergence.
final class OutputHash {

    private static final long PRIME = 0x100000001b3L;

    private long state = 0xcbf29ce484222325L;

    void add(long word) {
        state = (state ^ word) * PRIME;
        state ^= state >>> 29;
    }

    void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            state = (state ^ text.charAt(i)) * PRIME;
        }
        add(text.length());
    }

    /// All that was decided of an opportunity.
    void add(Opportunity opportunity) {
        add(opportunity.id());
        add(opportunity.kind().name());
        add(opportunity.state().name());
        for (Leg leg : opportunity.legs()) {
            add(leg.listing().id());
            add(leg.side().name());
            add(leg.size());
            add(leg.limit());
        }
        add(opportunity.net());
        add(opportunity.chance().expected());
        add(opportunity.reason());
        add(opportunity.closedWhy());
    }

    long value() {
        return state;
    }
}
