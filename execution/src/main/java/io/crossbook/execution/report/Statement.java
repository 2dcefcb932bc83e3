package io.crossbook.execution.report;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Why all accounts together are worth more or less than before: `after − before` is the sum of the parts, to the last digit.
///
/// What an attempt brought counts at the prices of its end, as far as they were known then; all else that has moved since at the prices of after.
/// `revaluation` is what was there before, at the prices of before and after, and what attempts brought, at those of their end and of after. `fees` are those of
/// fills, and those that only balances told. `external` is what came from outside or went there, trades of others included; what is on its way between exchanges
/// is still ours. `unpriced` names the assets that moved or are held and have no price: they count nothing anywhere.
public record Statement(BigDecimal before, BigDecimal after, BigDecimal captured,
        BigDecimal conversion, BigDecimal unwind, BigDecimal fees, BigDecimal funding,
        BigDecimal external, BigDecimal unexplained, BigDecimal revaluation,
        SortedSet<String> unpriced) {

    public Statement {
        unpriced = Collections.unmodifiableSortedSet(new TreeSet<>(unpriced));
    }

    /// From one moment to a later one of the same journal, both counted from the same; prices are for one unit, in what all is counted in.
    public static Statement between(Totals before, Map<String, BigDecimal> pricesBefore,
            Totals after, Map<String, BigDecimal> pricesAfter) {
        var changed = new TreeMap<String, BigDecimal>();
        for (String asset : assets(before.owned(), after.owned())) {
            changed.put(asset,
                    price(pricesAfter, asset).subtract(price(pricesBefore, asset)));
        }
        Brought captured = after.captured().less(before.captured());
        Brought conversion = after.conversion().less(before.conversion());
        Brought unwind = after.unwind().less(before.unwind());
        Brought fees = after.fees().less(before.fees());
        BigDecimal moved = Stream.of(captured, conversion, unwind, fees)
                .map(each -> each.moved(pricesAfter)).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Statement(Amounts.worth(before.owned(), pricesBefore),
                Amounts.worth(after.owned(), pricesAfter), captured.at(pricesAfter),
                conversion.at(pricesAfter), unwind.at(pricesAfter), fees.at(pricesAfter),
                more(before.funding(), after.funding(), pricesAfter),
                more(before.external(), after.external(), pricesAfter),
                more(before.unexplained(), after.unexplained(), pricesAfter),
                Amounts.worth(before.owned(), changed).add(moved),
                unpriced(before.owned(), pricesBefore, after.owned(), pricesAfter));
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

    private static BigDecimal more(Map<String, BigDecimal> before, Map<String, BigDecimal> after,
            Map<String, BigDecimal> prices) {
        return Amounts.worth(Amounts.less(after, before), prices);
    }

    private static BigDecimal price(Map<String, BigDecimal> prices, String asset) {
        return prices.getOrDefault(asset, BigDecimal.ZERO);
    }

    private static SortedSet<String> assets(Map<String, BigDecimal> one,
            Map<String, BigDecimal> other) {
        var assets = new TreeSet<>(one.keySet());
        assets.addAll(other.keySet());
        return assets;
    }

    private static SortedSet<String> unpriced(Map<String, BigDecimal> before,
            Map<String, BigDecimal> pricesBefore, Map<String, BigDecimal> after,
            Map<String, BigDecimal> pricesAfter) {
        SortedSet<String> unpriced = assets(before, after);
        unpriced.removeIf(
                asset -> pricesBefore.containsKey(asset) && pricesAfter.containsKey(asset));
        return unpriced;
    }
}
