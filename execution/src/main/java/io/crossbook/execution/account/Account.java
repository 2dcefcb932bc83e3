package io.crossbook.execution.account;

import java.util.Comparator;
import java.util.Locale;

/// Something that money is in or goes through; `exchange` is empty where it belongs to none.
public record Account(Kind kind, String exchange) implements Comparable<Account> {

    private static final Comparator<Account> ORDER = Comparator.comparing(Account::kind)
            .thenComparing(Account::exchange);

    /// What kinds there are. All but holdings are the other side of what comes and goes.
    public enum Kind {
        /// What we own at an exchange.
        HOLDING,
        /// Those we trade with.
        MARKET,
        /// What exchanges take for it.
        FEES,
        /// Funding and interest, paid and received.
        FUNDING,
        /// What attempts left that is too small to be traded: part of what was traded, told apart.
        DUST,
        /// Deposits, withdrawals, trades of somebody else in the same account, what was there at the start.
        EXTERNAL,
        /// Under way between two exchanges.
        IN_TRANSIT,
        /// What nobody can explain.
        UNEXPLAINED;

        /// How people read it: `in_transit`.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What we own at an exchange.
    public static Account holding(String exchange) {
        return new Account(Kind.HOLDING, exchange);
    }

    @Override
    public int compareTo(Account other) {
        return ORDER.compare(this, other);
    }

    /// How people read it: `holding kraken`.
    @Override
    public String toString() {
        return exchange.isEmpty() ? kind.toString() : kind + " " + exchange;
    }
}
