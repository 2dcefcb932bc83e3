package io.crossbook.execution.proof;

import io.crossbook.arbitrage.Fees;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.execution.Markets;
import io.crossbook.execution.risk.Conditions;
import io.crossbook.execution.risk.Facts;
import io.crossbook.execution.risk.KnownConditions;
import io.crossbook.execution.risk.References;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Books of which only the best prices are known, and which may be gone.
final class SimulatedMarkets implements Markets {

    private static final long TAKER_FEE = 1_000_000;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final Map<Listing, Top> tops = new LinkedHashMap<>();
    private final Dice dice;
    private boolean faulty = true;

    SimulatedMarkets(Dice dice) {
        this.dice = dice;
    }

    void shows(Listing listing, String bid, String ask) {
        tops.put(listing, new Top(new BigDecimal(bid), new BigDecimal(ask)));
    }

    /// What it shows when nothing disturbs it.
    Top shown(Listing listing) {
        return Objects.requireNonNull(tops.get(listing));
    }

    void heals() {
        faulty = false;
    }

    @Override
    public @Nullable Top top(Listing listing) {
        return faulty && dice.percent(2) ? null : tops.get(listing);
    }

    @Override
    public @Nullable BigDecimal worth(Listing listing, boolean buys, BigDecimal size) {
        Top top = tops.get(listing);
        return top == null ? null : top.touch(buys).multiply(size);
    }

    @Override
    public List<Listing> listings(String base, String quote) {
        return tops.keySet().stream()
                .filter(listing -> listing.instrument().base().equals(base)
                        && listing.instrument().quote().equals(quote))
                .toList();
    }

    /// All that a gate looks at besides: these books, in order, and fees as the exchanges take them.
    Facts facts(LongSupplier now) {
        var conditions = new KnownConditions();
        conditions.lease(Long.MAX_VALUE);
        for (Listing listing : tops.keySet()) {
            String exchange = listing.exchange();
            conditions.clock(exchange, 0, 0);
            conditions.open(exchange);
            conditions.withdrawals(exchange, listing.instrument().base(),
                    Conditions.Status.OPEN);
            conditions.withdrawals(exchange, listing.instrument().quote(),
                    Conditions.Status.OPEN);
        }
        return new Facts(this, references(now), conditions, new Fees() {
            @Override
            public long taker(Listing listing) {
                return TAKER_FEE;
            }

            @Override
            public boolean inReceived(Listing listing) {
                return true;
            }
        });
    }

    private References references(LongSupplier now) {
        return new References() {
            @Override
            public List<Reference> of(Instrument instrument) {
                return tops.entrySet().stream()
                        .filter(each -> each.getKey().instrument().equals(instrument))
                        .map(each -> new Reference(each.getKey(), each.getKey().id(),
                                each.getValue().bid().add(each.getValue().ask()).divide(TWO),
                                now.getAsLong()))
                        .toList();
            }

            @Override
            public @Nullable BigDecimal minuteMedian(Listing listing) {
                return null;
            }

            @Override
            public @Nullable BigDecimal index(Instrument instrument) {
                return null;
            }
        };
    }
}
