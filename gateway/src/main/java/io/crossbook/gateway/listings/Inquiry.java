package io.crossbook.gateway.listings;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Specification;
import io.crossbook.gateway.engine.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One asking of an exchange for all that it lists: a catalogue that may know first, then the dialect's own requests, page after page.
///
/// Any thread; the work happens on those that bring the answers. Whatever an exchange answers, the future does not fail.
public final class Inquiry {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    /// An exchange that always names another page would never come to an end.
    private static final int MOST_PAGES = 100;

    private final Catalogue catalogue;
    private final Asking rest;

    /// Who knows what an exchange lists, before the dialect's own way is tried.
    public interface Catalogue {
        /// What is listed; empty when it does not know.
        CompletableFuture<List<Specification>> specifications(Settings.Exchange exchange);
    }

    /// Asks an exchange over REST; the future does not fail.
    public interface Asking {
        CompletableFuture<Answer> ask(String exchange, Request request);
    }

    /// What was found; `whole` when every answer came and could be read: then what is not here is not listed.
    record Found(List<Specification> specifications, boolean whole) {
        static final Found NOTHING = new Found(List.of(), false);

        Found and(Found other) {
            var joined = new ArrayList<>(specifications);
            joined.addAll(other.specifications);
            return new Found(joined, whole && other.whole);
        }
    }

    Inquiry(Catalogue catalogue, Asking rest) {
        this.catalogue = catalogue;
        this.rest = rest;
    }

    CompletableFuture<Found> ask(Settings.Exchange exchange, Dialect dialect) {
        return catalogue.specifications(exchange).exceptionally(_ -> List.of())
                .thenCompose(known -> known.isEmpty()
                        ? own(exchange.entry().name(), dialect)
                        : CompletableFuture.completedFuture(new Found(known, true)))
                .exceptionally(mistake -> {
                    LOG.error("{}: its metadata could not be asked for", exchange.entry().name(),
                            mistake);
                    return Found.NOTHING;
                });
    }

    private CompletableFuture<Found> own(String name, Dialect dialect) {
        var all = CompletableFuture.completedFuture(new Found(List.of(), true));
        for (Request request : dialect.metadata()) {
            all = all.thenCombine(page(name, dialect, request, 1), Found::and);
        }
        return all;
    }

    private CompletableFuture<Found> page(String name, Dialect dialect, Request request,
            int number) {
        return rest.ask(name, request).thenCompose(answer -> {
            if (!answer.ok() || number > MOST_PAGES) {
                LOG.warn("{}: no metadata from {}: {}{}", name, request.url(),
                        answer.status() == 0 ? "" : "status " + answer.status() + " ",
                        answer.ok() ? "page " + number + " was not the last" : answer.why());
                return CompletableFuture.completedFuture(Found.NOTHING);
            }
            try {
                var found = CompletableFuture.completedFuture(
                        new Found(dialect.specifications(request, answer), true));
                for (Request next : dialect.more(request, answer)) {
                    found = found.thenCombine(page(name, dialect, next, number + 1), Found::and);
                }
                return found;
            } catch (RuntimeException e) { // an error's body in place of metadata
                LOG.warn("{}: metadata from {} could not be read: {}", name, request.url(),
                        e.getMessage());
                return CompletableFuture.completedFuture(Found.NOTHING);
            }
        });
    }
}
