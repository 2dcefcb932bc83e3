package io.crossbook.gateway.engine;

import io.crossbook.books.Books;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The exchanges of the configuration, what they list, and the links that shall stand for it.
///
/// Brings what stands to what is wanted whenever either changes: drops first, so that no quote outlives its permission.
final class Roster {

    private final BiFunction<String, Entry, Dialect> dialects;
    private final Effects effects;
    private final Books books;
    private final Market market;
    private final BiConsumer<Link, String> dropped;
    private final Map<String, Exchange> exchanges = new LinkedHashMap<>();
    private final Map<String, Exchange> exchangeOfLink = new HashMap<>();
    private Predicate<String> busy = _ -> false;

    /// `dropped` is told of a link that is not wanted any more, and why, before its sockets are.
    Roster(BiFunction<String, Entry, Dialect> dialects, Effects effects, Books books, Market market,
            BiConsumer<Link, String> dropped) {
        this.dialects = dialects;
        this.effects = effects;
        this.books = books;
        this.market = market;
        this.dropped = dropped;
    }

    @Nullable
    Exchange find(String name) {
        return exchanges.get(name);
    }

    Collection<Exchange> all() {
        return exchanges.values();
    }

    @Nullable
    Exchange ofLink(String link) {
        return exchangeOfLink.get(link);
    }

    List<Link> links() {
        var links = new ArrayList<Link>();
        exchanges.values().forEach(exchange -> links.addAll(exchange.links.values()));
        return links;
    }

    List<ExchangeState> states(ToIntFunction<Exchange> connections) {
        var states = new ArrayList<ExchangeState>();
        for (Exchange exchange : exchanges.values()) {
            int live = 0;
            for (Listing listing : exchange.listings) {
                live += books.book(listing.id()).health() == Health.LIVE ? 1 : 0;
            }
            states.add(new ExchangeState(exchange.name(), exchange.settings.dialect(),
                    exchange.enabled, exchange.draining, exchange.links.size(),
                    connections.applyAsInt(exchange), live,
                    List.copyOf(exchange.listings)));
        }
        return states;
    }

    /// Whoever trades knows where something is under way.
    void tradedBy(Predicate<String> underWay) {
        busy = underWay;
    }

    void enable(Exchange exchange, boolean enabled, long now) {
        exchange.draining = !enabled && exchange.on() && busy.test(exchange.name());
        exchange.enabled = enabled;
        show(exchange, now);
        relink(exchange);
    }

    /// What is off is in no comparison, in the same step; its books go on as long as something there has to be brought to its end.
    private void show(Exchange exchange, long now) {
        for (Listing listing : exchange.listings) {
            if (books.has(listing.id())) {
                market.withdraw(books.book(listing.id()), !exchange.enabled, now);
            }
        }
    }

    /// Leaves those where nothing is under way any more; true when there were some.
    boolean drained() {
        boolean left = false;
        for (Exchange exchange : exchanges.values()) {
            if (exchange.draining && !busy.test(exchange.name())) {
                exchange.draining = false;
                relink(exchange);
                left = true;
            }
        }
        return left;
    }

    /// The exchanges of `settings` as they stand now: some may have been switched on or off since.
    List<Settings.Exchange> settings() {
        return exchanges.values().stream().map(exchange -> exchange.settings.with(exchange.enabled))
                .toList();
    }

    void configured(Settings settings, long now) {
        for (Exchange exchange : exchanges.values().toArray(new Exchange[0])) {
            if (settings.exchanges().stream()
                    .noneMatch(fresh -> fresh.entry().name().equals(exchange.name()))) {
                drop(exchange, "removed from the configuration");
                exchanges.remove(exchange.name());
            }
        }
        for (Settings.Exchange fresh : settings.exchanges()) {
            configured(fresh, now);
        }
    }

    private void configured(Settings.Exchange fresh, long now) {
        Exchange known = exchanges.get(fresh.entry().name());
        if (known == null || !known.settings.entry().equals(fresh.entry())
                || !known.settings.dialect().equals(fresh.dialect())) {
            var made = new Exchange(fresh, dialects.apply(fresh.dialect(), fresh.entry()));
            if (known != null) {
                drop(known, "configured anew");
                if (known.settings.dialect().equals(fresh.dialect())) { // another calls them by other names
                    made.listings.addAll(known.listings);
                }
            }
            made.draining = known != null && known.on();
            exchanges.put(made.name(), made);
            known = made;
        } else {
            known.settings = fresh;
        }
        for (Listing listing : known.listings) {
            reshape(known, listing, now);
        }
        enable(known, fresh.enabled(), now);
    }

    private void reshape(Exchange exchange, Listing listing, long now) {
        market.reshaped(books.book(listing.id()), exchange.dialect.shape(listing),
                exchange.settings.limits(), now);
    }

    void listed(String name, List<Listing> listings, long now) {
        Exchange exchange = exchanges.get(name);
        if (exchange == null) {
            return; // removed since it was asked
        }
        exchange.listings.clear();
        exchange.listings.addAll(listings);
        dropUnwanted(exchange, exchange.wanted()); // what was said under a former symbol is nothing under the next
        for (Listing listing : listings) {
            market.reserve(listing.id());
            if (books.has(listing.id())) {
                market.relisted(books.book(listing.id()), listing, now);
                reshape(exchange, listing, now);
            } else {
                books.add(listing, exchange.dialect.shape(listing), exchange.settings.limits());
            }
        }
        show(exchange, now);
        relink(exchange);
    }

    /// Brings the links that stand to those that are wanted: drops first, so that no quote outlives its permission.
    private void relink(Exchange exchange) {
        Map<String, Link> wanted = exchange.wanted();
        dropUnwanted(exchange, wanted);
        for (Link link : wanted.values()) {
            if (exchange.links.putIfAbsent(link.id(), link) == null) {
                exchangeOfLink.put(link.id(), exchange);
                effects.open(link);
            }
        }
    }

    private void dropUnwanted(Exchange exchange, Map<String, Link> wanted) {
        for (Link link : exchange.links.values().toArray(new Link[0])) {
            if (!same(link, wanted.get(link.id()))) {
                drop(exchange, link, exchange.enabled ? "not wanted any more" : "disabled");
            }
        }
    }

    /// Fresh rules of a listing are no reason to dial anew; all else is what its conversation was made for.
    static boolean same(Link link, @Nullable Link wanted) {
        return wanted != null && withoutRules(link).equals(withoutRules(wanted));
    }

    private static Link withoutRules(Link link) {
        return new Link(link.id(), link.exchange(), link.url(),
                link.listings().stream().map(listing -> listing.with(Rules.UNKNOWN)).toList(),
                link.lifeMillis(), link.overlapMillis(), link.idleMillis(), link.sendsPerSecond(),
                link.maxFrameBytes());
    }

    private void drop(Exchange exchange, String why) {
        for (Link link : exchange.links.values().toArray(new Link[0])) {
            drop(exchange, link, why);
        }
    }

    private void drop(Exchange exchange, Link link, String why) {
        exchange.links.remove(link.id());
        exchangeOfLink.remove(link.id());
        dropped.accept(link, why);
        effects.drop(link.id());
    }
}
