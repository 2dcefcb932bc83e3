package io.crossbook.exchanges;

import io.crossbook.books.TradeUpdate;
import java.util.ArrayList;
import java.util.List;

/// The trades of one message, held back until it was read whole. Reused: grows to the largest message and stays.
public final class TradeBatch {

    private final List<TradeUpdate> trades = new ArrayList<>();
    private int count;

    /// Forgets all trades.
    public void clear() {
        count = 0;
    }

    /// One more trade, to be filled.
    public TradeUpdate next() {
        if (count == trades.size()) {
            trades.add(new TradeUpdate());
        }
        return trades.get(count++);
    }

    /// How many trades there are.
    public int count() {
        return count;
    }

    /// Hands all trades over in the order of the message.
    public void tell(Out out) {
        for (int i = 0; i < count; i++) {
            out.event(trades.get(i));
        }
    }
}
