package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.Fees;
import io.crossbook.books.Listing;

/// What trading costs as the desk reckons it whenever it is asked: another model is in force after every word of an account.
public record FeesInForce(Desk desk) implements Fees {

    @Override
    public long taker(Listing listing) {
        return desk.fees().taker(listing);
    }

    @Override
    public boolean inReceived(Listing listing) {
        return desk.fees().inReceived(listing);
    }

    @Override
    public String coin(Listing listing) {
        return desk.fees().coin(listing);
    }

    @Override
    public long toldNanos(Listing listing) {
        return desk.fees().toldNanos(listing);
    }

    @Override
    public String accountCoin(Listing listing) {
        return desk.fees().accountCoin(listing);
    }

    @Override
    public long coinPerTrade(Listing listing) {
        return desk.fees().coinPerTrade(listing);
    }
}
