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
public record Totals(Map<String, BigDecimal> owned, Map<String, BigDecimal> captured,
        Map<String, BigDecimal> conversion, Map<String, BigDecimal> unwind,
        Map<String, BigDecimal> fees, Map<String, BigDecimal> funding,
        Map<String, BigDecimal> external, Map<String, BigDecimal> unexplained) {

    public Totals {
        owned = sorted(owned);
        captured = sorted(captured);
        conversion = sorted(conversion);
        unwind = sorted(unwind);
        fees = sorted(fees);
        funding = sorted(funding);
        external = sorted(external);
        unexplained = sorted(unexplained);
    }

    private static Map<String, BigDecimal> sorted(Map<String, BigDecimal> amounts) {
        return Collections.unmodifiableMap(new TreeMap<>(amounts));
    }

    /// From the first entry on: goes through all attempts.
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
        return of(state, captured, conversion, unwind);
    }

    static Totals of(ExecutionState state, Map<String, BigDecimal> captured,
            Map<String, BigDecimal> conversion, Map<String, BigDecimal> unwind) {
        var owned = new TreeMap<>(state.ledger().all(Account.Kind.HOLDING));
        Amounts.add(owned, state.ledger().all(Account.Kind.IN_TRANSIT));
        return new Totals(owned, captured, conversion, unwind, came(Account.Kind.FEES, state),
                came(Account.Kind.FUNDING, state), came(Account.Kind.EXTERNAL, state),
                came(Account.Kind.UNEXPLAINED, state));
    }

    /// What came out of accounts of a kind.
    private static Map<String, BigDecimal> came(Account.Kind kind, ExecutionState state) {
        return Amounts.less(Map.of(), state.ledger().all(kind));
    }
}
