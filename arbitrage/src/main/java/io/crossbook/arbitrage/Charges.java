package io.crossbook.arbitrage;

/// What a pair costs besides the fees of its two trades, as rates at [DetectorSettings#FEE_SCALE] on what is bought, and on what is sold; and what that makes of both.
///
/// Rates are renewed when a book of the pair or a setting changes. What a basis costs besides is [Leaving]. Reused; nothing is allocated.
final class Charges {

    private final Wide scratch = new Wide();
    long transferRate;
    long buyLatencyRate;
    long sellLatencyRate;

    /// What the rates made of what was priced last, [Money].
    long transfer;
    long buyLatency;
    long sellLatency;

    /// All rates on what is bought together.
    long rate() {
        return transferRate + buyLatencyRate;
    }

    /// What the price of what is sold does meanwhile is a share of that, and not of what was paid for it.
    long sellRate() {
        return sellLatencyRate;
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

    /// What all of it comes to where buying costs, and selling brings, this much before fees; each part is rounded against us.
    long price(long cost, long proceeds) {
        transfer = part(cost, transferRate, scratch);
        buyLatency = part(cost, buyLatencyRate, scratch);
        sellLatency = part(proceeds, sellLatencyRate, scratch);
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
