package io.crossbook.arbitrage;

import io.crossbook.books.Listing;

/// What taking costs, and in which asset it is taken.
@FunctionalInterface
public interface Fees {

    /// No account told it.
    long UNTOLD = Long.MIN_VALUE;

    /// The fee of taking on a listing, as a fraction of the notional at [DetectorSettings#FEE_SCALE] decimals; negative
    /// for a rebate.
    long taker(Listing listing);

    /// The same, which is a fraction: whoever says otherwise is wrong.
    default long checked(Listing listing) {
        long fee = taker(listing);
        if (Math.abs(fee) >= DetectorSettings.FEE_ONE) {
            throw new IllegalStateException(
                    listing + ": a fee of " + fee + " billionths is no fraction");
        }
        return fee;
    }

    /// Whether the fee is taken from what is received, so that less is there to pass on: the base when buying. Otherwise it is paid in the
    /// quote asset, on top. (Selling receives the quote: there it is the same.)
    default boolean inReceived(Listing listing) {
        return false;
    }

    /// The coin that pays the fee instead, at the rate that [#taker] then tells; empty when none does.
    default String coin(Listing listing) {
        return "";
    }

    /// When the account itself told what this listing costs, on the engine's time; [#UNTOLD] where nobody but the configuration says so, or the account's one rate
    /// for everything.
    default long toldNanos(Listing listing) {
        return UNTOLD;
    }

    /// The coin that the account lets pay fees there, also where too little of it is known to be there for [#coin] to count on it: the exchange takes it as long as there
    /// is some. Empty when there is none.
    default String accountCoin(Listing listing) {
        return coin(listing);
    }

    /// How much of [#accountCoin] one trade takes at most, as [Money]; 0 when there is none.
    default long coinPerTrade(Listing listing) {
        return 0;
    }
}
