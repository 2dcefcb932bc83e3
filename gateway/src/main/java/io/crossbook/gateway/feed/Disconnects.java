package io.crossbook.gateway.feed;

import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Connections that are gone: what one carried is told in one message, as tardis-machine does, though the engine tells it book by book.
final class Disconnects {

    private final Map<Lost, List<String>> symbols = new LinkedHashMap<>();

    private record Lost(Subscriber subscriber, Spelling spelling, String exchange, String why,
            long localNanos) {}

    /// A listing of this reader's was on one.
    void add(Mirror.Reader reader, Listing listing, String why, long localNanos) {
        symbols.computeIfAbsent(
                new Lost(reader.subscriber(), reader.spelling(), listing.exchange(), why,
                        localNanos),
                _ -> new ArrayList<>()).add(listing.symbol());
    }

    /// Nothing more comes of them.
    void tell(Normalized writer) {
        if (!symbols.isEmpty()) {
            var told = new LinkedHashMap<>(symbols);
            symbols.clear();
            told.forEach((lost, of) -> lost.subscriber.message(writer.in(lost.spelling)
                    .disconnect(lost.exchange, of, lost.why, lost.localNanos)));
        }
    }
}
