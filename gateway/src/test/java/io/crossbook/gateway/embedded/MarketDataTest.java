package io.crossbook.gateway.embedded;

import static io.crossbook.gateway.embedded.ToldGateway.PATIENCE;
import static io.crossbook.gateway.embedded.ToldGateway.opportunity;
import static io.crossbook.gateway.embedded.ToldGateway.top;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Health;
import io.crossbook.gateway.embedded.FeedException.Kind;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a program hears that reads the feed as Flowables, over real sockets.
@Timeout(120)
final class MarketDataTest {

    private final ToldGateway gateway = new ToldGateway();
    private final MarketData market = MarketData.connect(gateway.address());

    @AfterEach
    void close() {
        market.close();
        gateway.close();
    }

    private static List<String> bids(TestSubscriber<Top> reader) {
        return reader.values().stream()
                .map(top -> top.instrument() + " " + top.bid().orElseThrow().level().price())
                .toList();
    }

    private static List<String> inShort(TestSubscriber<Fact<Opportunity>> reader) {
        return reader.values().stream().map(fact -> switch (fact) {
            case Fact.Known<Opportunity>(var all) -> "known " + all.size();
            case Fact.Told<Opportunity>(var one) -> "told " + one.id();
            case Fact.Lost<Opportunity>(long count) -> "lost " + count;
        }).toList();
    }

    static Kind ends(TestSubscriber<?> reader) {
        await().atMost(PATIENCE).until(() -> error(reader) != null);
        return assertInstanceOf(FeedException.class, error(reader)).kind();
    }

    static Throwable error(TestSubscriber<?> reader) {
        var seen = new AtomicReference<Throwable>();
        try {
            reader.assertError(why -> {
                seen.set(why);
                return true;
            });
        } catch (AssertionError _) {
            return null;
        }
        return seen.get();
    }

    @Test
    void a_top_is_read_to_the_last_digit() {
        var reader = market.tops().test();
        gateway.subscribers(1).says("top", true, top("BTC/USDT", "26999.50"));

        reader.awaitCount(1);
        Top top = reader.values().getFirst();
        assertEquals(new Level(new BigDecimal("26999.50"), new BigDecimal(2)),
                top.bid().orElseThrow().level());
        assertTrue(top.ask().isEmpty());
        assertEquals(Health.LIVE, top.quotes().getFirst().health());
        assertEquals(5, top.quotes().getFirst().age().toMillis());
        assertEquals(List.of("0: {\"subscribe\":[{\"topic\":\"top\"}]}"), gateway.heard);
    }

    @Test
    void orders_books_and_trading_are_told_as_they_stand() {
        var orders = market.orders().test();
        gateway.subscribers(1).says("order", true,
                """
                        {"order":"7-1","attempt":7,"role":"leg","rung":0,"exchange":"kraken","symbol":"X","side":"buy","size":"2",\
                        "limit":"100.5","state":"partial","filled":"1.5","fills":1,"left":null,"open":true,"unknown":"0"}""");
        orders.awaitCount(1);
        Order order = ((Fact.Known<Order>) orders.values().getFirst()).all().getFirst();
        assertEquals("7-1 kraken buy 1.5 of 2 partial true", order.id() + " " + order.exchange()
                + " " + order.side() + " " + order.filled() + " of " + order.size() + " "
                + order.state() + " " + order.open());

        String book = "{\"exchange\":\"kraken\",\"symbol\":\"X\",\"instrument\":\"BTC/USD\",\"health\":\"stale\",\"reason\":\"old\"}";
        String halted = "{\"trading\":{\"mode\":\"paper\",\"halted\":\"by hand\",\"working\":1,\"parked\":0}}";
        var health = market.health().test();
        gateway.subscribers(2).says("health", true, book, halted);
        health.awaitCount(1);
        assertEquals(List.of(new BookHealth("kraken", "X", "BTC/USD", Health.STALE, "old")),
                health.values());
        var standing = market.standing().test();
        gateway.subscribers(3).says("health", true, book, halted);
        standing.awaitCount(1);
        assertEquals("by hand", standing.values().getFirst().halted());
        assertEquals("", standing.values().getFirst().reluctance());
    }

