package io.crossbook.simulator;

import java.util.List;

/// How a practice exchange is set up.
///
/// Ports count up from `basePort` in the order of `exchanges`, or are free ones where it is 0. A
/// quiet market has no dislocations of its own; in a mischievous one the wire fails at random,
/// drawn from the seed. With a manual clock nothing happens but through [Simulator#advance].
public record Settings(long seed, int basePort, List<Exchange> exchanges, boolean quiet,
        boolean manual, boolean mischievous, Pacing pacing) {

    /// Binance, Kraken and Bybit on free ports, real time, dislocations on.
    public static final Settings DEFAULT = new Settings(1, 0,
            List.of(Exchange.BINANCE, Exchange.KRAKEN, Exchange.BYBIT), false, false, false,
            Pacing.DOCUMENTED);

    /// Copies the exchanges.
    public Settings {
        exchanges = List.copyOf(exchanges);
        if (basePort < 0 || basePort + exchanges.size() > 65_536) {
            throw new IllegalArgumentException(
                    "no room for " + exchanges.size() + " ports from " + basePort);
        }
    }

    /// The same with another seed: another market.
    public Settings withSeed(long other) {
        return new Settings(other, basePort, exchanges, quiet, manual, mischievous, pacing);
    }

    /// The same on consecutive ports from this one.
    public Settings withBasePort(int port) {
        return new Settings(seed, port, exchanges, quiet, manual, mischievous, pacing);
    }

    /// The same with these exchanges.
    public Settings withExchanges(List<Exchange> others) {
        return new Settings(seed, basePort, others, quiet, manual, mischievous, pacing);
    }

    /// The same without dislocations.
    public Settings withoutDislocations() {
        return new Settings(seed, basePort, exchanges, true, manual, mischievous, pacing);
    }

    /// The same on a clock that only [Simulator#advance] moves.
    public Settings withManualClock() {
        return new Settings(seed, basePort, exchanges, quiet, true, mischievous, pacing);
    }

    /// The same with other intervals and limits.
    public Settings withPacing(Pacing other) {
        return new Settings(seed, basePort, exchanges, quiet, manual, mischievous, other);
    }

    /// The same with faults of the wire at random, drawn from the seed.
    public Settings withMischief() {
        return new Settings(seed, basePort, exchanges, quiet, manual, true, pacing);
    }
}
