package io.crossbook.gateway.engine;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Orders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The order dialect of one exchange, and what it can read: what is listed, and what orders of ours are on of which not all is known. Their instrument may have been taken
/// out of the file since, or taken off by the exchange; what became of them has to be asked for and read all the same.
final class OrderListings {

    private final String exchange;
    private final Courier.Recipient recipient;
    private final Map<String, Listing> listings = new HashMap<>();

    private @Nullable Exchange listed;
    private @Nullable Orders orders;
    private List<Listing> all = List.of();

    OrderListings(String exchange, Courier.Recipient recipient) {
        this.exchange = exchange;
        this.recipient = recipient;
    }

    /// It lists this; what was listed before can be asked after still. Null where no orders are sent.
    @Nullable
    Orders listed(Exchange now) {
        listed = now;
        now.listings.forEach(listing -> listings.put(listing.symbol(), listing));
        all = all(now);
        orders = now.dialect.orders(all);
        return orders;
    }

    /// The same, where orders have become known or have ended since.
    @Nullable
    Orders refreshed() {
        if (listed != null && orders != null) {
            List<Listing> now = all(listed);
            if (!now.equals(all)) {
                all = now;
                orders = listed.dialect.orders(now);
            }
        }
        return orders;
    }

    private List<Listing> all(Exchange now) {
        var wanted = new ArrayList<>(now.listings);
        for (Listing former : recipient.open(exchange)) {
            if (wanted.stream().noneMatch(former::sameAs)) {
                wanted.add(former);
                listings.putIfAbsent(former.symbol(), former);
            }
        }
        return wanted;
    }

    /// What is called so; null where nothing ever was.
    @Nullable
    Listing listing(String symbol) {
        return listings.get(symbol);
    }
}
