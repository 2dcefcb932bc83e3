package io.crossbook.gateway.xchange;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ObjIntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What exchanges tell our accounts: rates, balances, the state of networks; by XChange's REST services, where keys exist.
///
/// Any thread; the work is done on virtual threads. An answer is kept as long as it is good: rates for an hour, pair by pair, networks for ten minutes, balances for half a minute.
/// Failures are not, and what XChange does not have stays as configured. Keys are in no message.
public final class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    private static final long PATIENCE_SECONDS = 60;
    private static final int MOST = 256;
    private static final int PAIRS_A_MINUTE = 10;
    private static final int PAIRS_AT_ONCE = 50;

    /// One part of what is told.
    private enum Part {
        /// Kept pair by pair, by [PairRates].
        RATES(Duration.ZERO), HELD(Duration.ofSeconds(25)), NETWORKS(Duration.ofMinutes(10));

        private final Duration kept;

        Part(Duration kept) {
            this.kept = kept;
        }
    }

    private record Key(String exchange, Part part) {}

    private record Served(AccountService service, PairRates rates) {}

    /// What was told, or why nothing was; a failure is a value, lest the cache log what somebody else's exception says.
    private record Told(Optional<Input.Word> word, String failure) {}

    private final Executor virtual = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("xchange account ", 0).factory());
    private final Map<Part, AsyncCache<Key, Told>> answers = new HashMap<>();
    private final Map<String, Served> services = new ConcurrentHashMap<>();
    private final LongSupplier now;
    private final int pairs;
    private final ObjIntConsumer<String> charge;

    private Accounts(LongSupplier now, int pairs, ObjIntConsumer<String> charge) {
        this.now = now;
        this.pairs = pairs;
        this.charge = charge;
        for (Part part : EnumSet.of(Part.HELD, Part.NETWORKS)) {
            answers.put(part, Caffeine.newBuilder().expireAfterWrite(part.kept).maximumSize(MOST)
                    .executor(virtual).buildAsync());
        }
    }

    /// To be asked again and again: a few pairs' rates a minute. `now` is the time, epoch nanoseconds; `charge` is told what weight each question after a rate has at an
    /// exchange, so that it can be counted with what else is asked there.
    public static Accounts watched(LongSupplier now, ObjIntConsumer<String> charge) {
        return new Accounts(now, PAIRS_A_MINUTE, charge);
    }

    /// To be asked once, for people: more rates at once, and still a sixth of what an exchange lets us ask.
    public static Accounts once(LongSupplier now) {
        return new Accounts(now, PAIRS_AT_ONCE, (_, _) -> {});
    }

    /// Whether XChange's services are used for an exchange of this dialect.
    public static boolean serves(String dialect) {
        return AccountServices.DIALECTS.contains(dialect);
    }

    /// All that an exchange tells; a part that failed or that nobody has is left out. The future does not fail.
    public CompletableFuture<List<Input.Word>> ask(Settings.Exchange exchange, Keys keys) {
        var told = CompletableFuture
                .completedFuture((List<Input.Word>) new ArrayList<Input.Word>());
        for (Part part : Part.values()) { // one after the other: Kraken wants its nonces in order
            told = told.thenCompose(all -> part(exchange, keys, part).thenApply(word -> {
                word.ifPresent(all::add);
                return all;
            }));
        }
        return told;
    }

    private CompletableFuture<Optional<Input.Word>> part(Settings.Exchange exchange, Keys keys,
            Part part) {
        AsyncCache<Key, Told> cache = answers.get(part);
        var key = new Key(exchange.entry().name(), part);
        CompletableFuture<Told> asked = cache == null
                ? asked(exchange, keys, part)
                : cache.get(key, (_, _) -> asked(exchange, keys, part));
        return asked.copy().completeOnTimeout(
                new Told(Optional.empty(), "no answer in " + PATIENCE_SECONDS + " seconds"),
                PATIENCE_SECONDS, TimeUnit.SECONDS).thenApply(told -> {
                    if (!told.failure.isEmpty()) {
                        if (cache != null) {
                            cache.asMap().remove(key, asked);
                        }
                        LOG.warn("{}: the account did not tell its {}: {}",
                                exchange.entry().name(),
                                part.name().toLowerCase(java.util.Locale.ROOT), told.failure);
                    }
                    return told.word;
                });
    }

    private CompletableFuture<Told> asked(Settings.Exchange exchange, Keys keys, Part part) {
        return CompletableFuture.supplyAsync(() -> told(exchange, keys, part), virtual);
    }

    private Told told(Settings.Exchange exchange, Keys keys, Part part) {
        try {
            return new Told(read(exchange, keys, part), "");
        } catch (IOException | RuntimeException e) { // XChange's own, whatever they are
            return new Told(Optional.empty(), keys.without(Attempt.reason(e)));
        }
    }

    private Optional<Input.Word> read(Settings.Exchange exchange, Keys keys, Part part)
            throws IOException {
        String name = exchange.entry().name();
        if (!serves(exchange.dialect())) {
            return Optional.empty();
        }
        Served served = services.computeIfAbsent(
                name + " " + exchange.dialect() + " " + exchange.entry().rest(),
                _ -> served(exchange, keys));
        AccountService service = served.service;
        long asked = now.getAsLong();
        return Optional.ofNullable(switch (part) {
            case RATES -> {
                PairRates.Reading reading = served.rates.ask(exchange.instruments());
                yield reading == null
                        ? null
                        : new Input.Word.Rates(name, reading.readNanos(), reading.rates());
            }
            case HELD -> {
                Map<String, Long> held = service.held();
                yield held == null ? null : new Input.Word.Held(name, asked, positive(held));
            }
            case NETWORKS -> {
                var networks = service.networks(name, assets(exchange));
                yield networks == null ? null : new Input.Word.Ways(name, asked, networks);
            }
        });
    }

    private Served served(Settings.Exchange exchange, Keys keys) {
        String name = exchange.entry().name();
        AccountService service = AccountServices.of(exchange.dialect(), exchange.entry().rest(),
                keys);
        return new Served(service, new PairRates(name, service, keys, now, pairs,
                weight -> charge.accept(name, weight)));
    }

    /// An asset that is not named is zero.
    private static Map<String, Long> positive(Map<String, Long> held) {
        var rest = new HashMap<>(held);
        rest.values().removeIf(amount -> amount == 0);
        return rest;
    }

    private static Set<String> assets(Settings.Exchange exchange) {
        var assets = new HashSet<String>();
        exchange.instruments().forEach(instrument -> {
            assets.add(instrument.base());
            assets.add(instrument.quote());
        });
        return assets;
    }
}
