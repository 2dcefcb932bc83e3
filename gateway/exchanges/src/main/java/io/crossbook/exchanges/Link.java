package io.crossbook.exchanges;

import io.crossbook.books.Listing;
import java.util.List;

/// One connection that shall stand: where to, what for, and under which limits of the exchange.
///
/// `id` is unique in an engine and stable while the set of listings is: `binance/0`, and `binance/orders` for a private one. `lifeMillis` is after how long the exchange
/// is known to cut (0: never); `wire` opens the successor `overlapMillis` before. `idleMillis` is how long an open
/// connection may bring no byte at all, WebSocket pings included, before it counts as half open. `sendsPerSecond`
/// bounds what is sent (0: unbounded); `maxFrameBytes` closes the connection on a larger frame.
public record Link(String id, String exchange, String url, List<Listing> listings, long lifeMillis,
        long overlapMillis,
        long idleMillis, int sendsPerSecond, int maxFrameBytes) {

    /// Follows the exchange in the id of a private link.
    public static final String ORDERS = "/orders";

    public Link {
        listings = List.copyOf(listings);
    }

    /// Whether a link of that id is a private one: our orders are told and placed there, and no books.
    public static boolean carriesOrders(String id) {
        return id.contains(ORDERS);
    }
}
