package io.crossbook.exchanges.coinbase;

/// What the numbers of a product's trades prove about its connection.
///
/// Trades of a product are numbered without holes, and come over the connection that carries its book: a hole between two
/// matches shows that frames were lost, and a book change may have been among them. A heartbeat names the last trade;
/// one that has still not come by the next heartbeat, a second later, is lost as well. No more can be proven: the book's
/// own changes have no numbers, so a lost change without a trade shows only when the book crosses, or in an audit.
final class TradeChain {

    private static final long UNKNOWN = -1;

    private long last = UNKNOWN;
    private long owed = UNKNOWN;
    private long heartbeat = UNKNOWN;

    /// What a match is to the chain.
    enum Link {
        NEXT, REPEATED, HOLE
    }

    /// The match that a subscription begins with: it happened before.
    void begin(long tradeId) {
        last = tradeId;
        owed = UNKNOWN;
    }

    Link match(long tradeId) {
        if (last != UNKNOWN && tradeId <= last) {
            return Link.REPEATED;
        }
        if (last != UNKNOWN && tradeId != last + 1) {
            // Either number may be the wrong one: the next match begins anew.
            last = UNKNOWN;
            return Link.HOLE;
        }
        last = tradeId;
        return Link.NEXT;
    }

    /// Whether a heartbeat shows that a match was lost.
    boolean lost(long lastTradeId) {
        boolean lost = last != UNKNOWN && owed != UNKNOWN && last < owed;
        if (lost) {
            last = UNKNOWN;
        }
        owed = lastTradeId;
        return lost;
    }

    /// Whether nothing at all happened to the product since the last heartbeat: its sequence counts every order.
    boolean still(long sequence) {
        boolean still = sequence == heartbeat;
        heartbeat = sequence;
        return still;
    }
}
