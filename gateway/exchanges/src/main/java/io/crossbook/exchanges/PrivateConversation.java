package io.crossbook.exchanges;

import io.crossbook.books.Listing;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;

/// What is said on one private connection: logging in, the stream of our orders, orders placed on it.
///
/// Answers come to it too: to its own REST requests, and to a frame of its own that did not leave. What was sent and not answered when the
/// connection closes is ambiguous.
public interface PrivateConversation extends Conversation {

    /// Whether orders can be placed on it now.
    boolean takesOrders();

    /// Places an order on it; only while it [takes orders][#takesOrders()], else [IllegalStateException].
    void place(OrderIntent order, long now);

    /// The request by which it would place an order, whether it takes orders or not; nothing is sent, and nothing remembered.
    Request draft(OrderIntent order);

    /// Cancels what still stands of an order; under the same condition.
    void cancel(Listing listing, OrderId id, long now);

    /// Whether the exchange is to cancel all orders of the account when this connection is gone for too long; nothing where it goes by requests
    /// ([Orders#arm]), or not at all.
    default void guard(boolean on, long now) {}

    @Override
    default void resync(Listing listing, String why, long now) {
        // No books here.
    }
}
