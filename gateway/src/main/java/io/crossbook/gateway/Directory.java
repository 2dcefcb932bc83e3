package io.crossbook.gateway;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Specification;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Inbox;
import io.crossbook.gateway.wire.Rest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out what each exchange lists of what is configured, under which rules, and what its clock says; tells the engine through the inbox.
///
/// An exchange that does not answer is listed without rules at once, so that its data streams, and asked again. Ids of
/// listings are given by the order of the configuration, so that they are the same in every run. Any thread; the work happens on
/// those that bring the answers.
final class Directory {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");

    private final Rest rest;
    private final Inbox inbox;
    private final Clock clock;
    private final Catalogue catalogue;
    private final Map<String, Dialect> dialects = new LinkedHashMap<>();
    private final Set<String> ruled = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Settings settings;

    /// Who knows what an exchange lists, before the dialect's own way is tried.
    interface Catalogue {
        /// What is listed; empty when it does not know.
        CompletableFuture<List<Specification>> specifications(Settings.Exchange exchange);
    }

    Directory(Settings settings, Map<String, Dialect> dialects, Rest rest, Inbox inbox, Clock clock,
            Catalogue catalogue) {
        this.settings = settings;
        this.rest = rest;
        this.inbox = inbox;
        this.clock = clock;
        this.catalogue = catalogue;
        this.dialects.putAll(dialects);
        for (Settings.Exchange exchange : settings.exchanges()) {
            for (Instrument instrument : exchange.instruments()) {
                ids.put(exchange.entry().name() + " " + instrument, ids.size());
            }
        }
    }

    /// Asks all exchanges that are enabled; each answer is told when it comes. True for those that answered at all.
    void ask() {
        for (Settings.Exchange exchange : settings.exchanges()) {
            if (exchange.enabled()) {
                ask(exchange);
            }
        }
    }

    private void ask(Settings.Exchange exchange) {
        var _ = catalogue.specifications(exchange).exceptionally(_ -> List.of()).thenCompose(
                known -> known.isEmpty() ? own(exchange) : CompletableFuture.completedFuture(known))
                .thenAccept(specifications -> tell(exchange, specifications));
    }

    /// The dialect's own way: all its metadata requests together, page after page.
    private CompletableFuture<List<Specification>> own(Settings.Exchange exchange) {
        var all = CompletableFuture.completedFuture(List.<Specification>of());
        for (Request request : dialect(exchange).metadata()) {
            all = all.thenCombine(page(exchange, request), Directory::joined);
        }
        return all;
    }

    private CompletableFuture<List<Specification>> page(Settings.Exchange exchange,
            Request request) {
        return rest.ask(exchange.entry().name(), request).thenCompose(answer -> {
            if (!answer.ok()) {
                LOG.warn("{}: no metadata from {}: {}{}", exchange.entry().name(), request.url(),
                        answer.status() == 0 ? "" : "status " + answer.status() + " ",
                        answer.why());
                return CompletableFuture.completedFuture(List.<Specification>of());
            }
            Dialect dialect = dialect(exchange);
            var rest = CompletableFuture.completedFuture(List.<Specification>of());
            for (Request next : dialect.more(request, answer)) {
                rest = rest.thenCombine(page(exchange, next), Directory::joined);
            }
            return rest.thenApply(
                    later -> joined(read(exchange, request, answer), later));
        });
    }

    private List<Specification> read(Settings.Exchange exchange, Request request, Answer answer) {
        try {
            return dialect(exchange).specifications(request, answer);
        } catch (RuntimeException e) { // an error's body in place of metadata
            LOG.warn("{}: metadata from {} could not be read: {}", exchange.entry().name(),
                    request.url(), e.getMessage());
            return List.of();
        }
    }

    private static List<Specification> joined(List<Specification> one, List<Specification> other) {
        var joined = new ArrayList<>(one);
        joined.addAll(other);
        return joined;
    }

    private void tell(Settings.Exchange exchange, List<Specification> specifications) {
        String name = exchange.entry().name();
        Dialect dialect = dialect(exchange);
        if (specifications.isEmpty() && !ruled.add(name)) {
            LOG.warn("{}: no metadata this time; its rules stay as they were", name);
            return;
        }
        ruled.add(name);
        var bySymbol = new HashMap<String, Specification>();
        specifications
                .forEach(specification -> bySymbol.put(specification.symbol(), specification));
        var listings = new ArrayList<Listing>();
        for (Instrument instrument : exchange.instruments()) {
            String symbol = dialect.symbol(instrument);
            Specification found = bySymbol.get(symbol);
            if (found == null && !specifications.isEmpty()) {
                LOG.warn("{}: lists no {} (symbol {}); left out", name, instrument, symbol);
                continue;
            }
            Integer id = ids.get(name + " " + instrument);
            listings.add(new Listing(id == null ? 0 : id, name, symbol, instrument,
                    found == null ? Rules.UNKNOWN : found.rules()));
        }
        if (specifications.isEmpty()) {
            LOG.warn("{}: its rules are unknown; its books stream without them", name);
        }
        if (!inbox.offer(new Input.Listed(name, listings))) {
            LOG.error("{}: the inbox is full, its listings were not taken", name);
        }
    }

    /// Reads the clocks of all exchanges that are enabled.
    void askTimes() {
        for (Settings.Exchange exchange : settings.exchanges()) {
            Request request = exchange.enabled() ? dialect(exchange).timeRequest() : null;
            if (request != null) {
                String name = exchange.entry().name();
                long sent = clock.now();
                var _ = rest.ask(name, request).thenAccept(answer -> {
                    long server = answer.ok() ? dialect(exchange).serverTime(answer) : 0;
                    if (server != 0) {
                        inbox.state("time " + name)
                                .put(new Input.ServerTime(name, sent, clock.now(), server));
                    }
                });
            }
        }
    }

    private Dialect dialect(Settings.Exchange exchange) {
        Dialect dialect = dialects.get(exchange.entry().name());
        if (dialect == null) {
            throw new IllegalStateException("no dialect was made for " + exchange.entry().name());
        }
        return dialect;
    }
}
