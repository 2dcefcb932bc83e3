package io.crossbook.arbitrage;

/// What a pair costs besides the fees of its two trades, as rates on what is bought, at [DetectorSettings#FEE_SCALE]; and what that makes of a cost.
///
/// Rates are renewed when a book of the pair or a setting changes. What a basis costs besides is [Leaving]. Reused; nothing is allocated.
final class Charges {

    private final Wide scratch = new Wide();
    long transferRate;
    long buyLatencyRate;
    long sellLatencyRate;

    /// What the rates made of the cost that was priced last, [Money].
    long transfer;
    long buyLatency;
    long sellLatency;

    /// All rates together.
    long rate() {
        return transferRate + buyLatencyRate + sellLatencyRate;
    }

    /// Whether the rates are those of another.
    boolean same(Charges other) {
        return transferRate == other.transferRate && buyLatencyRate == other.buyLatencyRate
                && sellLatencyRate == other.sellLatencyRate;
    }

    /// Another takes over the rates.
    void copy(Charges into) {
        into.transferRate = transferRate;
        into.buyLatencyRate = buyLatencyRate;
        into.sellLatencyRate = sellLatencyRate;
    }

    /// What all of it comes to where buying costs this much, each part rounded against us.
    long price(long cost) {
        transfer = part(cost, transferRate, scratch);
        buyLatency = part(cost, buyLatencyRate, scratch);
        sellLatency = part(cost, sellLatencyRate, scratch);
        return transfer + latency();
    }

    long latency() {
        return buyLatency + sellLatency;
    }

    /// A share of an amount, rounded up: a cost away from nothing, a gain towards it.
    static long part(long amount, long rate, Wide scratch) {
        if (rate == 0) {
            return 0;
        }
        long rest = scratch.set(0).addProduct(amount, Math.abs(rate))
                .divide(DetectorSettings.FEE_ONE);
        long part = scratch.clamped();
        return rate < 0 ? -part : rest == 0 ? part : part + 1;
    }
}
