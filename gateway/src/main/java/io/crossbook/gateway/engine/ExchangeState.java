package io.crossbook.gateway.engine;

import io.crossbook.books.Listing;
import java.util.List;

/// How one exchange stands: for people, and for `GET /v1/exchanges`.
///
/// `links` is how many connections shall stand, `connections` how many do, `live` how many books may be traded on. `draining`:
/// it is disabled, and what was begun there is not over yet.
public record ExchangeState(String name, String dialect, boolean enabled,
        boolean draining, int links,
        int connections, int live,
        List<Listing> listings) {}