    @Test
    void no_token_goes_anywhere_in_clear_text_and_no_path_is_left_out() {
        for (String wrong : List.of("http://desk.example.com", "https://desk.example.com/crossbook",
                "ftp://127.0.0.1", "https://", "desk.example.com")) {
            assertThrows(IllegalArgumentException.class,
                    () -> MarketData.connect(
                            URI.create(wrong.equals("https://") ? "https:" : wrong),
                            "token"),
                    wrong);
        }
        MarketData.connect(URI.create("https://desk.example.com/"), "token").close();
    }

    @Test
    void as_many_may_subscribe_as_the_gateway_lets_in() {
        for (int i = 0; i < 60; i++) {
            var _ = market.book("kraken", "BOOK" + i, 10).test();
        }
        gateway.subscribers(60);
    }

    @Test
    void who_does_not_ask_finds_the_last_value_of_each() throws Exception {
        var reader = market.tops().test(0);
        gateway.subscribers(1).says("top", true, top("BTC/USDT", "1"), top("ETH/USDT", "10"))
                .says("top", false, top("BTC/USDT", "2")).says("top", false, top("BTC/USDT", "3"))
                .isHeard();
        reader.assertEmpty();

        reader.request(1);
        reader.awaitCount(1);
        assertEquals(List.of("BTC/USDT 3"), bids(reader));

        gateway.says("top", false, top("ETH/USDT", "11")).isHeard();
        reader.request(5);
        reader.awaitCount(2);
        gateway.says("top", false, top("BTC/USDT", "4"));
        reader.awaitCount(3);
        assertEquals(List.of("BTC/USDT 3", "ETH/USDT 11", "BTC/USDT 4"), bids(reader));
    }

    @Test
    void only_the_instruments_that_are_wanted_are_told() {
        var reader = market.tops("ETH/USDT").test();
        gateway.subscribers(1).says("top", true, top("BTC/USDT", "1"), top("ETH/USDT", "10"))
                .says("top", false, top("BTC/USDT", "2"))
                .says("top", false, top("ETH/USDT", "11"));

        reader.awaitCount(2);
        assertEquals(List.of("ETH/USDT 10", "ETH/USDT 11"), bids(reader));
    }

    @Test
    void facts_wait_up_to_a_bound_and_what_is_missing_is_counted_where_it_is_missing()
            throws Exception {
        var reader = market.opportunities(3).test(0);
        gateway.subscribers(1).says("opportunity", true, opportunity(1), opportunity(2));
        for (int id = 3; id <= 9; id++) {
            gateway.says("opportunity", false, opportunity(id));
        }
        gateway.isHeard();

        reader.request(2);
        reader.awaitCount(2);
        gateway.says("opportunity", false, opportunity(10)).isHeard();
        reader.request(10);
        reader.awaitCount(5);
        gateway.says("opportunity", false, opportunity(11));
        reader.awaitCount(6);

        assertEquals(List.of("known 2", "told 3", "told 4", "lost 5", "told 10", "told 11"),
                inShort(reader));
    }

    @Test
    void what_waits_is_told_before_the_end_unless_it_is_past() throws Exception {
        var facts = market.opportunities().test(1);
        gateway.subscribers(1).says("opportunity", true).says("opportunity", false, opportunity(1))
                .isHeard().hangsUp();
        facts.request(1);
        assertEquals(Kind.ENDED, ends(facts));
        assertEquals(List.of("known 0", "told 1"), inShort(facts));
        assertTrue(error(facts).getMessage().contains("1008: too slow"), error(facts)::toString);

        var tops = market.tops().test(0);
        gateway.subscribers(2).says("{\"topic\":\"top\",\"seq\":1,\"snapshot\":true,\"data\":["
                + top("BTC/USDT", "1") + "]}").isHeard().hangsUp();
        assertEquals(Kind.ENDED, ends(tops));
        tops.assertNoValues();
    }

    @Test
    void a_change_of_nothing_a_wrong_number_and_no_json_end_it() {
        int readers = 0;
        for (String garbled : List.of(
                "{\"topic\":\"top\",\"seq\":1,\"snapshot\":false,\"data\":[]}",
                "{\"topic\":\"top\",\"seq\":1,\"snapshot\":true,\"data\":[" + top("X/Y", "1,5")
                        + "]}",
                "{\"topic\":\"top\",\"seq\":1,\"snapshot\":true,\"data\":[{}]}",
                "{\"topic\":\"top\",\"seq\":1}", "pong")) {
            var reader = market.tops().test();
            gateway.subscribers(++readers).says(garbled);
            assertEquals(Kind.GARBLED, ends(reader), garbled);
            reader.assertNoValues();
            gateway.isAlone();
        }
    }

