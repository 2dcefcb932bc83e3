package io.crossbook.arbitrage;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// One direction at one moment of a [Scan]: what it would have brought, as an exact fraction `net` / `cost`.
///
/// `buy` and `sell` are prices as quoted, `size` is in base units; `taken` says that it counts as positive.
record Edge(BigInteger net, BigInteger cost, BigDecimal buy, BigDecimal sell, BigDecimal size,
        boolean taken) {

    private static final BigInteger FEE_ONE = BigInteger.valueOf(DetectorSettings.FEE_ONE);

    /// The best prices of two rows that have them: (bid·(1 − sellFee) − ask·(1 + buyFee)) / (ask·(1 + buyFee)).
    static Edge ofTops(Scan.Row buy, long buyFee, Scan.Row sell, long sellFee) {
        int scale = Math.max(buy.priceScale(), sell.priceScale());
        BigInteger cost = worth(buy.ask(), scale - buy.priceScale(), sell.multiplier(), buyFee);
        BigInteger back = worth(sell.bid(), scale - sell.priceScale(), buy.multiplier(), -sellFee);
        BigDecimal size = base(buy.askSize(), buy).min(base(sell.bidSize(), sell));
        BigInteger net = back.subtract(cost);
        return new Edge(net, cost, BigDecimal.valueOf(buy.ask(), buy.priceScale()),
                BigDecimal.valueOf(sell.bid(), sell.priceScale()), size, net.signum() > 0);
    }

    private static BigInteger worth(long price, int zeros, long multiplier, long fee) {
        return BigInteger.valueOf(price).multiply(BigInteger.TEN.pow(zeros))
                .multiply(BigInteger.valueOf(multiplier))
                .multiply(FEE_ONE.add(BigInteger.valueOf(fee)));
    }

    private static BigDecimal base(long size, Scan.Row row) {
        return BigDecimal.valueOf(size, row.sizeScale())
                .multiply(BigDecimal.valueOf(row.multiplier()));
    }

    /// What a walk found for a pair: prices are the worst that its size reaches.
    static Edge ofWalk(Pair pair, DepthWalk walk) {
        return new Edge(BigInteger.valueOf(walk.net), BigInteger.valueOf(walk.cost + walk.buyFee),
                BigDecimal.valueOf(walk.buyLimit, pair.buyLeg.priceScale()),
                BigDecimal.valueOf(walk.sellLimit, pair.sellLeg.priceScale()),
                BigDecimal.valueOf(walk.size, pair.scales().sizeScale()), true);
    }

    /// The same, but nothing to take: too small for a lot or a minimum.
    Edge untaken() {
        return new Edge(net, cost, buy, sell, size, false);
    }

    boolean above(Edge other) {
        return net.multiply(other.cost).compareTo(other.net.multiply(cost)) > 0;
    }

    /// Net over cost in basis points with four decimals, half to even: `-1.6207`.
    String bps() {
        return new BigDecimal(net).multiply(BigDecimal.valueOf(10_000))
                .divide(new BigDecimal(cost), DetectorSettings.BPS_SCALE, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
