package io.crossbook.execution.proof;

import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.arbitrage.Working;
import io.crossbook.books.Listing;
import io.crossbook.books.Side;
import java.util.List;

/// The opportunity that comes again and again.
final class Offer {

    private Offer() {}

    /// 0.0009 BTC, bought for 45 USDT and sold for 45.18.
    static Opportunity of(long id, Listing buy, Listing sell, long now) {
        return new Opportunity(id, Kind.TWO_LEGS, Opportunity.State.OPENED,
                List.of(new Leg(buy, Side.ASK, 90, 5, 5_000_000, 2),
                        new Leg(sell, Side.BID, 90, 5, 5_020_000, 2)),
                "USDT", 18_000_000, 0, 0, Working.of(18_000_000, 0),
                List.of(Step.money(Step.What.BUY, buy.exchange(), "USDT", -4_500_000_000L, ""),
                        Step.money(Step.What.SELL, sell.exchange(), "USDT", 4_518_000_000L, "")),
                true, "", now, now, 0, "");
    }
}
