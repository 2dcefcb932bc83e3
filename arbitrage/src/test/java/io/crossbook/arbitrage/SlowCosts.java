package io.crossbook.arbitrage;

import io.crossbook.books.Instrument;
import io.crossbook.books.ListingBook;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a pair costs besides the fees of entering: ways back, what prices do meanwhile, fundings. The slow way, in `BigDecimal`.
final class SlowCosts {

    /// Of each of `rates` a share of what is bought, and `sale` of what is sold; of a basis, what whoever has bought pays and whoever has sold receives with the next funding,
    /// shares of what that leg trades.
    record Rates(List<BigDecimal> rates, BigDecimal sale, boolean basis, BigDecimal buyerPays,
            BigDecimal sellerReceives) {

        /// Nothing but the fees of entering.
        static final Rates NONE = new Rates(List.of(), BigDecimal.ZERO, false, BigDecimal.ZERO,
                BigDecimal.ZERO);

        BigDecimal sum() {
            return rates.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /// How a listing's price has moved.
    private static final class Moves {
        long terms;
        long last;
        long lastNanos;
        BigInteger variance = BigInteger.ZERO;
    }

    private final Oracle market;
    private final Map<Integer, Moves> moves = new HashMap<>();

    SlowCosts(Oracle market) {
        this.market = market;
    }

    /// Whether what is bought is another thing than what is sold, and both are left again.
    static boolean basis(ListingBook buy, ListingBook sell) {
        return buy.listing().instrument().kind() != Instrument.Kind.SPOT
                || sell.listing().instrument().kind() != Instrument.Kind.SPOT;
    }

    Rates of(ListingBook buy, ListingBook sell, long now) {
        BigDecimal late = rate(haircut(buy));
        BigDecimal later = rate(haircut(sell));
        return basis(buy, sell)
                ? new Rates(List.of(late), later, true, pays(buy, funding(buy, now), now),
                        pays(sell, funding(sell, now).negate(), now).negate())
                : new Rates(List.of(late, transfer(buy, sell)), later, false, BigDecimal.ZERO,
                        BigDecimal.ZERO);
    }

    private static BigDecimal rate(long billionths) {
        return BigDecimal.valueOf(billionths, DetectorSettings.FEE_SCALE);
    }

    /// A share of what a whole cycle's way there and back costs.
    private BigDecimal transfer(ListingBook buy, ListingBook sell) {
        if (!market.transfers.counted() || !open(buy, sell)) {
            return BigDecimal.ZERO;
        }
        BigDecimal cycle = money(market.transfers.cycle(buy.listing().instrument().quote()));
        return money(there(buy, sell).fee()).multiply(price(buy))
                .divide(cycle, DetectorSettings.FEE_SCALE, RoundingMode.CEILING)
                .add(money(back(buy, sell).fee()).divide(cycle, DetectorSettings.FEE_SCALE,
                        RoundingMode.CEILING));
    }

    /// Whether all can be brought back, or is left where it is.
    boolean open(ListingBook buy, ListingBook sell) {
        return basis(buy, sell) || !market.transfers.counted()
                || (there(buy, sell).open() && back(buy, sell).open());
    }

    private Transfers.Way there(ListingBook buy, ListingBook sell) {
        BigDecimal bought = money(market.transfers.cycle(buy.listing().instrument().quote()))
                .divide(price(buy), Money.SCALE, RoundingMode.DOWN);
        return market.transfers.way(buy.listing().instrument().base(), buy.listing().exchange(),
                sell.listing().exchange(),
                bought.unscaledValue().min(BigInteger.valueOf(Money.MOST)).longValueExact());
    }

    private Transfers.Way back(ListingBook buy, ListingBook sell) {
        String quote = buy.listing().instrument().quote();
        return market.transfers.way(quote, sell.listing().exchange(), buy.listing().exchange(),
                market.transfers.cycle(quote));
    }

    private static BigDecimal price(ListingBook buy) {
        return BigDecimal.valueOf(buy.bestAsk(), buy.levels().priceScale()).divide(
                BigDecimal.valueOf(buy.listing().rules().multiplier()));
    }

    private static BigDecimal money(long amount) {
        return BigDecimal.valueOf(amount, Money.SCALE);
    }

    private BigDecimal funding(ListingBook book, long now) {
        long[] known = market.fundings.get(book.id());
        return known == null || now >= known[1]
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(known[0], 10);
    }

    /// A gain only for whoever is in five seconds before, and as long as it was told within two minutes; rounded up.
    private BigDecimal pays(ListingBook book, BigDecimal cost, long now) {
        long[] known = market.fundings.get(book.id());
        boolean counts = known == null || cost.signum() >= 0
                || (now + market.roundTripMillis * 1_000_000 + 5_000_000_000L < known[1]
                        && now - known[2] < 120_000_000_000L);
        return counts
                ? cost.setScale(DetectorSettings.FEE_SCALE, RoundingMode.CEILING)
                : BigDecimal.ZERO;
    }

    /// The book's price may have moved.
    void measure(ListingBook book, long now) {
        Moves known = moves.computeIfAbsent(book.id(), _ -> new Moves());
        if (known.terms != book.terms()) {
            known.terms = book.terms();
            known.last = 0;
        }
        long price = book.bestBid() + book.bestAsk();
        if (market.latencyPercent == 0 || book.bestBid() == 0 || book.bestAsk() == 0
                || price == known.last) {
            return;
        }
        if (known.last > 0) {
            BigInteger billion = BigInteger.valueOf(1_000_000_000);
            BigInteger share = BigInteger.valueOf(Math.abs(price - known.last)).multiply(billion)
                    .divide(BigInteger.valueOf(known.last)).min(billion);
            BigInteger span = BigInteger.valueOf(60_000_000_000L);
            BigInteger passed = BigInteger.valueOf(now - known.lastNanos).min(span);
            BigInteger whole = BigInteger.TWO.pow(64);
            BigInteger faded = passed.equals(span)
                    ? known.variance
                    : known.variance.multiply(
                            passed.multiply(whole.subtract(BigInteger.ONE).divide(span)))
                            .divide(whole);
            known.variance = known.variance.subtract(faded)
                    .add(share.multiply(share).divide(BigInteger.valueOf(60)));
        }
        known.last = price;
        known.lastNanos = now;
    }

    long haircut(ListingBook book) {
        Moves known = moves.get(book.id());
        if (known == null || market.latencyPercent == 0) {
            return 0;
        }
        BigInteger square = known.variance.multiply(BigInteger.valueOf(market.roundTripMillis))
                .divide(BigInteger.valueOf(1_000));
        BigInteger root = square.sqrt();
        if (root.multiply(root).compareTo(square) < 0) {
            root = root.add(BigInteger.ONE);
        }
        return Math.ceilDiv(Math.min(1_000_000_000L, root.longValueExact()) * market.latencyPercent,
                100);
    }

}
