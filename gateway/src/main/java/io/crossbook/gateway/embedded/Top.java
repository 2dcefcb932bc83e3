package io.crossbook.gateway.embedded;

import java.util.List;
import java.util.Optional;

/// The best of an instrument over all its live listings, and the quotes that it was chosen from.
public record Top(String instrument, Optional<Best> bid, Optional<Best> ask, List<Quote> quotes) {

    public Top {
        quotes = List.copyOf(quotes);
    }

    /// The best of a side, and who shows it.
    public record Best(String exchange, String symbol, Level level) {}
}
