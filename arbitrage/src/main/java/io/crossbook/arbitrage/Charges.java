package io.crossbook.arbitrage;

/// What a pair costs besides the fees of its two trades, as rates on what is bought, at [DetectorSettings#FEE_SCALE]; and what that makes of a cost.
///
/// Rates are renewed when a book of the pair, its funding or a setting changes. `funding` is what is received, and may be
/// negative; all else is a cost. Reused; nothing is allocated.
final class Charges {

    /// The sum never makes buying cheaper by more than half: no funding pays as much.
    private static final long LEAST = -DetectorSettings.FEE_ONE / 2;

    private final Wide scratch = new Wide();
    long transferRate;
    long buyLatencyRate;
    long sellLatencyRate;
    long buyExitRate;
    long sellExitRate;
    long buyFundingRate;
    long sellFundingRate;

    /// What the rates made of the cost that was priced last, [Money].
    long transfer;
    long buyLatency;
    long sellLatency;
    long buyExit;
    long sellExit;
    long buyFunding;
    long sellFunding;

    /// All rates together.
    long rate() {
        return Math.max(LEAST, transferRate + buyLatencyRate + sellLatencyRate + buyExitRate
                + sellExitRate - buyFundingRate - sellFundingRate);
    }

    /// Whether the rates are those of another.
    boolean same(Charges other) {
        return transferRate == other.transferRate && buyLatencyRate == other.buyLatencyRate
                && sellLatencyRate == other.sellLatencyRate && buyExitRate == other.buyExitRate
                && sellExitRate == other.sellExitRate && buyFundingRate == other.buyFundingRate
                && sellFundingRate == other.sellFundingRate;
    }

    /// Another takes over the rates.
    void copy(Charges into) {
        into.transferRate = transferRate;
        into.buyLatencyRate = buyLatencyRate;
        into.sellLatencyRate = sellLatencyRate;
        into.buyExitRate = buyExitRate;
        into.sellExitRate = sellExitRate;
        into.buyFundingRate = buyFundingRate;
        into.sellFundingRate = sellFundingRate;
    }

    /// What all of it comes to where buying costs this much, each part rounded against us.
    long price(long cost) {
        transfer = part(cost, transferRate);
        buyLatency = part(cost, buyLatencyRate);
        sellLatency = part(cost, sellLatencyRate);
        buyExit = part(cost, buyExitRate);
        sellExit = part(cost, sellExitRate);
        buyFunding = -part(cost, -buyFundingRate);
        sellFunding = -part(cost, -sellFundingRate);
        return transfer + latency() + exit() - funding();
    }

    long latency() {
        return buyLatency + sellLatency;
    }

    long exit() {
        return buyExit + sellExit;
    }

    long funding() {
        return buyFunding + sellFunding;
    }

    /// Rounded up: a cost away from nothing, a gain towards it.
    private long part(long cost, long rate) {
        if (rate == 0) {
            return 0;
        }
        long rest = scratch.set(0).addProduct(cost, Math.abs(rate))
                .divide(DetectorSettings.FEE_ONE);
        long part = scratch.clamped();
        return rate < 0 ? -part : rest == 0 ? part : part + 1;
    }
}
