package io.crossbook.arbitrage;

import io.crossbook.books.Health;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why one choice of a chain's listings must not be walked, the slow way; and what it is charged.
final class ChainReasons {

    private final Oracle market;
    private final RandomMirrors mirrors;

    ChainReasons(Oracle market, RandomMirrors mirrors) {
        this.market = market;
        this.mirrors = mirrors;
    }

    static @Nullable Pass missing(Hop hop) {
        if (hop.book.health() != Health.LIVE) {
            return Pass.NOT_LIVE;
        }
        if (hop.listing().rules().status() == Rules.Status.HALTED) {
            return Pass.HALTED;
        }
        long price = hop.side == Side.ASK
                ? hop.book.levels().bestAsk()
                : hop.book.levels().bestBid();
        return price == 0 ? Pass.EMPTY : null;
    }

    @Nullable
    Pass of(ChainList.Candidate candidate, List<Hop> hops, boolean converts, Set<Hop> errors,
            long now) {
        boolean conversion = candidate.kind() == Kind.CONVERSION;
        List<Pass> missing = new ArrayList<>();
        for (Hop hop : conversion ? hops.subList(0, 2) : hops) {
            Pass why = missing(hop);
            if (why != null) {
                missing.add(why);
            }
        }
        if (!missing.isEmpty()) {
            return Collections.min(missing);
        }
        if (conversion && !converts) {
            return Pass.CONVERSION;
        }
        DetectorSettings settings = market.settings;
        // What is a tenth of a basis point below the threshold is not looked at closer.
        double about = 1;
        for (Hop hop : hops) {
            about *= hop.rate();
        }
        if (about < 1 + settings.minNetBps() / 1e8 - 1e-5) {
            double raw = 1;
            for (Hop hop : hops) {
                Fraction rate = hop.rawRate(hop.best());
                raw *= rate.over().doubleValue() / rate.under().doubleValue();
            }
            if (Math.abs(raw - 1) > 1e-9) {
                return raw > 1 ? Pass.FEES : Pass.NO_SPREAD;
            }
        }
        Fraction net = Fraction.ONE;
        Fraction raw = Fraction.ONE;
        for (Hop hop : hops) {
            net = net.times(hop.rate(hop.best()));
            raw = raw.times(hop.rawRate(hop.best()));
        }
        Fraction least = bps(settings.minNetBps());
        if (net.compareTo(least) <= 0) {
            return raw.compareTo(Fraction.ONE) > 0 ? Pass.FEES : Pass.NO_SPREAD;
        }
        ChainCharges charges = charges(hops);
        Fraction charged = least.plus(Fraction.of(charges.rate())
                .divide(Fraction.of(DetectorSettings.FEE_ONE)));
        if (net.compareTo(charged) <= 0) {
            return Pass.CHARGES;
        }
        if (shut(hops)) {
            return Pass.TRANSFER_SHUT;
        }
        return trust(hops, raw, errors, now);
    }

    private @Nullable Pass trust(List<Hop> hops, Fraction raw, Set<Hop> errors,
            long now) {
        for (int i = 0; i < hops.size(); i++) {
            if (!market.identity.same(hops.get(i).listing(),
                    hops.get((i + 1) % hops.size()).listing())) {
                return Pass.IDENTITY;
            }
            for (Hop other : hops) {
                if (other != hops.get(i)
                        && !mirrors.apart(hops.get(i).listing(), other.listing())) {
                    return Pass.IDENTITY;
                }
            }
        }
        if (raw.compareTo(bps(market.settings.maxEdgeBps())) > 0
                || hops.stream().anyMatch(errors::contains)) {
            return Pass.ABOVE_CAP;
        }
        List<Long> times = hops.stream().map(hop -> hop.book.receivedNanos()).toList();
        if (now - Collections.min(times) >= market.settings.maxAgeNanos()) {
            return Pass.TOO_OLD;
        }
        if (Collections.max(times) - Collections.min(times) >= market.settings.maxSkewNanos()) {
            return Pass.SKEWED;
        }
        for (Hop hop : hops) {
            if (market.levels(hop.book, hop.side, true).isEmpty()) {
                return Pass.BEYOND_HORIZON;
            }
        }
        return null;
    }

    static Fraction bps(long value) {
        return new Fraction(BigInteger.valueOf(DetectorSettings.BPS_ONE + value),
                BigInteger.valueOf(DetectorSettings.BPS_ONE));
    }

    boolean shut(List<Hop> hops) {
        Fraction rate = Fraction.ONE;
        for (int i = 0; i < hops.size(); i++) {
            Hop next = hops.get((i + 1) % hops.size());
            Hop hop = hops.get(i);
            if (hop.valued || !market.transfers.counted()) {
                return false;
            }
            rate = rate.times(hop.rawRate(hop.best()));
            if (!hop.exchange().equals(next.exchange())
                    && (!way(hop, next, hops.getFirst().gives(), rate).open()
                            || market.transfers.cycle(hops.getFirst().gives()) == 0)) {
                return true;
            }
        }
        return false;
    }

    /// For what a cycle of the counted asset makes of what is moved.
    private Transfers.Way way(Hop hop, Hop next, String counted, Fraction rate) {
        BigInteger amount = BigInteger.valueOf(market.transfers.cycle(counted))
                .multiply(rate.over()).divide(rate.under());
        return market.transfers.way(hop.gets(), hop.exchange(), next.exchange(),
                amount.min(BigInteger.valueOf(Money.MOST)).longValueExact());
    }

    ChainCharges charges(List<Hop> hops) {
        var charges = new ChainCharges();
        Fraction rate = Fraction.ONE;
        for (int i = 0; i < hops.size() && !hops.get(i).valued; i++) {
            Hop hop = hops.get(i);
            Hop next = hops.get((i + 1) % hops.size());
            rate = rate.times(hop.rawRate(hop.best()));
            charges.add(new ChainCharges.Part(Step.What.LATENCY, hop.exchange(),
                    market.haircut(hop.book), ""));
            long cycle = market.transfers.cycle(hops.getFirst().gives());
            Transfers.Way way = way(hop, next, hops.getFirst().gives(), rate);
            if (way.open() && cycle > 0) {
                // The fee over the cycle, both in the asset that is moved; in billionths, rounded up.
                BigInteger[] parts = BigInteger.valueOf(way.fee()).multiply(rate.under())
                        .multiply(BigInteger.valueOf(1_000_000_000)).divideAndRemainder(
                                BigInteger.valueOf(cycle).multiply(rate.over()));
                charges.add(new ChainCharges.Part(Step.What.TRANSFER, hop.exchange(),
                        parts[0].min(BigInteger.valueOf(1_000_000_000)).longValueExact()
                                + parts[1].signum(),
                        ""));
            }
        }
        return charges;
    }
}
