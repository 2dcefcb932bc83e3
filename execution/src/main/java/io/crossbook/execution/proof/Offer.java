package io.crossbook.execution.proof;

import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.arbitrage.Working;
import io.crossbook.books.Listing;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.util.List;

/// An opportunity that comes again and again.
final class Offer {

    private static final long SIZE = 90;
    private static final long TOO_LARGE = 108;
    private static final int SIZE_SCALE = 5;
    private static final int PRICE_SCALE = 2;

    private Offer() {}

    /// Bought here and sold there at these prices, for 45 USDT or so, or, `greedy`, 54.
    static Opportunity of(long id, Kind kind, boolean greedy, Listing buy, BigDecimal ask,
            Listing sell, BigDecimal bid, long now) {
        long size = (greedy ? TOO_LARGE : SIZE)
                * SimulatedMarkets.part(buy.instrument().base());
        String quote = buy.instrument().quote();
        long pays = worth(ask, size);
        long gets = worth(bid, size);
        return new Opportunity(id, kind, Opportunity.State.OPENED,
                List.of(new Leg(buy, Side.ASK, size, SIZE_SCALE, price(ask), PRICE_SCALE),
                        new Leg(sell, Side.BID, size, SIZE_SCALE, price(bid), PRICE_SCALE)),
                quote, gets - pays, 0, 0, Working.of(gets - pays, 0),
                List.of(Step.money(Step.What.BUY, buy.exchange(), quote, -pays, ""),
                        Step.money(Step.What.SELL, sell.exchange(), quote, gets, "")),
                true, "", now, now, 0, "");
    }

    private static long price(BigDecimal price) {
        return price.movePointRight(PRICE_SCALE).longValueExact();
    }

    private static long worth(BigDecimal price, long size) {
        return price(price) * size * 10;
    }
}
