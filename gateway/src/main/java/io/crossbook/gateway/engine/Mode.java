package io.crossbook.gateway.engine;

import java.util.Locale;

/// Whether opportunities are acted on, and with what.
public enum Mode {
    /// Nobody trades: what is found is shown.
    WATCH,
    /// Our own books fill the orders: nothing leaves.
    PAPER,
    /// Orders go to an exchange on this machine, over its wire.
    PRACTICE,
    /// Orders go to the exchanges' own test systems.
    TESTNET,
    /// Real orders, real money.
    LIVE;

    /// As it is written in YAML and shown to people.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether orders leave this process, and therefore need keys.
    public boolean leaves() {
        return switch (this) {
            case WATCH, PAPER -> false;
            case PRACTICE, TESTNET, LIVE -> true;
        };
    }
}
