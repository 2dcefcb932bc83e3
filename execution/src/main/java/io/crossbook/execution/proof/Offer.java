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

/// The opportunity that comes again and again.
final class Offer {

    private static final long SIZE = 90;
    private static final int SIZE_SCALE = 5;
    private static final int PRICE_SCALE = 2;

    private Offer() {}

    /// 0.0009 BTC, bought here and sold there at these prices, for 45 USDT or so.
    static Opportunity of(long id, Listing buy, BigDecimal ask, Listing sell, BigDecimal bid,
            long now) {
        long pays = worth(ask);
        long gets = worth(bid);
        return new Opportunity(id, Kind.TWO_LEGS, Opportunity.State.OPENED,
                List.of(new Leg(buy, Side.ASK, SIZE, SIZE_SCALE, price(ask), PRICE_SCALE),
                        new Leg(sell, Side.BID, SIZE, SIZE_SCALE, price(bid), PRICE_SCALE)),
                "USDT", gets - pays, 0, 0, Working.of(gets - pays, 0),
                List.of(Step.money(Step.What.BUY, buy.exchange(), "USDT", -pays, ""),
                        Step.money(Step.What.SELL, sell.exchange(), "USDT", gets, "")),
                true, "", now, now, 0, "");
    }

    private static long price(BigDecimal price) {
        return price.movePointRight(PRICE_SCALE).longValueExact();
    }

    private static long worth(BigDecimal price) {
        return price(price) * SIZE * 10;
    }
}
