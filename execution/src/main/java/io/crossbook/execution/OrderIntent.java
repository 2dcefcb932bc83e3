package io.crossbook.execution;

import io.crossbook.books.Listing;
import java.math.BigDecimal;

/// An order as it is meant to be: limited in price and time, for one attempt.
///
/// `size` is in what the exchange counts (contracts, where a contract is several base units), `limit` the worst price, both on lot and tick. An
/// exchange that can is to refuse it after `deadlineNanos`, epoch. `rung` is 0 for the legs of an opportunity, else which step of the
/// ladder made it. `reduces` says that it may only make a position smaller.
public record OrderIntent(OrderId id, Listing listing, boolean buys, BigDecimal size,
        BigDecimal limit, TimeInForce timeInForce, long deadlineNanos, int rung,
        boolean reduces) {

    /// How long what is not filled at once stays.
    public enum TimeInForce {
        /// Not at all.
        IMMEDIATE_OR_CANCEL,
        /// Until it is cancelled, and never taking.
        POST_ONLY,
        /// Until it is cancelled.
        GOOD_TILL_CANCELLED
    }

    public OrderIntent {
        if (size.signum() <= 0 || limit.signum() <= 0 || deadlineNanos <= 0 || rung < 0) {
            throw new IllegalArgumentException("no order: " + id + " " + size + " at " + limit
                    + " until " + deadlineNanos + ", rung " + rung);
        }
    }

    /// The same, to be refused after another time.
    public OrderIntent until(long nanos) {
        return new OrderIntent(id, listing, buys, size, limit, timeInForce, nanos, rung, reduces);
    }

    /// What it can take of an asset when `size` of it fills: a buy pays its limit and `feePart` of it.
    public BigDecimal pays(BigDecimal size, String asset, BigDecimal feePart) {
        var instrument = listing.instrument();
        if (buys) {
            return instrument.quote().equals(asset)
                    ? size.multiply(limit).multiply(BigDecimal.ONE.add(feePart))
                    : BigDecimal.ZERO;
        }
        return instrument.base().equals(asset)
                ? size.multiply(BigDecimal.valueOf(listing.rules().multiplier()))
                : BigDecimal.ZERO;
    }

    /// How people read it: `cb... buy 0.5 kraken BTC/USD at 60000.1`.
    @Override
    public String toString() {
        return id + (buys ? " buy " : " sell ") + size.toPlainString() + " " + listing + " at "
                + limit.toPlainString();
    }
}
