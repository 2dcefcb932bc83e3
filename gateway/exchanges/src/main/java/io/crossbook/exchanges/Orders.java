package io.crossbook.exchanges;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.books.Listing;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How one exchange takes orders over REST: requests out, what became of them back.
///
/// Pure, and without memory: what an answer needs travels in its request's [Errand]. Formatting an order that is not on tick and lot, or
/// that is no spot order, is our mistake: [IllegalStateException].
public interface Orders {

    /// The request that places this order.
    Request place(OrderIntent order);

    /// The request that cancels what still stands of it.
    Request cancel(Listing listing, OrderId id);

    /// The first request that asks what became of it; reading its answer may ask for more.
    Request ask(Listing listing, OrderId id);

    /// Asks for all open orders and for everything traded since then, `nowNanos` being the exchange's time.
    List<Request> sweep(long sinceNanos, long nowNanos);

    /// Asks for all that the account holds; an exchange that gives its answer no time gives it this one.
    Request balances(long nowNanos);

    /// Has the exchange cancel **all** orders of the account when it does not hear of us for so long, 0 for no longer; null where it knows no such request. What else it
    /// takes, [PrivateConversation#guard] does.
    default @Nullable Request arm(long millis) {
        return null;
    }

    /// Asks what the key may do; nothing where the exchange does not tell.
    default List<Request> permissions(long nowNanos) {
        return List.of();
    }

    /// Asks what money came to the account and left it otherwise than by trades since then, `nowNanos` being the exchange's time; nothing where the exchange does not
    /// tell. Each becomes a [io.crossbook.execution.AccountFact.Transfer] that is not `done`: a stream may have told it as well.
    default List<Request> transfers(long sinceNanos, long nowNanos) {
        return List.of();
    }

    /// Asks whether the exchange is there and when it will not be, in public; nothing where nobody says.
    default List<Request> status() {
        return List.of();
    }

    /// What was answered to that at this time; nothing is announced where all is well. Who only says that it is not there now is taken at his word for [#ABSENT_NANOS].
    default StatusReader.Told status(Answer answer, long nowNanos) {
        return new StatusReader.Told(List.of(), "");
    }

    /// Longer than until it is asked again.
    long ABSENT_NANOS = 120_000_000_000L;

    /// Asks what trading costs the account on all listings; null where that is not asked for here.
    default @Nullable Request fees() {
        return null;
    }

    /// What was answered to that, by the instrument's name; nothing where it makes no sense.
    default Map<String, FeeModel.Rate> fees(Answer answer) {
        return Map.of();
    }

    /// Why one of these was refused, by the exchange's own code and words, for people; empty where it was not, or nobody can tell. What looks like a secret is left
    /// out, but an exchange may say anything.
    default String refusal(Request request, Answer answer) {
        return "";
    }

    /// Reads what became of one of these. Never throws; what the exchange's table does not know is `Ambiguous`. Ends with one
    /// [OrderOut#read].
    void read(Request request, Answer answer, OrderOut out);

    /// The private connections: for the stream of our orders, and for placing orders on them.
    List<Link> links();

    /// A new conversation for a private connection that is about to open.
    PrivateConversation converse(Link link, OrderOut out);

    /// How requests are signed.
    Signer signer();

    /// The deadlines that it takes; [Deadline#NONE] where an order may be accepted however late it comes.
    Deadline deadline();

    /// From now, in milliseconds: how near and how far the deadline of an order may lie; the exchange itself refuses the order after it.
    record Deadline(long nearestMillis, long farthestMillis) {

        /// The exchange enforces none.
        public static final Deadline NONE = new Deadline(0, 0);

        /// Whether the exchange keeps to it.
        public boolean enforced() {
            return farthestMillis > 0;
        }
    }
}
