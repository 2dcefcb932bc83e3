package io.crossbook.execution.risk;

import io.crossbook.books.Instrument;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is known of exchanges and of ourselves, besides books and orders.
public interface Conditions {

    /// Whether something works.
    enum Status {
        OPEN, SUSPENDED,
        /// Nobody has said so yet: as good as suspended.
        UNKNOWN;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// How far an exchange's clock may be from ours, either way, with what is not known of it; null while nothing is.
    @Nullable
    Duration clockOffset(String exchange);

    /// Whether an exchange trades at all.
    Status trading(String exchange);

    /// Whether an exchange will be there for as long as an attempt may take, as far as it has announced.
    Status planned(String exchange);

    /// Whether somebody tells us all of our orders at an exchange, as they happen.
    Status stream(String exchange);

    /// Whether an asset can be withdrawn there.
    Status withdrawals(String exchange, String asset);

    /// What an exchange keeps of an asset for orders that are none of ours: it is held, and cannot be spent. 0 where it says nothing.
    BigDecimal locked(String exchange, String asset);

    /// Until when this process alone may act for the accounts, epoch; 0 when it may not.
    long leaseNanos();

    /// What part of the largest attempt signals want at an instrument: 1 where they say nothing. More than 1 counts as 1, less than 0 as 0.
    BigDecimal share(Instrument instrument);
}
