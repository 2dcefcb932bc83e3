package io.crossbook.cli.certify;

import io.crossbook.simulator.Exchange;
import java.util.EnumSet;
import java.util.Set;

/// One line of the acceptance list: what may happen, and the check that we get it right.
///
/// `group` and `name` are the same for every exchange that has the case; `check` answers with what was seen.
record Case(String group, String name, Set<Exchange> exchanges, Check check) {

    /// The exchanges that orders are certified for.
    static final Set<Exchange> ALL = EnumSet.of(Exchange.BINANCE, Exchange.KRAKEN, Exchange.BYBIT);

    /// What is to be done and held to the truth; [Broken] where it is not so.
    @FunctionalInterface
    interface Check {
        String run(Trader trader);
    }
}
