package io.crossbook.execution.report;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// How much of each asset one part of a [Statement] has brought. Of it `settled` is `worth` what it was when its attempt ended, wherever prices have gone since; the rest
/// is worth what it is now.
public record Brought(Map<String, BigDecimal> amounts, Map<String, BigDecimal> settled,
        BigDecimal worth) {

    static final Brought NOTHING = new Brought(Map.of(), Map.of(), BigDecimal.ZERO);

    public Brought {
        amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
        settled = Collections.unmodifiableMap(new TreeMap<>(settled));
    }

    /// All of it is worth what it is now.
    static Brought of(Map<String, BigDecimal> amounts) {
        return new Brought(amounts, Map.of(), BigDecimal.ZERO);
    }

    Brought plus(Map<String, BigDecimal> more) {
        var all = new TreeMap<>(amounts);
        Amounts.add(all, more);
        return new Brought(all, settled, worth);
    }

    /// So much of it is worth for good what it is at these prices; what has none is not settled.
    Brought settle(Map<String, BigDecimal> some, Map<String, BigDecimal> prices) {
        var priced = new TreeMap<>(some);
        priced.keySet().retainAll(prices.keySet());
        var all = new TreeMap<>(settled);
        Amounts.add(all, priced);
        return new Brought(amounts, all, worth.add(Amounts.worth(priced, prices)));
    }

    Brought less(Brought before) {
        return new Brought(Amounts.less(amounts, before.amounts),
                Amounts.less(settled, before.settled), worth.subtract(before.worth));
    }

    /// At prices of now, apart from what is settled.
    BigDecimal at(Map<String, BigDecimal> prices) {
        return Amounts.worth(Amounts.less(amounts, settled), prices).add(worth);
    }

    /// By how much prices have moved what is settled, since it was.
    BigDecimal moved(Map<String, BigDecimal> prices) {
        return Amounts.worth(settled, prices).subtract(worth);
    }
}
