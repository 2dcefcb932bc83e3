package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Adds up the steps of what was told, apart from what [Opportunity] asserts of itself; for the tests of other modules too.
public final class Sums {

    /// Of records Java would print names, brackets and equals signs.
    private static final Pattern WORDS = Pattern.compile("[^\\[\\]=]+");

    private Sums() {}

    /// In the asset that it is counted in they make the net, exactly, and so does the working; of every other asset something may be left.
    public static Opportunity check(Opportunity opportunity) {
        assertTrue(Opportunity.class.desiredAssertionStatus(), "nobody asks whether steps add up");
        var sums = new TreeMap<String, BigDecimal>();
        for (Step step : opportunity.steps()) {
            assertTrue(WORDS.matcher(step.detail()).matches(),
                    () -> "no words for people: " + step.detail());
            sums.merge(step.asset(), BigDecimal.valueOf(step.amount(), step.scale()),
                    BigDecimal::add);
        }
        BigDecimal net = BigDecimal.valueOf(opportunity.net(), Money.SCALE);
        BigDecimal counted = sums.remove(opportunity.asset());
        assertTrue(counted != null && counted.compareTo(net) == 0,
                () -> opportunity.steps() + " make " + counted + ", not " + net);
        sums.forEach((asset, left) -> assertTrue(left.signum() >= 0,
                () -> left + " " + asset + " too little: " + opportunity.steps()));
        Working working = opportunity.working();
        assertEquals(opportunity.net(),
                working.gross() - working.fees() - working.conversion() - working.exit()
                        + working.funding() - working.transfer() - working.latency());
        return opportunity;
    }
}
