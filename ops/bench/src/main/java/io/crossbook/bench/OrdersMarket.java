package io.crossbook.bench;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.execution.Markets;
import io.crossbook.execution.risk.Conditions;
import io.crossbook.execution.risk.Facts;
import io.crossbook.execution.risk.KnownConditions;
import io.crossbook.execution.risk.References;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.LongSupplier;

/// Two books that stand still 40 basis points apart, and everything else in order: nothing that the gate could object to.
final class OrdersMarket implements Markets, References {

    private final LongSupplier now;

    OrdersMarket(LongSupplier now) {
        this.now = now;
    }

    static Facts facts(LongSupplier now) {
        var conditions = new KnownConditions();
        conditions.lease(Long.MAX_VALUE);
        for (Listing listing : OrdersDesk.LISTINGS) {
            String name = listing.exchange();
            conditions.clock(name, 0, 0);
            conditions.open(name);
            conditions.withdrawals(name, "BTC", Conditions.Status.OPEN);
            conditions.withdrawals(name, "USDT", Conditions.Status.OPEN);
        }
        var market = new OrdersMarket(now);
        return new Facts(market, market, conditions, _ -> 0);
    }

    @Override
    public Top top(Listing listing) {
        return listing.id() == 0
                ? new Top(new BigDecimal("49990"), new BigDecimal("50000"))
                : new Top(new BigDecimal("50200"), new BigDecimal("50210"));
    }

    @Override
    public BigDecimal worth(Listing listing, boolean buys, BigDecimal size) {
        return top(listing).touch(buys).multiply(size);
    }

    @Override
    public List<Listing> listings(String base, String quote) {
        return OrdersDesk.LISTINGS;
    }

    @Override
    public List<Reference> of(Instrument instrument) {
        return OrdersDesk.LISTINGS.stream().map(listing -> new Reference(listing, listing.id(),
                top(listing).ask(), top(listing).ask(), now.getAsLong())).toList();
    }

    @Override
    public BigDecimal index(Instrument instrument) {
        return new BigDecimal("50100");
    }
}
