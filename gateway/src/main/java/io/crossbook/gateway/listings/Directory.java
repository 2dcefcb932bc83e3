package io.crossbook.gateway.listings;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Timers;
import io.crossbook.gateway.xchange.Inlet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out what each enabled exchange lists of what is configured, under which rules, and what its clock says; tells the engine.
///
/// An exchange that does not answer is listed without rules at once, so that its data streams, and asked again soon; later it keeps what
/// was known. Ids of listings are given by the order of the configuration, so that they are the same in every run, and kept
/// for good. Any thread.
public final class Directory {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    private static final long REFRESH_MILLIS = 3_600_000;
    private static final long SOON_MILLIS = 30_000;
    /// Each three eighths of a second later in its second than the one before, so that whole seconds tell as much as they can.
    private static final long TIMES_MILLIS = 60_375;
    private static final long FIRST_TIMES_MILLIS = 1_375;
    private static final int FIRST_TIMES = 8;
    private static final long UNTIMED_MILLIS = 1_000;
    private static final long SECOND_MILLIS = 1_000;
    private static final long NANOS = 1_000_000;

    private final Function<Settings.Exchange, Dialect> dialects;
    private final Inquiry.Asking rest;
    private final Inquiry inquiry;
    private final Inlet inlet;
    private final Clock clock;
    private final Timers timers;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Asked> exchanges = new LinkedHashMap<>();
    private boolean closed;

    /// How it stands with one exchange.
    private static final class Asked {
        private final Settings.Exchange settings;
        private final Dialect dialect;
        private final Rulebook rulebook;
        private boolean enabled;
        private boolean asking;
        private int failures;
        private @Nullable List<Listing> told;
        private Timers.@Nullable Timer next;
        /// How often its clock was asked for, from when it was first told.
        private int times;
        private int timeFailures;
        private Timers.@Nullable Timer nextTime;

        Asked(Settings.Exchange settings, Dialect dialect, Rulebook rulebook) {
            this.settings = settings;
            this.dialect = dialect;
            this.rulebook = rulebook;
            this.enabled = settings.enabled();
        }

        String name() {
            return settings.entry().name();
        }

        boolean speaksLike(Settings.Exchange fresh) {
            return settings.entry().equals(fresh.entry())
                    && settings.dialect().equals(fresh.dialect());
        }
    }

    /// Asked is over `rest`, and `catalogue` first; what is found goes to `inlet`.
    public Directory(Function<Settings.Exchange, Dialect> dialects, Inquiry.Asking rest,
            Inquiry.Catalogue catalogue, Inlet inlet, Clock clock, Timers timers) {
        this.dialects = dialects;
        this.rest = rest;
        this.inquiry = new Inquiry(catalogue, rest);
        this.inlet = inlet;
        this.clock = clock;
        this.timers = timers;
    }

    /// Asks nobody any more.
    public synchronized void close() {
        closed = true;
    }

    /// This is configured from now on; each exchange that is enabled is asked for what it lists, and for the time.
    public synchronized void configured(Settings settings) {
        var before = new HashMap<>(exchanges);
        exchanges.clear();
        for (Settings.Exchange fresh : settings.exchanges()) {
            for (Instrument instrument : fresh.instruments()) {
                ids.putIfAbsent(fresh.entry().name() + " " + instrument, ids.size());
            }
            Asked known = before.get(fresh.entry().name());
            exchanges.put(fresh.entry().name(), new Asked(fresh, dialects.apply(fresh),
                    known != null && known.speaksLike(fresh) ? known.rulebook : new Rulebook()));
        }
        before.values().forEach(Directory::rest);
        exchanges.values().forEach(this::ask);
        exchanges.values().forEach(this::askTime);
    }

    /// An exchange is switched on, and asked, or off.
    public synchronized void enable(String name, boolean enabled) {
        Asked exchange = exchanges.get(name);
        if (exchange != null) {
            exchange.enabled = enabled;
            exchange.times = 0;
            exchange.timeFailures = 0;
            rest(exchange);
            ask(exchange);
            askTime(exchange);
        }
    }

    private static void rest(Asked exchange) {
        if (exchange.next != null) {
            exchange.next.cancel();
            exchange.next = null;
        }
        if (exchange.nextTime != null) {
            exchange.nextTime.cancel();
            exchange.nextTime = null;
        }
    }

