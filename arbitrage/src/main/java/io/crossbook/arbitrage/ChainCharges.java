package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// What a chain costs besides its fees, as rates on all that its first hop takes: bringing back what it leaves elsewhere than it is needed, and what prices do
/// while orders are under way. Each part is rounded up.
final class ChainCharges {

    /// Nothing.
    static final ChainCharges NONE = new ChainCharges();

    /// One part: a rate at [DetectorSettings#FEE_SCALE], booked on an exchange.
    record Part(Step.What what, String exchange, long rate, String why) {

        long of(long cost) {
            BigInteger[] parts = BigInteger.valueOf(cost).multiply(BigInteger.valueOf(rate))
                    .divideAndRemainder(BigInteger.valueOf(DetectorSettings.FEE_ONE));
            return parts[0].longValueExact() + Math.max(0, parts[1].signum());
        }

        Step step(String asset, long cost) {
            return Step.money(what, exchange, asset, -of(cost),
                    why + ", " + Posting.of(rate, cost));
        }
    }

    private static final String MEANWHILE = "what the price does meanwhile";

    final List<Part> parts = new ArrayList<>();
    /// Whether something cannot be brought back at all.
    boolean shut;
    private long rate;

    void add(Part part) {
        if (part.rate != 0) {
            parts.add(part);
            rate += part.rate;
        }
    }

    /// All of it together.
    long rate() {
        return rate;
    }

    long of(long cost) {
        long sum = 0;
        for (Part part : parts) {
            sum += part.of(cost);
        }
        return sum;
    }

    long of(Step.What what, long cost) {
        long sum = 0;
        for (Part part : parts) {
            sum += part.what == what ? part.of(cost) : 0;
        }
        return sum;
    }

    /// Those of a pair, as it last renewed them, without what [Leaving] it costs.
    static ChainCharges of(Pair pair) {
        var charges = new ChainCharges();
        Charges rates = pair.charges();
        String at = pair.buy().exchange();
        charges.add(new Part(Step.What.TRANSFER, at, rates.transferRate, pair.back().toString()));
        charges.add(new Part(Step.What.LATENCY, at, rates.buyLatencyRate, MEANWHILE));
        String sold = pair.sell().exchange();
        charges.add(new Part(Step.What.LATENCY, sold, rates.sellLatencyRate, MEANWHILE));
        return charges;
    }

    /// Those of some hops; the last may be only valued, and then what it converts must get there, and what it is worth stays.
    static ChainCharges of(List<Hop> hops, Costs costs) {
        var charges = new ChainCharges();
        Fraction rate = Fraction.ONE;
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            if (hop.valued) {
                break;
            }
            charges.add(new Part(Step.What.LATENCY, hop.exchange(), hop.haircut(),
                    MEANWHILE));
            Hop next = hops.get((i + 1) % hops.size());
            if (costs.transfers().counted()) {
                rate = rate.times(hop.rawRate(hop.best()));
                charges.transfer(hop, next, hops.getFirst().gives(), rate, costs.transfers());
            }
        }
        return charges;
    }

    /// What `hop` gets is needed where `next` gives it. `rate` is how much of it one unit of what is counted makes.
    private void transfer(Hop hop, Hop next, String counted, Fraction rate, Transfers transfers) {
        if (hop.exchange().equals(next.exchange())) {
            return;
        }
        long cycle = transfers.cycle(counted);
        Fraction amount = Fraction.of(cycle).times(rate);
        Transfers.Way way = transfers.way(hop.gets(), hop.exchange(), next.exchange(),
                amount.floor(Money.MOST));
        if (!way.open() || cycle == 0) {
            shut = true;
            return;
        }
        Fraction share = Fraction.of(way.fee()).divide(amount)
                .times(Fraction.of(DetectorSettings.FEE_ONE));
        long floor = share.floor(DetectorSettings.FEE_ONE);
        add(new Part(Step.What.TRANSFER, hop.exchange(), floor + (share.isWhole() ? 0 : 1),
                way + ", of " + Decimals.format(cycle, Money.SCALE) + " " + counted));
    }
}
