package io.crossbook.execution;

import io.crossbook.books.Listing;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an exchange told of our account, besides what becomes of orders. `toldNanos` is the exchange's time, or ours where it has none.
public sealed interface AccountFact {

    /// Whose account.
    String exchange();

    /// When it was so.
    long toldNanos();

    /// What is held, by asset: all of it when `complete`, else what has changed.
    record Balances(String exchange, long toldNanos, Map<String, Balance> assets,
            boolean complete) implements AccountFact {
        public Balances {
            assets = Collections.unmodifiableMap(new TreeMap<>(assets));
        }
    }

    /// Free, and held for open orders. What is borrowed counts in `borrowed`, and must be nothing.
    record Balance(BigDecimal free, BigDecimal locked, BigDecimal borrowed) {
        /// All of it.
        public BigDecimal total() {
            return free.add(locked);
        }

        /// Both together.
        public Balance and(Balance other) {
            return new Balance(free.add(other.free), locked.add(other.locked),
                    borrowed.add(other.borrowed));
        }
    }

    /// What the key may do, and how the account is set.
    record Permissions(String exchange, long toldNanos, boolean mayTrade, boolean mayWithdraw,
            boolean mayBorrow, String marginMode) implements AccountFact {}

    /// Money came from outside or went there; `amount` is negative when it left. `reference` is the exchange's own, unique there. Where it is not `done` the account may
    /// show it already or not, and somebody else may have told it by another reference: it is booked when a balance shows it.
    record Transfer(String exchange, long toldNanos, String asset, BigDecimal amount,
            String reference, boolean done) implements AccountFact {}

    /// All transfers since `sinceNanos` of the exchange's time, as far as its history showed them when it was asked at `askedNanos` of ours, were told before this. An
    /// error, or an answer of which a page is missing, is none.
    record Transferred(String exchange, long toldNanos, long sinceNanos, long askedNanos)
            implements
                AccountFact {}

    /// Funding or interest was paid (negative) or received.
    record Funding(String exchange, long toldNanos, String asset, BigDecimal amount,
            String reference, boolean interest) implements AccountFact {}

    /// The exchange has answered a question whether it is, and will be, there. What is `whole` is all that it announces in answer to it: what it does not name any more is
    /// taken back. Of another, a part could not be read.
    record Announced(String exchange, long toldNanos, String question, List<Maintenance> all,
            boolean whole) implements AccountFact {
        public Announced {
            all = List.copyOf(all);
        }
    }

    /// It will not be there from then until then, of its time; or is not now.
    record Maintenance(long fromNanos, long untilNanos) {}

    /// A sweep has succeeded: every order of ours that stood there when it was asked for, at `askedNanos` of our time, and every trade of ours since
    /// `sinceNanos`, was told before this. An error, or an answer of which a page is missing, is none.
    record Swept(String exchange, long toldNanos, long sinceNanos, long askedNanos)
            implements
                AccountFact {}

    /// An order that carries an id of ours is or was there, since `toldNanos` of the exchange's time; told by a sweep before all that became of it. For
    /// who has lost what was meant: `size` and `limit` as they were sent, 0 where the exchange does not say.
    record Found(OrderId order, Listing listing, boolean buys, BigDecimal size, BigDecimal limit,
            long toldNanos) implements AccountFact {
        @Override
        public String exchange() {
            return listing.exchange();
        }
    }
}
