package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// What a chain costs besides its fees, as rates on all that its first hop takes: bringing back what it leaves elsewhere than it is needed, and what prices do
/// while orders are under way; the latter for the sale of a pair as a rate on what is sold. Each part is rounded up.
final class ChainCharges {

    /// Nothing.
    static final ChainCharges NONE = new ChainCharges();

    /// One part: a rate at [DetectorSettings#FEE_SCALE] on what the first hop takes, or on what is `sold` by the last before its fee, booked on an exchange.
    record Part(Step.What what, String exchange, long rate, String why, boolean sold) {

        /// One on what the first hop takes.
        Part(Step.What what, String exchange, long rate, String why) {
            this(what, exchange, rate, why, false);
        }

        long of(long cost, long proceeds) {
            BigInteger[] parts = BigInteger.valueOf(sold ? proceeds : cost)
                    .multiply(BigInteger.valueOf(rate))
                    .divideAndRemainder(BigInteger.valueOf(DetectorSettings.FEE_ONE));
            return parts[0].longValueExact() + Math.max(0, parts[1].signum());
        }

        Step step(String asset, long cost, long proceeds) {
            return Step.money(what, exchange, asset, -of(cost, proceeds),
                    why + ", " + Posting.of(rate, sold ? proceeds : cost));
        }
    }

    private static final String MEANWHILE = "what the price does meanwhile";

    final List<Part> parts = new ArrayList<>();
    /// Whether something cannot be brought back at all.
    boolean shut;
    private long rate;
    private long soldRate;

    void add(Part part) {
        if (part.rate != 0) {
            parts.add(part);
            rate += part.sold ? 0 : part.rate;
            soldRate += part.sold ? part.rate : 0;
        }
    }

    /// All that is a rate on what the first hop takes.
    long rate() {
        return rate;
    }

    /// All that is a rate on what is sold.
    long soldRate() {
        return soldRate;
    }

    long of(long cost, long proceeds) {
        long sum = 0;
        for (Part part : parts) {
            sum += part.of(cost, proceeds);
        }
        return sum;
    }

    long of(Step.What what, long cost, long proceeds) {
        long sum = 0;
        for (Part part : parts) {
            sum += part.what == what ? part.of(cost, proceeds) : 0;
        }
        return sum;
    }

    /// Those of a pair, as it last renewed them, without what [Leaving] it costs.
    static ChainCharges of(Pair pair) {
        var charges = new ChainCharges();
        Charges rates = pair.charges();
        String at = pair.buy().exchange();
        charges.add(new Part(Step.What.TRANSFER, at, rates.transferRate,
                pair.back().toString()));
        charges.add(new Part(Step.What.LATENCY, at, rates.buyLatencyRate, MEANWHILE));
        String sold = pair.sell().exchange();
        charges.add(new Part(Step.What.LATENCY, sold, rates.sellLatencyRate, MEANWHILE, true));
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
