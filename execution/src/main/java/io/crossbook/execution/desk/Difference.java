package io.crossbook.execution.desk;

import java.util.Locale;

/// What it is when an exchange has something else than our orders brought: the first word of what is posted for it.
public enum Difference {
    /// An exchange took more for trades than it told, or less.
    FEE,
    /// Funding was paid or received.
    FUNDING,
    /// Interest was paid or received.
    INTEREST,
    /// Money came from outside.
    DEPOSIT,
    /// Money has left for good.
    WITHDRAWAL,
    /// Money is on its way from one exchange, or has arrived at another.
    IN_TRANSIT,
    /// Somebody else traded in the account.
    EXTERNAL_TRADE,
    /// Nobody knows.
    UNEXPLAINED;

    /// How people and the journal read it: `external_trade`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
