package io.crossbook.execution.report;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.account.Account;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Why all accounts together are worth more or less than before: `after − before` is the sum of the parts, to the last digit.
///
/// `revaluation` is what was there before, at the prices of before and after; everything else is what has moved since, at the prices of after. `fees` are those of
/// fills, and those that only balances told. `external` is what came from outside or went there, trades of others included; what is on its way between exchanges
/// is still ours. `unpriced` names the assets that moved or are held and have no price: they count nothing anywhere.
public record Statement(BigDecimal before, BigDecimal after, BigDecimal captured,
        BigDecimal conversion, BigDecimal unwind, BigDecimal fees, BigDecimal funding,
        BigDecimal external, BigDecimal unexplained, BigDecimal revaluation,
        SortedSet<String> unpriced) {

    public Statement {
        unpriced = Collections.unmodifiableSortedSet(new TreeSet<>(unpriced));
    }

    /// From one state of knowledge to a later one of the same journal; prices are for one unit, in what all is counted in.
    public static Statement between(ExecutionState before, Map<String, BigDecimal> pricesBefore,
            ExecutionState after, Map<String, BigDecimal> pricesAfter) {
        var captured = new TreeMap<String, BigDecimal>();
        var conversion = new TreeMap<String, BigDecimal>();
        var unwind = new TreeMap<String, BigDecimal>();
        for (Attempt attempt : after.attempts()) {
            Attribution now = Attribution.of(attempt);
            Attempt known = before.attempt(attempt.id());
            Attribution then = known == null ? null : Attribution.of(known);
            add(captured, now.captured(), then == null ? Map.of() : then.captured());
            add(conversion, now.conversion(), then == null ? Map.of() : then.conversion());
            add(unwind, now.unwind(), then == null ? Map.of() : then.unwind());
        }
        Map<String, BigDecimal> owned = owned(before);
        var changed = new TreeMap<String, BigDecimal>();
        for (String asset : assets(owned, owned(after))) {
            changed.put(asset,
                    price(pricesAfter, asset).subtract(price(pricesBefore, asset)));
        }
        return new Statement(Amounts.worth(owned, pricesBefore),
                Amounts.worth(owned(after), pricesAfter), Amounts.worth(captured, pricesAfter),
                Amounts.worth(conversion, pricesAfter), Amounts.worth(unwind, pricesAfter),
                Amounts.worth(came(Account.Kind.FEES, before, after), pricesAfter),
                Amounts.worth(came(Account.Kind.FUNDING, before, after), pricesAfter),
                Amounts.worth(came(Account.Kind.EXTERNAL, before, after), pricesAfter),
                Amounts.worth(came(Account.Kind.UNEXPLAINED, before, after), pricesAfter),
                Amounts.worth(owned, changed), unpriced(before, pricesBefore, after, pricesAfter));
    }

    /// All parts together: `after − before`.
    public BigDecimal sum() {
        return captured.add(conversion).add(unwind).add(fees).add(funding).add(external)
                .add(unexplained).add(revaluation);
    }

    /// What was earned by trading: apart from prices that moved, and from money that came or went.
    public BigDecimal earned() {
        return captured.add(conversion).add(unwind).add(fees).add(funding);
    }

    private static void add(Map<String, BigDecimal> to, Map<String, BigDecimal> now,
            Map<String, BigDecimal> then) {
        Amounts.add(to, Amounts.less(now, then));
    }

    private static BigDecimal price(Map<String, BigDecimal> prices, String asset) {
        return prices.getOrDefault(asset, BigDecimal.ZERO);
    }

    private static Map<String, BigDecimal> owned(ExecutionState state) {
        Map<String, BigDecimal> owned = state.ledger().all(Account.Kind.HOLDING);
        Amounts.add(owned, state.ledger().all(Account.Kind.IN_TRANSIT));
        return owned;
    }

    /// What came out of accounts of a kind: what they have less than before.
    private static Map<String, BigDecimal> came(Account.Kind kind, ExecutionState before,
            ExecutionState after) {
        return Amounts.less(before.ledger().all(kind), after.ledger().all(kind));
    }

    private static SortedSet<String> assets(Map<String, BigDecimal> one,
            Map<String, BigDecimal> other) {
        var assets = new TreeSet<>(one.keySet());
        assets.addAll(other.keySet());
        return assets;
    }

    private static SortedSet<String> unpriced(ExecutionState before,
            Map<String, BigDecimal> pricesBefore, ExecutionState after,
            Map<String, BigDecimal> pricesAfter) {
        SortedSet<String> unpriced = assets(owned(before), owned(after));
        unpriced.removeIf(
                asset -> pricesBefore.containsKey(asset) && pricesAfter.containsKey(asset));
        return unpriced;
    }
}
