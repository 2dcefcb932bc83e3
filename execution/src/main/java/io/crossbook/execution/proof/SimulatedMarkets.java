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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Books of which only the best prices are known, which wander, and which may be dark; and what else a gate looks at.
final class SimulatedMarkets implements Markets {

    private static final long TAKER_FEE = 1_000_000;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final int SCALE = 2;
    /// The coin that pays fees, what one of it is worth, and the most that a trade takes of it, at eight decimals.
    static final String COIN = "BNB";
    static final BigDecimal COIN_WORTH = BigDecimal.valueOf(600);
    private static final long COIN_PER_TRADE = 10_000;

    /// By the id of their listing.
    private final List<Listing> listings;
    private final List<Top> began = new ArrayList<>();
    private final List<Top> now = new ArrayList<>();
    private final Set<String> gone = new HashSet<>();
    private final KnownConditions conditions = new KnownConditions();
    private final Walk walk;
    private final List<Integer> parts = new ArrayList<>();
    private long looked = -1;
    private String coinAt = "";

    /// `listings` by their ids; each begins with the bid of its exchange, and an ask 10 above: in USD for a BTC, an ETH is worth a twentieth of that.
    SimulatedMarkets(Dice dice, LongSupplier clock, List<Listing> listings,
            Map<String, String> bids) {
        this.listings = listings;
        walk = new Walk(dice, clock, listings.size());
        conditions.lease(Long.MAX_VALUE);
        for (Listing listing : listings) {
            int part = part(listing.instrument().base());
            BigDecimal whole = BigDecimal.valueOf(part);
            var bid = new BigDecimal(Objects.requireNonNull(bids.get(listing.exchange())));
            began.add(new Top(bid.divide(whole), bid.add(BigDecimal.TEN).divide(whole)));
            parts.add(part);
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
                BigDecimal away = BigDecimal.valueOf(walk.away(i) / parts.get(i), SCALE);
                now.add(new Top(began.get(i).bid().add(away), began.get(i).ask().add(away)));
            }
        }
        return now.get(listing.id());
    }

    /// How many of a coin are worth a BTC.
    static int part(String base) {
        return base.equals("ETH") ? 20 : 1;
    }

    /// All prices turn by so many dollars of a BTC.
    void turn(long dollars) {
        walk.turn(dollars * 100);
    }

    /// A coin pays the fees of this exchange.
    void coin(String exchange) {
        coinAt = exchange;
    }

    /// Whether it does.
    boolean pays(Listing listing) {
        return listing.exchange().equals(coinAt);
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

            @Override
            public long toldNanos(Listing listing) {
                return clock.getAsLong();
            }

            @Override
            public String coin(Listing listing) {
                return pays(listing) ? COIN : "";
            }

            @Override
            public long coinPerTrade(Listing listing) {
                return pays(listing) ? COIN_PER_TRADE : 0;
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
