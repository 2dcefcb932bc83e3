package io.crossbook.cli;

import io.crossbook.gateway.tape.Venues;
import org.jspecify.annotations.Nullable;

/// What a recording calls an exchange: the `dialect` that reads it, and the exchange's name in `exchanges.yaml`.
record Venue(String name, String dialect, String exchange) {

    /// The venue of a recorded name; null where no dialect speaks its protocol. `url` is where it was recorded from.
    static @Nullable Venue of(String name, String url) {
        String exchange = Venues.exchange(name, url);
        String dialect = Venues.dialect(exchange);
        // One entry of exchanges.yaml speaks both of Coinbase's protocols.
        return dialect.isEmpty()
                ? null
                : new Venue(name, dialect, dialect.equals("coinbase") ? "coinbase" : exchange);
    }
}
