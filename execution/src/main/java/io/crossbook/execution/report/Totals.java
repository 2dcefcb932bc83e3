package io.crossbook.execution.report;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.account.Account;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// How much of each asset is ours at a moment, and came from where until then: what a [Statement] compares two of.
///
/// `owned` is held, or under way between exchanges. The rest may be counted from any moment on, as long as both count from the same.
public record Totals(Map<String, BigDecimal> owned, Brought captured, Brought conversion,
        Brought unwind, Brought fees, Map<String, BigDecimal> funding,
        Map<String, BigDecimal> external, Map<String, BigDecimal> unexplained) {

    public Totals {
        owned = sorted(owned);
        funding = sorted(funding);
        external = sorted(external);
        unexplained = sorted(unexplained);
    }

    private static Map<String, BigDecimal> sorted(Map<String, BigDecimal> amounts) {
        return Collections.unmodifiableMap(new TreeMap<>(amounts));
    }

    /// From the first entry on: goes through all attempts. Nothing is settled, for no journal tells prices.
    public static Totals of(ExecutionState state) {
        var captured = new TreeMap<String, BigDecimal>();
        var conversion = new TreeMap<String, BigDecimal>();
        var unwind = new TreeMap<String, BigDecimal>();
        for (Attempt attempt : state.attempts()) {
            Attribution of = Attribution.of(attempt);
            Amounts.add(captured, of.captured());
            Amounts.add(conversion, of.conversion());
            Amounts.add(unwind, of.unwind());
        }
        return of(state, Brought.of(captured), Brought.of(conversion), Brought.of(unwind),
                Brought.NOTHING);
    }

    /// `fees` says only what of them is settled: the ledger has all.
    static Totals of(ExecutionState state, Brought captured, Brought conversion, Brought unwind,
            Brought fees) {
        var owned = new TreeMap<>(state.ledger().all(Account.Kind.HOLDING));
        Amounts.add(owned, state.ledger().all(Account.Kind.IN_TRANSIT));
        return new Totals(owned, captured, conversion, unwind,
                new Brought(came(Account.Kind.FEES, state), fees.settled(), fees.worth()),
                came(Account.Kind.FUNDING, state), came(Account.Kind.EXTERNAL, state),
                came(Account.Kind.UNEXPLAINED, state));
    }

    /// What came out of accounts of a kind.
    private static Map<String, BigDecimal> came(Account.Kind kind, ExecutionState state) {
        return Amounts.less(Map.of(), state.ledger().all(kind));
    }
}
