package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Sums;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.gateway.Gateway;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Fault;
import io.crossbook.simulator.Injection;
import io.crossbook.simulator.Settings;
import io.crossbook.simulator.Simulator;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The whole daemon against practice exchanges that misbehave, over real sockets, on shortened limits.
final class DaemonFaultsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();
    private final Seen seen = new Seen();
    private final CompletableFuture<Simulator> simulator = new CompletableFuture<>();
    private final CompletableFuture<Gateway> daemon = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        if (daemon.isDone()) {
            daemon.join().close();
        }
        simulator.join().close();
        vertx.close();
        seen.told.forEach(Sums::check);
    }

    /// Late from its first message on: only the exchange's clock tells. The others go on trading.
    @Test
    void a_stream_three_seconds_behind_yields_no_opportunity() throws Exception {
        exchanges(Settings.DEFAULT.withSeed(7));
        inflict(Fault.of(Fault.Kind.DELAY).on(Exchange.BYBIT).millis(3_000));
        daemon();
        await().atMost(PATIENCE).until(() -> all("bybit", DaemonFaultsTest::lags));
        int before = seen.opened.size();

        await().atMost(PATIENCE).until(() -> seen.opened.size() >= before + 2);

        assertTrue(all("bybit", DaemonFaultsTest::lags));
        // Not before it was seen to be late either.
        assertEquals(List.of(), seen.opened.stream().filter(one -> one.contains("bybit")).toList());

        relent();
        await().atMost(PATIENCE).until(() -> all("bybit", DaemonFaultsTest::live));
    }

    /// The traps of the practice market that last: no opportunity leads there, however long they do.
    @Test
    void a_listing_that_lags_or_pays_only_the_fees_or_shows_too_little_is_no_opportunity()
            throws Exception {
        exchanges(Settings.DEFAULT.withSeed(7).withoutDislocations());
        daemon();
        awaitAllLive();
        trap(Injection.Kind.FEE_EATEN, Exchange.BYBIT, "XRP/USDT", 14);
        trap(Injection.Kind.TOO_SMALL, Exchange.BYBIT, "ADA/USDT", 150);
        trap(Injection.Kind.LAGGING, Exchange.KRAKEN, "ETH/USDT", 150);
        trap(Injection.Kind.LAGGING, Exchange.BYBIT, "SOL/USDT", -150);
        trap(Injection.Kind.LAGGING, Exchange.BINANCE, "LTC/USDT", 150);
        await().atMost(PATIENCE).until(() -> any("kraken", "ETH/USDT", DaemonFaultsTest::lags)
                && any("bybit", "SOLUSDT", DaemonFaultsTest::lags)
                && any("binance", "LTCUSDT", DaemonFaultsTest::lags));
        int known = seen.openedAt.size();

        for (String exchange : List.of("kraken", "bybit", "binance")) {
            int before = seen.updates(exchange);
            await().atMost(PATIENCE).until(() -> seen.updates(exchange) > before + 300);
        }

        assertTrue(any("kraken", "ETH/USDT", DaemonFaultsTest::lags));
        assertTrue(all("kraken", book -> live(book) || book.listing().symbol().equals("ETH/USDT")));
        List<String> since = seen.openedAt.subList(known, seen.openedAt.size());
        for (String trap : List.of("kraken ETH/USDT", "bybit SOL/USDT", "binance LTC/USDT")) {
            assertEquals(List.of(), since.stream().filter(one -> one.contains(trap)).toList());
        }
        for (String trap : List.of("bybit XRP/USDT", "bybit ADA/USDT")) {
            assertEquals(List.of(),
                    seen.openedAt.stream().filter(one -> one.contains(trap)).toList());
        }
    }

    private void trap(Injection.Kind kind, Exchange exchange, String instrument, int bps)
            throws Exception {
        simulator.join().ask(market -> market.inject(kind, market.listing(exchange,
                io.crossbook.simulator.Instrument.of(instrument)), 60_000, bps))
                .await(60, TimeUnit.SECONDS);
    }

    @Test
    void a_silent_subscription_is_stale_alone_and_comes_back() throws Exception {
        exchanges(Settings.DEFAULT.withSeed(7).withoutDislocations());
        daemon();
        awaitAllLive();

        inflict(Fault.of(Fault.Kind.SILENCE).on(Exchange.KRAKEN).at("BTC/USDT"));

        await().atMost(PATIENCE).until(() -> any("kraken", "BTC/USDT", book -> !live(book)));
        assertTrue(seen.stale.contains("kraken BTC/USDT: no message for 3000 ms"),
                seen.stale::toString);
        await().atMost(PATIENCE).until(() -> all("kraken",
                book -> live(book) || book.listing().symbol().equals("BTC/USDT")));
        relent();
        awaitAllLive();
    }

    /// Nothing tells that the peer is gone but that it says nothing: no quote stays up for it, and a new connection is made.
    @Test
    void a_half_open_connection_loses_its_quotes_and_is_replaced() throws Exception {
        exchanges(Settings.DEFAULT.withSeed(7).withoutDislocations());
        daemon();
        awaitAllLive();
        int closed = seen.closed.size();

        inflict(Fault.of(Fault.Kind.HALF_OPEN).on(Exchange.KRAKEN).times(1));

        await().atMost(PATIENCE).until(() -> all("kraken", book -> !live(book)));
        assertEquals(closed, seen.closed.size(), "stale before the connection is given up");
        await().atMost(PATIENCE).until(() -> all("binance", DaemonFaultsTest::live)
                && all("bybit", DaemonFaultsTest::live));
        await().atMost(PATIENCE).until(() -> seen.closed.size() > closed);
        assertEquals(List.of("kraken: half open: not a byte for 10000 ms"),
                seen.closed.subList(closed, seen.closed.size()));
        awaitAllLive();
        assertEquals(List.of(Fault.Kind.HALF_OPEN), struck());
    }

    @Test
    void a_refused_subscription_is_told_by_name_and_hinders_no_other() throws Exception {
        exchanges(Settings.DEFAULT.withSeed(7).withoutDislocations());
        inflict(Fault.of(Fault.Kind.REFUSE_SUBSCRIPTION).on(Exchange.KRAKEN));
        daemon();

        await().atMost(PATIENCE).until(() -> all("kraken", book -> seen.faults
                .contains("kraken REFUSED " + book.listing().symbol())));
        await().atMost(PATIENCE).until(() -> all("binance", DaemonFaultsTest::live)
                && all("bybit", DaemonFaultsTest::live));
        assertTrue(all("kraken", book -> book.health() == Health.BROKEN));
    }

    /// Binance's books need REST: slow answers and refused ones hold them up, and nothing else.
    @Test
    void slow_rest_and_429_hold_up_the_books_that_need_it_and_the_loop_goes_on() throws Exception {
        exchanges(Settings.DEFAULT.withSeed(7).withoutDislocations());
        daemon();
        awaitAllLive();

        inflict(Fault.of(Fault.Kind.TOO_MANY_REQUESTS).on(Exchange.BINANCE).times(2)
                .millis(1_000));
        inflict(Fault.of(Fault.Kind.SLOW_REST).on(Exchange.BINANCE).millis(2_000));
        inflict(Fault.of(Fault.Kind.CLOSE).on(Exchange.BINANCE).times(1));

        await().atMost(PATIENCE).until(() -> all("binance", book -> !live(book)));
        int others = seen.updates("kraken");
        await().atMost(PATIENCE).until(() -> seen.updates("kraken") > others + 20);
        await().atMost(PATIENCE).until(() -> all("binance", DaemonFaultsTest::live));
        List<Fault.Kind> struck = struck();
        assertEquals(2, struck.stream().filter(Fault.Kind.TOO_MANY_REQUESTS::equals).count());
        assertTrue(struck.contains(Fault.Kind.SLOW_REST));
    }

    private void exchanges(Settings settings) throws Exception {
        simulator.complete(Simulator.start(vertx, settings).await(60, TimeUnit.SECONDS));
    }

    private void daemon() throws Exception {
        Configuration told = DemoCommand.configuration(simulator.join(), 0, Path.of("unused"),
                Mode.WATCH);
        var limits = new BookLimits(3 * SECOND, SECOND, SECOND / 4);
        var settings = told.settings();
        var shortened = new io.crossbook.gateway.engine.Settings(
                settings.exchanges().stream()
                        .map(one -> new io.crossbook.gateway.engine.Settings.Exchange(one.entry(),
                                one.dialect(), true, one.instruments(), limits, one.takerFee(),
                                one.makerFee()))
                        .toList(),
                settings.detector(), 0, settings.mirrors(), settings.assets());
        daemon.complete(Gateway
                .start(new Configuration(shortened, told.gateway(), told.tape()), null, seen)
                .get(60, TimeUnit.SECONDS));
    }

    private void inflict(Fault fault) throws Exception {
        simulator.join().inflict(fault).await(60, TimeUnit.SECONDS);
    }

    private void relent() throws Exception {
        simulator.join().mischief(mischief -> {
            mischief.relent();
            return true;
        }).await(60, TimeUnit.SECONDS);
    }

    private List<Fault.Kind> struck() throws Exception {
        return simulator.join().mischief(mischief -> mischief.strokes().stream()
                .map(stroke -> stroke.kind()).toList()).await(60, TimeUnit.SECONDS);
    }

    private static boolean live(ListingBook book) {
        return book.health() == Health.LIVE;
    }

    private static boolean lags(ListingBook book) {
        return book.why().equals("its feed lags");
    }

    private void awaitAllLive() {
        await().atMost(PATIENCE).until(() -> all("binance", DaemonFaultsTest::live)
                && all("kraken", DaemonFaultsTest::live) && all("bybit", DaemonFaultsTest::live));
    }

    private boolean any(String exchange, String symbol, Predicate<ListingBook> wanted) {
        return ask(exchange, books -> books.stream().anyMatch(
                book -> book.listing().symbol().equals(symbol) && wanted.test(book)));
    }

    private boolean all(String exchange, Predicate<ListingBook> wanted) {
        return ask(exchange, books -> books.size() == 8 && books.stream().allMatch(wanted));
    }

    private boolean ask(String exchange, Predicate<List<ListingBook>> question) {
        var answer = new CompletableFuture<Boolean>();
        daemon.join().onEngine(engine -> answer.complete(question.test(engine.books().all().stream()
                .filter(book -> book.listing().exchange().equals(exchange)).toList())));
        return answer.orTimeout(60, TimeUnit.SECONDS).join();
    }

    /// What the engine tells, for the test's thread.
    private static final class Seen implements Watcher {
        private final List<String> opened = new CopyOnWriteArrayList<>();
        private final List<String> openedAt = new CopyOnWriteArrayList<>();
        private final List<String> stale = new CopyOnWriteArrayList<>();
        private final List<String> closed = new CopyOnWriteArrayList<>();
        private final List<Opportunity> told = new CopyOnWriteArrayList<>();
        private final List<String> faults = new CopyOnWriteArrayList<>();
        private final Map<String, Integer> updates = new ConcurrentHashMap<>();

        int updates(String exchange) {
            return updates.getOrDefault(exchange, 0);
        }

        @Override
        public void book(ListingBook book, BookUpdate update, long now) {
            updates.merge(book.listing().exchange(), 1, Integer::sum);
        }

        @Override
        public void health(ListingBook book, Health before, Health after, long now) {
            if (after == Health.STALE) {
                stale.add(book.listing().exchange() + " " + book.listing().symbol() + ": "
                        + book.why());
            }
        }

        @Override
        public void connection(String exchange, String link, int connection, boolean open,
                String why, long now) {
            if (!open) {
                closed.add(exchange + ": " + why);
            }
        }

        @Override
        public void fault(String exchange, io.crossbook.exchanges.Fault fault, long now) {
            faults.add(exchange + " " + fault.kind() + " " + fault.symbol());
        }

        @Override
        public void opportunity(Opportunity opportunity, long now) {
            told.add(opportunity);
            if (opportunity.state() != Opportunity.State.CLOSED) {
                for (Listing end : List.of(opportunity.first().listing(),
                        opportunity.last().listing())) {
                    openedAt.add(end.exchange() + " " + end.instrument());
                }
                opened.add(opportunity.first().listing().exchange() + " to "
                        + opportunity.last().listing().exchange());
            }
        }
    }
}
