package io.crossbook.gateway.engine;

import io.crossbook.books.ClockOffset;
import io.crossbook.books.FeedLag;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One exchange as the engine knows it: its settings, its dialect, what it lists and which links shall stand.
final class Exchange {

    final Dialect dialect;
    final Map<String, Link> links = new LinkedHashMap<>();
    final List<Listing> listings = new ArrayList<>();
    final ClockOffset clock = new ClockOffset();
    /// The least that a message of this exchange took on any connection, for the next one to start from.
    long quickest = FeedLag.UNKNOWN;

    Settings.Exchange settings;
    boolean enabled;
    /// It is switched off, and what was begun there is not over yet.
    boolean draining;

    Exchange(Settings.Exchange settings, Dialect dialect) {
        this.settings = settings;
        this.dialect = dialect;
        this.enabled = settings.enabled();
    }

    String name() {
        return settings.entry().name();
    }

    /// Whether it is spoken to.
    boolean on() {
        return enabled || draining;
    }

    /// The links that shall stand now: none while it is off or nothing is listed.
    Map<String, Link> wanted() {
        var wanted = new LinkedHashMap<String, Link>();
        if (on() && !listings.isEmpty()) {
            for (Link link : dialect.links(listings)) {
                wanted.put(link.id(), link);
            }
        }
        return wanted;
    }
}
