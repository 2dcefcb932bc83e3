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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Books of which only the best prices are known, which wander, and which may be dark; and what else a gate looks at.
final class SimulatedMarkets implements Markets {

    private static final long TAKER_FEE = 1_000_000;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final int SCALE = 2;

    /// By the id of their listing.
    private final List<Listing> listings;
    private final List<Top> began = new ArrayList<>();
    private final List<Top> now = new ArrayList<>();
    private final Set<String> gone = new HashSet<>();
    private final KnownConditions conditions = new KnownConditions();
    private final Walk walk;
    private long looked = -1;

    /// `listings` by their ids; each begins with such a bid, and an ask 10 above.
    SimulatedMarkets(Dice dice, LongSupplier clock, List<Listing> listings,
            List<String> bids) {
        this.listings = listings;
        walk = new Walk(dice, clock, listings.size());
        conditions.lease(Long.MAX_VALUE);
        for (Listing listing : listings) {
            var bid = new BigDecimal(bids.get(listing.id()));
            began.add(new Top(bid, bid.add(BigDecimal.TEN)));
            String exchange = listing.exchange();
            conditions.clock(exchange, 0, 0);
            conditions.open(exchange);
            conditions.withdrawals(exchange, listing.instrument().base(),
                    Conditions.Status.OPEN);
            conditions.withdrawals(exchange, listing.instrument().quote(),
                    Conditions.Status.OPEN);
        }
    }

    /// What the exchange itself has now, whether anybody sees it or not.
    Top shown(Listing listing) {
        if (looked != walk.steps()) {
            looked = walk.steps();
            now.clear();
            for (int i = 0; i < began.size(); i++) {
                BigDecimal away = BigDecimal.valueOf(walk.away(i), SCALE);
                now.add(new Top(began.get(i).bid().add(away), began.get(i).ask().add(away)));
            }
        }
        return now.get(listing.id());
    }

    /// No book is dark any more, but of what is gone.
    void heals() {
        walk.heals();
    }

    /// Nothing is seen of an exchange any more, or again.
    void sees(String exchange, boolean there) {
        conditions.stream(exchange,
                there ? Conditions.Status.OPEN : Conditions.Status.SUSPENDED);
        if (there) {
            gone.remove(exchange);
        } else {
            gone.add(exchange);
        }
    }

    /// The lease is held from now on, or not.
    void leases(boolean held) {
        conditions.lease(held ? Long.MAX_VALUE : 0);
    }

    boolean leased() {
        return conditions.leaseNanos() > 0;
    }

    @Override
    public @Nullable Top top(Listing listing) {
        return walk.dark(listing.id()) || gone.contains(listing.exchange())
                ? null
                : shown(listing);
    }

    @Override
    public @Nullable BigDecimal worth(Listing listing, boolean buys, BigDecimal size) {
        Top top = top(listing);
        return top == null ? null : top.touch(buys).multiply(size);
    }

    @Override
    public List<Listing> listings(String base, String quote) {
        return listings.stream()
                .filter(listing -> listing.instrument().base().equals(base)
                        && listing.instrument().quote().equals(quote))
                .toList();
    }

    /// All that a gate looks at besides: these books, and fees as the exchanges take them.
    Facts facts(LongSupplier clock) {
        return new Facts(this, references(clock), conditions, new Fees() {
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

    private References references(LongSupplier clock) {
        return new References() {
            @Override
            public List<Reference> of(Instrument instrument) {
                return listings.stream().filter(each -> each.instrument().equals(instrument))
                        .map(each -> new Reference(each, each.id(), middle(each),
                                clock.getAsLong()))
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

    private BigDecimal middle(Listing listing) {
        Top top = shown(listing);
        return top.bid().add(top.ask()).divide(TWO);
    }
}
