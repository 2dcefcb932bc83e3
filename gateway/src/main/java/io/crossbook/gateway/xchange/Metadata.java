package io.crossbook.gateway.xchange;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Specification;
import io.crossbook.gateway.engine.Settings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an exchange lists, and by which rules, from XChange's REST services where they tell all of it, live and exactly:
/// docs/decisions/0006, "Metadata through XChange". Elsewhere, or when anything is missing, nothing: then the dialect asks itself.
///
/// Any thread; the work is done on virtual threads. Answers are kept for half an hour, for each exchange and URL; failures are not.
public final class Metadata {

    private static final Logger LOG = LoggerFactory.getLogger(Metadata.class);
    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final int MOST = 64;
    private static final long PATIENCE_SECONDS = 30;
    private static final Map<String, Catalogue> SERVING = Map.of("binance", Catalogues::binance,
            "bybit", Catalogues::bybit);

    /// One of XChange's REST services, asked at a base URL (empty: XChange's own); blocks.
    interface Catalogue {
        List<Specification> ask(String rest) throws Exception;
    }

    private record Key(String dialect, String rest) {}

    private final AsyncCache<Key, List<Specification>> answers = Caffeine.newBuilder()
            .expireAfterWrite(KEPT).maximumSize(MOST)
            .executor(Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("xchange metadata ", 0).factory()))
            .buildAsync();

    /// All that the exchange lists; empty unless that covers whatever is configured.
    public CompletableFuture<List<Specification>> specifications(Settings.Exchange exchange) {
        Catalogue catalogue = SERVING.get(exchange.dialect());
        // The linear products that `bybit` speaks of too have other rules.
        if (catalogue == null || exchange.instruments().stream()
                .anyMatch(instrument -> instrument.kind() != Instrument.Kind.SPOT)) {
            return CompletableFuture.completedFuture(List.of());
        }
        var key = new Key(exchange.dialect(), exchange.entry().rest());
        CompletableFuture<List<Specification>> asked = answers.get(key,
                _ -> ask(catalogue, key));
        return asked.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .handle((found, failure) -> {
                    if (failure != null || found.isEmpty()) {
                        var _ = answers.asMap().remove(key, asked);
                        return List.<Specification>of();
                    }
                    return covering(found, exchange) ? found : List.<Specification>of();
                });
    }

    private static List<Specification> ask(Catalogue catalogue, Key key) {
        try {
            return List.copyOf(catalogue.ask(key.rest()));
        } catch (Exception e) {
            LOG.info("{}: no metadata through XChange ({}); asking the exchange itself",
                    key.dialect(), Attempt.reason(e));
            return List.of();
        }
    }

    /// A listing that XChange could not read is not a listing that the exchange has not.
    private static boolean covering(List<Specification> found, Settings.Exchange exchange) {
        var listed = new HashSet<Instrument>();
        found.forEach(specification -> listed.add(specification.instrument()));
        return listed.containsAll(exchange.instruments());
    }
}
