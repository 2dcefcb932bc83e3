package io.crossbook.execution.risk;

import static io.crossbook.execution.risk.Denials.denial;
import static io.crossbook.execution.risk.Denials.least;
import static io.crossbook.execution.risk.Denials.most;

import io.crossbook.execution.Denial;
import io.crossbook.execution.Markets;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether the price is one of this market, and of the others.
final class PriceChecks {

    /// Of fewer nobody can tell which one is wrong.
    private static final int FEWEST = 3;
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final Markets markets;
    private final References references;
    private final LimitsInForce limits;

    PriceChecks(Markets markets, References references, LimitsInForce limits) {
        this.markets = markets;
        this.references = references;
        this.limits = limits;
    }

    /// What an instrument's price is compared with: of so many `markets` of their own, these prices.
    private record Compared(int markets, List<BigDecimal> prices) {

        BigDecimal median() {
            List<BigDecimal> sorted = new ArrayList<>(prices);
            Collections.sort(sorted);
            int half = sorted.size() / 2;
            return sorted.size() % 2 == 1
                    ? sorted.get(half)
                    : sorted.get(half - 1).add(sorted.get(half)).multiply(HALF);
        }
    }

    @Nullable
    Denial book(Case at) {
        return markets.top(at.listing()) == null ? denial(Check.BOOK, "not live", "live") : null;
    }

    @Nullable
    Denial age(Case at) {
        Duration age = null;
        for (var reference : references.of(at.listing().instrument())) {
            if (reference.listing().sameAs(at.listing())) {
                age = Duration.ofNanos(at.now() - reference.receivedNanos());
            }
        }
        return most(Check.AGE, age, limits.time(Setting.MAX_BOOK_AGE));
    }

    /// On both sides: a buy far below the middle is as little meant as one far above it.
    @Nullable
    Denial limit(Case at) {
        Markets.Top top = markets.top(at.listing());
        BigDecimal middle = top == null ? null : top.bid().add(top.ask()).multiply(HALF);
        return most(Check.LIMIT,
                middle == null ? null : Bps.apart(at.intent().limit(), middle),
                limits.bps(Setting.MAX_LIMIT));
    }

    @Nullable
    Denial references(Case at) {
        return least(Check.REFERENCES, compared(at).prices().size(), FEWEST);
    }

    @Nullable
    Denial deviation(Case at) {
        Compared others = compared(at);
        if (others.prices().size() < FEWEST) {
            return null; // what must not go without them was stopped before
        }
        Setting cap = at.intent().reduces()
                ? Setting.MAX_REDUCING_DEVIATION
                : others.markets() < FEWEST
                        ? Setting.MAX_TWO_DEVIATION
                        : Setting.MAX_DEVIATION;
        return most(Check.DEVIATION, Bps.apart(at.intent().limit(), others.median()),
                limits.bps(cap));
    }

    private Compared compared(Case at) {
        var instrument = at.listing().instrument();
        List<References.Reference> all = new ArrayList<>();
        var originals = new HashSet<Integer>();
        for (References.Reference each : references.of(instrument)) {
            if (originals.add(each.original())) {
                all.add(each);
            }
        }
        List<BigDecimal> prices = new ArrayList<>();
        boolean few = all.size() < FEWEST;
        for (References.Reference each : all) {
            BigDecimal price = few ? references.minuteMedian(each.listing()) : each.mid();
            if (price != null) {
                prices.add(price);
            }
        }
        BigDecimal index = few ? references.index(instrument) : null;
        if (index != null) {
            prices.add(index.multiply(Case.multiplier(at.listing())));
        }
        return new Compared(all.size(), prices);
    }
}
