package io.crossbook.exchanges;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderIntent.TimeInForce;
import java.math.BigDecimal;

/// Orders for tests.
public final class Intents {

    /// `cb00070000rslc01v`-like: an id that is well made.
    public static final OrderId ID = new OrderId(7, 1_000, OrderId.Role.LEG, 1, 3);
    public static final OrderId OTHER = new OrderId(7, 1_001, OrderId.Role.HEDGE, 0, 4);
    /// 2026-11-21T12:00:00Z.
    public static final long NOW_MILLIS = 1_795_262_400_000L;
    public static final long DEADLINE_NANOS = (NOW_MILLIS + 3_000) * 1_000_000;

    private Intents() {}

    /// A spot listing with a tick of 0.01 and a lot of 0.00001.
    public static Listing listing(String exchange, String symbol, String base, String quote) {
        return new Listing(4, exchange, symbol, Instrument.spot(base, quote),
                new Rules(2, 5, 1, 1, 1, 0, 1, Rules.Status.TRADING));
    }

    /// An order that takes what is there.
    public static OrderIntent order(Listing listing, boolean buys, String size, String limit) {
        return order(listing, buys, size, limit, TimeInForce.IMMEDIATE_OR_CANCEL);
    }

    /// An order.
    public static OrderIntent order(Listing listing, boolean buys, String size, String limit,
            TimeInForce timeInForce) {
        return new OrderIntent(ID, listing, buys, new BigDecimal(size), new BigDecimal(limit),
                timeInForce, DEADLINE_NANOS, 0, false);
    }
}