    private synchronized void ask(Asked exchange) {
        if (exchange.enabled && !exchange.asking && known(exchange)) {
            exchange.asking = true;
            var _ = inquiry.ask(exchange.settings, exchange.dialect)
                    .thenAccept(found -> answered(exchange, found)).exceptionally(mistake -> {
                        LOG.error("{}: its metadata was not taken in", exchange.name(), mistake);
                        return null;
                    });
        }
    }

    /// Whether this is still what is configured.
    private boolean known(Asked exchange) {
        return !closed && exchange.equals(exchanges.get(exchange.name()));
    }

    private synchronized void answered(Asked exchange, Inquiry.Found found) {
        exchange.asking = false;
        if (!known(exchange)) {
            return; // configured anew, and asked again, while this was on its way
        }
        exchange.rulebook.learn(exchange.settings, exchange.dialect, found);
        boolean well = tell(exchange) && found.whole();
        exchange.failures = well ? 0 : exchange.failures + 1;
        if (exchange.enabled) {
            exchange.next = timers.after(well ? REFRESH_MILLIS : soon(exchange.failures),
                    () -> ask(exchange));
        }
    }

    private static long soon(int failures) {
        return Math.min(REFRESH_MILLIS, SOON_MILLIS << Math.min(failures - 1, 30));
    }

    /// False when the engine could not be told.
    private boolean tell(Asked exchange) {
        List<Listing> listings = exchange.rulebook.listings(exchange.settings, exchange.dialect,
                instrument -> id(exchange.name(), instrument));
        if (listings.equals(exchange.told)) {
            return true;
        }
        if (!inlet.fact(new Input.Listed(exchange.name(), listings))) {
            LOG.error("{}: the inbox is full, its listings were not taken", exchange.name());
            return false;
        }
        exchange.told = listings;
        List<String> unruled = listings.stream()
                .filter(listing -> listing.rules().equals(Rules.UNKNOWN)).map(Listing::symbol)
                .toList();
        if (!unruled.isEmpty()) {
            LOG.warn("{}: rules are unknown, streamed without them: {}", exchange.name(), unruled);
        }
        return true;
    }

    private int id(String exchange, Instrument instrument) {
        Integer id = ids.get(exchange + " " + instrument);
        if (id == null) {
            throw new IllegalStateException(exchange + " " + instrument + " has no id");
        }
        return id;
    }

    private void askTime(Asked exchange) {
        Request request = exchange.enabled ? exchange.dialect.timeRequest() : null;
        if (request != null) {
            String name = exchange.name();
            long sent = clock.now();
            var _ = rest.ask(name, request).thenAccept(answer -> {
                long server = answer.ok() ? exchange.dialect.serverTime(answer) : 0;
                if (server != 0) {
                    inlet.state("time " + name,
                            new Input.ServerTime(name, sent, clock.now(), server));
                }
                timed(exchange, sent, server != 0);
            }).exceptionally(mistake -> {
                LOG.error("{}: its clock was not taken in", name, mistake);
                timed(exchange, sent, false);
                return null;
            });
        }
    }

    /// Asks again: soon until it was told once, as before that a stream that is late from its first message on is its own measure; then
    /// quickly, until it is known as well as can be; then now and then.
    private synchronized void timed(Asked exchange, long sent, boolean told) {
        exchange.times += told || exchange.times > 0 ? 1 : 0;
        if (!exchange.enabled || !known(exchange)) {
            return;
        }
        if (exchange.nextTime != null) {
            exchange.nextTime.cancel();
        }
        exchange.nextTime = timers.after(untilNextTime(exchange, sent),
                () -> askTimeAgain(exchange));
    }

    private long untilNextTime(Asked exchange, long sent) {
        if (exchange.times == 0) {
            return Math.min(TIMES_MILLIS,
                    UNTIMED_MILLIS << Math.min(exchange.timeFailures++, 30));
        }
        long period = exchange.times < FIRST_TIMES ? FIRST_TIMES_MILLIS : TIMES_MILLIS;
        // From asking to asking; after an answer that took longer, at that part of a later second.
        long wait = period - (clock.now() - sent) / NANOS;
        return wait > 0 ? wait : Math.floorMod(wait, SECOND_MILLIS);
    }

    private synchronized void askTimeAgain(Asked exchange) {
        exchange.nextTime = null;
        if (known(exchange)) {
            askTime(exchange);
        }
    }
}