    @Test
    void refusals_and_absence_are_told_apart() throws Exception {
        var refused = market.tops().test();
        gateway.subscribers(1).says("{\"error\":\"topic 'top' is refused: 0 are all\"}");
        assertEquals(Kind.REFUSED, ends(refused));
        assertEquals("topic 'top' is refused: 0 are all", error(refused).getMessage());

        for (var answer : List.of(List.of(401, Kind.REFUSED), List.of(503, Kind.UNREACHABLE))) {
            try (var closed = new ToldGateway((int) answer.getFirst());
                    var there = MarketData.connect(closed.address(), "canary")) {
                var reader = there.tops().test();
                assertEquals(answer.getLast(), ends(reader));
                String said = error(reader).toString();
                assertTrue(said.contains(answer.getFirst().toString())
                        && !said.contains("canary"), said);
            }
        }
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (var nobody = MarketData.connect(URI.create("http://127.0.0.1:" + port))) {
            assertEquals(Kind.UNREACHABLE, ends(nobody.tops().test()));
        }
        assertThrows(IllegalArgumentException.class,
                () -> MarketData.connect(URI.create("ws://127.0.0.1")));
    }

    @Test
    void who_cancels_is_told_nothing_more_and_follows_nothing_more() {
        var heard = new CopyOnWriteArrayList<String>();
        var itself = new AtomicReference<Disposable>();
        var ready = new CompletableFuture<Void>();
        itself.set(market.tops().subscribe(top -> {
            ready.join();
            heard.add(top.instrument());
            itself.get().dispose();
        }));
        ready.complete(null);
        gateway.subscribers(1).says("top", true, top("BTC/USDT", "1"), top("ETH/USDT", "10"));

        gateway.isAlone();
        assertEquals(List.of("BTC/USDT"), heard);

        var reader = market.opportunities().test();
        gateway.subscribers(2);
        reader.cancel();
        gateway.isAlone();
        reader.assertNotComplete().assertNoErrors();

        var atOnce = market.tops().test(0, true); // before there is a socket
        atOnce.assertEmpty();
        gateway.isAlone();
    }

    @Test
    void all_signals_come_on_one_thread_whoever_asks() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        var tops = market.tops().doOnNext(_ -> threads.add(Thread.currentThread())).test(0);
        gateway.subscribers(1).says("top", true, top("BTC/USDT", "1"));
        var facts = market.opportunities()
                .doOnSubscribe(_ -> threads.add(Thread.currentThread()))
                .doOnError(_ -> threads.add(Thread.currentThread())).test();
        tops.request(1);
        tops.awaitCount(1);
        gateway.subscribers(2).hangsUp();
        ends(facts);

        assertEquals(1, threads.size(), threads::toString);
        assertTrue(new HashSet<>(threads).iterator().next() != Thread.currentThread());
    }

    @Test
    void closing_completes_what_is_read_also_from_a_callback() throws Exception {
        var other = market.opportunities().test();
        gateway.subscribers(1);
        var closed = new CompletableFuture<Void>();
        var reader = market.tops().doOnNext(_ -> {
            market.close();
            closed.complete(null);
        }).test();
        gateway.subscribers(2).says("top", true, top("BTC/USDT", "1"));

        closed.get(60, TimeUnit.SECONDS);
        reader.await();
        other.await();
        reader.assertComplete().assertValueCount(1);
        other.assertComplete();
        market.close();
        gateway.isAlone();
        assertEquals(Kind.ENDED, ends(market.tops().test()));
    }

    @Test
    void to_ask_for_nothing_is_a_mistake_that_is_told() {
        var reader = new TestSubscriber<Top>(0);
        market.tops().subscribe(reader);
        gateway.subscribers(1);
        var mistakes = new CopyOnWriteArrayList<Throwable>();
        RxJavaPlugins.setErrorHandler(mistakes::add);
        try {
            reader.request(-1);
            await().atMost(PATIENCE)
                    .until(() -> !mistakes.isEmpty() || error(reader) != null);
        } finally {
            RxJavaPlugins.setErrorHandler(null);
        }
        assertThrows(IllegalArgumentException.class, () -> market.opportunities(0));
    }
}
