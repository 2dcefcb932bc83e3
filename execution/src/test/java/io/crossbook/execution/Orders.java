package io.crossbook.execution;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import java.math.BigDecimal;

/// Orders and what is told of them, as people write it.
final class Orders {

    static final Rules RULES = new Rules(2, 8, 1, 10_000, 10_000, 500_000_000L, 1,
            Rules.Status.TRADING);

    private Orders() {}

    static Listing listing(int id, String exchange, String pair) {
        Instrument instrument = Instrument.parse(pair);
        return new Listing(id, exchange, instrument.base() + instrument.quote(), instrument,
                RULES);
    }

    /// `buy 1 at 100` or `sell ...`, for a leg of attempt 1.
    static OrderIntent leg(int leg, Listing listing, String text) {
        String[] words = text.split(" ", -1);
        return new OrderIntent(new OrderId(1, 1, OrderId.Role.LEG, leg, leg), listing,
                words[0].equals("buy"), new BigDecimal(words[1]), new BigDecimal(words[3]),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, 1_000, 0, false);
    }

    static OrderEvent.Traded traded(OrderIntent intent, String trade, String size, String price,
            String fee, String feeAsset) {
        return new OrderEvent.Traded(new Fill(intent.id(), intent.listing().exchange(),
                intent.listing().symbol(), trade, new BigDecimal(price), new BigDecimal(size),
                new BigDecimal(fee), feeAsset, 5, Fill.Source.STREAM));
    }
}
