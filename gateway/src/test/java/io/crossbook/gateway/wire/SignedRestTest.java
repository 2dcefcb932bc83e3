package io.crossbook.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Answer.Phase;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Errand;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Request.About;
import io.crossbook.exchanges.Signed;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderId.Role;
import io.crossbook.gateway.engine.Mode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is signed, on a real socket: byte for byte what the dialect signs, at the last moment, and only where and when it may leave.
class SignedRestTest {

    private static final long NOW_MILLIS = 1_795_262_400_000L;
    private static final long DEADLINE = (NOW_MILLIS + 3_000) * 1_000_000;
    private static final OrderId LEG = Orders.id(Role.LEG, 1, 0);
    private static final OrderId UNWIND = Orders.id(Role.UNWIND, 1, 0);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong clock = new AtomicLong(NOW_MILLIS * 1_000_000);
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final List<NetSocket> connections = new CopyOnWriteArrayList<>();
    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private final Latch latch = new Latch();
    private final Keyring keyring = new Keyring(Mode.PRACTICE, latch, clock::get, secrets::add);
    private final Rest rest = new Rest(vertx, clock::get, Quota::ofDialect, RestTiming.DEFAULT,
            keyring, new SimpleMeterRegistry());
    private volatile BiConsumer<NetSocket, String> behaviour = (socket, _) -> answer(socket, "{}");
    private final RawServer server = new RawServer((socket, request) -> {
        arrived.add(request);
        if (!connections.contains(socket)) {
            connections.add(socket);
        }
        behaviour.accept(socket, request);
    });

    @AfterEach
    void stop() {
        rest.close();
        server.close();
        TestExchange.await(vertx.close());
    }

    private static void answer(NetSocket socket, String body) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    private Listing listing(String exchange) {
        return Orders.listing(exchange, exchange.equals("kraken") ? "BTC/USD" : "BTCUSD");
    }

    private io.crossbook.exchanges.Orders orders(String exchange) {
        var entry = new Entry(exchange, "ws://127.0.0.1:9", server.http(), 0, true, true, Map.of(),
                Map.of("orderSocket", "ws://127.0.0.1:9/orders"));
        var orders = Objects.requireNonNull(
                Dialects.of(exchange, entry).orders(List.of(listing(exchange))));
        if (!keyring.knows(exchange)) {
            keyring.add(exchange, orders.signer(), key(orders));
        }
        return orders;
    }

    private static ApiKey key(io.crossbook.exchanges.Orders orders) {
        return new ApiKey(orders.signer().kind(), Orders.KEY, Orders.SECRET);
    }

    private Request place(String exchange, OrderId id, long deadlineNanos) {
        return orders(exchange).place(Orders.intent(listing(exchange), id, deadlineNanos));
    }

    private Answer ask(String exchange, Request request) {
        return rest.ask(exchange, request).orTimeout(60, TimeUnit.SECONDS).join();
    }

    /// What the dialect's own signer makes of it, as it is to arrive.
    private static void same(Signed.Ready ready, String arrived) {
        String path = ready.url().substring(ready.url().indexOf('/', 7));
        assertTrue(arrived.startsWith(ready.unsigned().method() + " " + path + " HTTP/1.1\r\n"),
                arrived);
        List<String> head = arrived.substring(0, arrived.indexOf("\r\n\r\n")).lines().toList();
        ready.headers().forEach((name, value) -> assertEquals(List.of(name + ": " + value),
                head.stream().filter(line -> line.regionMatches(true, 0, name + ":", 0,
                        name.length() + 1)).toList()));
        assertEquals(ready.headers().containsKey("Content-Type"),
                head.stream().anyMatch(line -> line.startsWith("Content-Type")), arrived);
        String body = arrived.substring(arrived.indexOf("\r\n\r\n") + 4);
        assertEquals(ready.body() == null ? "" : ready.body(), body);
    }

    private Signed.Ready signed(String exchange, Request request, long nonce) {
        var orders = orders(exchange);
        return assertInstanceOf(Signed.Ready.class, orders.signer().sign(request, key(orders),
                clock.get() / 1_000_000, nonce));
    }

    @ParameterizedTest
    @ValueSource(strings = {"binance", "kraken", "bybit"})
    void what_arrives_is_what_the_dialect_signs(String exchange) {
        long nonce = NOW_MILLIS * 1_000;
        for (Request request : List.of(place(exchange, LEG, DEADLINE),
                orders(exchange).cancel(listing(exchange), LEG),
                orders(exchange).ask(listing(exchange), LEG), orders(exchange).balances(7))) {
            assertTrue(ask(exchange, request).ok());
            same(signed(exchange, request, nonce++), arrived.getLast());
        }
        assertEquals(4, arrived.size());
    }

    /// A deadline of an order is in the exchange's time, and so is what signs it.
    @Test
    void the_exchange_s_clock_signs() {
        Request ask = orders("binance").ask(listing("binance"), LEG);
        keyring.offset("binance", -400_000_000);
        ask("binance", ask);
        assertTrue(arrived.getFirst().contains("timestamp=" + (NOW_MILLIS - 400) + "&"),
                arrived::toString);
        ask("binance", place("binance", LEG, DEADLINE));
        assertTrue(arrived.getLast().contains("&recvWindow=3400&"), arrived::toString);
    }

    @Test
    void nonces_rise_whatever_the_clock_does_and_one_request_is_under_way() {
        var held = new CopyOnWriteArrayList<NetSocket>();
        behaviour = (socket, _) -> held.add(socket);
        Request balances = orders("kraken").balances(7);
        clock.addAndGet(-60_000_000_000L);
        var first = rest.ask("kraken", balances);
        var second = rest.ask("kraken", balances);
        Awaitility.await().until(() -> held.size() == 1);
        clock.addAndGet(-60_000_000_000L);
        answer(held.getFirst(), "{}");
        first.orTimeout(60, TimeUnit.SECONDS).join();
        Awaitility.await().until(() -> held.size() == 2);
        answer(held.getLast(), "{}");
        second.orTimeout(60, TimeUnit.SECONDS).join();
        long base = (NOW_MILLIS - 60_000) * 1_000;
        assertTrue(arrived.getFirst().endsWith("nonce=" + base), arrived::toString);
        assertTrue(arrived.getLast().endsWith("nonce=" + (base + 1)), arrived::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"binance", "kraken", "bybit"})
    void an_order_that_is_late_sends_no_byte_and_harms_no_connection(String exchange) {
        assertTrue(ask(exchange, orders(exchange).balances(7)).ok());
        Request late = place(exchange, LEG, NOW_MILLIS * 1_000_000 - 1);
        Answer answer = ask(exchange, late);
        assertEquals(Phase.NOT_SENT, answer.phase());
        assertTrue(answer.why().contains("its deadline"), answer::why);
        assertTrue(ask(exchange, orders(exchange).balances(7)).ok());
        assertEquals(2, arrived.size());
        assertTrue(arrived.stream().noneMatch(text -> text.contains(LEG.toString())));
        assertEquals(1, connections.size(), "the same connection serves on");
    }

    @Test
    void a_pulled_latch_lets_no_leg_out_and_everything_else() {
        long pull = latch.pull("a person");
        Answer stopped = ask("binance", place("binance", LEG, DEADLINE));
        assertEquals(Phase.NOT_SENT, stopped.phase());
        assertEquals("halted: a person", stopped.why());
        assertEquals(List.of(), arrived);
        assertTrue(ask("binance", place("binance", UNWIND, DEADLINE)).ok());
        assertTrue(ask("binance", orders("binance").cancel(listing("binance"), LEG)).ok());
        assertTrue(latch.release(pull));
        assertTrue(ask("binance", place("binance", LEG, DEADLINE)).ok());
        assertEquals(3, arrived.size());
    }

    @Test
    void an_order_that_waits_for_its_turn_past_its_deadline_is_told_then() {
        var held = new CopyOnWriteArrayList<NetSocket>();
        behaviour = (socket, _) -> held.add(socket);
        var first = rest.ask("kraken", orders("kraken").balances(7));
        Awaitility.await().until(() -> held.size() == 1);
        Answer late = ask("kraken", place("kraken", LEG, (NOW_MILLIS + 50) * 1_000_000));
        assertEquals("not sent: its deadline passed while it waited", late.why());
        assertEquals(Phase.NOT_SENT, late.phase());
        assertFalse(first.isDone());
    }

    @Test
    void where_there_is_no_key_nothing_is_even_dialled() {
        Request request = orders("binance").balances(7);
        Answer answer = ask("bybit", request);
        assertEquals(Phase.NOT_SENT, answer.phase());
        assertEquals("there is no key for bybit", answer.why());
        assertEquals(List.of(), connections);
    }

    @ParameterizedTest
    @CsvSource({"WATCH,ws://127.0.0.1/,false", "PAPER,ws://127.0.0.1/,false",
            "PRACTICE,http://127.0.0.1:7/x,true", "PRACTICE,ws://[::1]:7/x,true",
            "PRACTICE,https://api.binance.com/,false", "PRACTICE,https://127.0.0.1.nip.io/,false",
            "TESTNET,https://testnet.binance.vision/api,true",
            "TESTNET,wss://ws-api.testnet.binance.vision/ws-api/v3,true",
            "TESTNET,https://api-testnet.bybit.com/,true",
            "TESTNET,wss://stream-testnet.bybit.com/v5,true", "TESTNET,https://127.0.0.1/,false",
            "TESTNET,https://api.kraken.com/,false", "LIVE,https://api.kraken.com/0,true",
            "LIVE,https://API.binance.com/,true", "LIVE,https://testnet.binance.vision/,false",
            "LIVE,http://127.0.0.1/,false", "LIVE,https://localhost/,false", "LIVE,nonsense,false",
            "LIVE,https:///x,false", "PRACTICE,nonsense,false", "PRACTICE,https:///x,false"})
    void a_key_signs_only_for_where_its_mode_belongs(Mode mode, String url, boolean allowed) {
        var guarded = new Keyring(mode, latch, clock::get, secrets::add);
        guarded.add("test", new Orders.Plain(), key(orders("binance")));
        Request request = Orders.frame(About.CANCEL, url, LEG, 0);
        for (int i = 0; i < 2; i++) {
            assertEquals(allowed, guarded.refusal("test", request).isEmpty(), () -> url);
            assertEquals(allowed, guarded.sign("test", request) instanceof Signed.Ready);
        }
    }

    @Test
    void nothing_signed_is_carried_to_another_address() {
        behaviour = (socket, _) -> socket.write("HTTP/1.1 307 Temporary Redirect\r\nLocation: "
                + server.http() + "/elsewhere\r\nContent-Length: 0\r\n\r\n");
        for (Request request : List.of(place("bybit", LEG, DEADLINE),
                orders("bybit").ask(listing("bybit"), LEG))) {
            Answer answer = ask("bybit", request);
            assertEquals(Phase.ANSWERED, answer.phase());
            assertEquals(307, answer.status());
            assertFalse(answer.ok());
        }
        assertEquals(2, arrived.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"binance", "kraken", "bybit"})
    void an_order_that_is_cut_off_was_sent_once_and_its_words_hold_no_secret(String exchange) {
        behaviour = (socket, _) -> socket.close();
        for (Request request : List.of(orders(exchange).ask(listing(exchange), LEG),
                place(exchange, UNWIND, DEADLINE))) {
            Answer answer = ask(exchange, request);
            assertEquals(Phase.SENT, answer.phase());
            String signature = signed(exchange, request, 1).toString() + answer;
            assertFalse(signature.contains(Orders.KEY), signature);
            assertFalse(answer.toString().contains("signature"), answer::toString);
        }
        assertEquals(2, arrived.size());
    }

    @Test
    void a_login_leaves_its_token_here() {
        Request frame = Request.frame(About.LOGIN, -1, "ws://127.0.0.1:9/orders",
                "{\"method\":\"subscribe\",\"params\":{\"channel\":\"executions\"},\"req_id\":1}",
                Errand.all("", "executions", 0, 0));
        Request login = new Request(About.LOGIN, -1, "POST",
                server.http() + "/0/private/GetWebSocketsToken", "", 1, 0,
                Errand.all("", "token", 0, 0));
        orders("kraken");
        assertEquals("nobody is logged in at kraken", assertInstanceOf(Signed.Late.class,
                keyring.sign("kraken", frame)).why());

        behaviour = (socket, _) -> answer(socket,
                "{\"error\":[],\"result\":{\"token\":\"canary-token-1\",\"expires\":900}}");
        Answer shown = ask("kraken", login);
        assertEquals("{\"error\":[],\"result\":{\"token\":\"***\",\"expires\":900}}",
                shown.body().toString());
        assertEquals(List.of("canary-token-1"), secrets);
        String sent = String.valueOf(
                assertInstanceOf(Signed.Ready.class, keyring.sign("kraken", frame)).body());
        assertTrue(sent.contains("{\"token\":\"canary-token-1\",\"channel\""), sent);
        assertFalse(sent.contains(Orders.KEY), sent);

        // A login that fails, or that brings what could not be kept secret, takes nothing away.
        behaviour = (socket, _) -> answer(socket,
                "{\"error\":[\"EAPI:Rate limit exceeded\"]}");
        assertTrue(ask("kraken", login).ok());
        clock.addAndGet(5_000_000_000L); // it wants to be left alone for so long
        behaviour = (socket, _) -> answer(socket, "{\"error\":[],\"result\":{\"token\":\"x\"}}");
        Answer refused = ask("kraken", login);
        assertEquals("logged in, but with a token too short to be kept secret", refused.why());
        assertEquals(List.of("canary-token-1"), secrets);
        assertEquals(sent, ((Signed.Ready) keyring.sign("kraken", frame)).body());
    }

    @Test
    void a_connection_stands_before_the_first_order() {
        Request time = Request.get(About.TIME, -1, server.http() + "/time", 1);
        orders("kraken");
        rest.keepWarm("kraken", time);
        Awaitility.await().until(() -> arrived.size() == 1);
        assertTrue(arrived.getFirst().startsWith("GET /time "), arrived::toString);
        assertTrue(ask("kraken", place("kraken", LEG, DEADLINE)).ok());
        assertEquals(1, connections.size());
        rest.keepWarm("kraken", time);
        rest.keepWarm("kraken", null);
        assertTrue(ask("kraken", orders("kraken").balances(7)).ok());
        assertEquals(3, arrived.size(), "it was used a moment ago: there is nothing to keep warm");
    }

    /// Kraken's requests go one at a time; an unwind has three seconds, and must leave in the first of them.
    @ParameterizedTest
    @ValueSource(strings = {"balances", "warm", "ask"})
    void a_question_that_hangs_gives_up_its_place_to_an_order(String question) {
        behaviour = (socket, request) -> {
            if (request.contains(UNWIND.toString()) && request.contains("Order HTTP")) {
                answer(socket, "{}");
            } // else never
        };
        orders("kraken");
        switch (question) {
            case "balances" -> rest.ask("kraken", orders("kraken").balances(7), _ -> {});
            case "ask" -> rest.ask("kraken", orders("kraken").ask(listing("kraken"), LEG),
                    _ -> {});
            default -> rest.keepWarm("kraken",
                    Request.get(About.TIME, -1, server.http() + "/time", 1));
        }
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> arrived.size() == 1);
        assertTrue(ask("kraken", place("kraken", UNWIND, DEADLINE)).ok());
        Answer cancelled = ask("kraken", orders("kraken").cancel(listing("kraken"), UNWIND));
        assertTrue(cancelled.ok(), cancelled::why);
    }

    /// Kraken's counter is higher than ours: an order is counted elsewhere.
    @Test
    void where_a_counter_refuses_questions_wait_and_orders_do_not() {
        behaviour = (socket, _) -> answer(socket, "{\"error\":[\"EAPI:Rate limit exceeded\"]}");
        assertTrue(ask("kraken", orders("kraken").balances(7)).ok());
        behaviour = (socket, _) -> answer(socket, "{\"error\":[]}");
        var waits = rest.ask("kraken", orders("kraken").balances(7));
        assertTrue(ask("kraken", place("kraken", LEG, DEADLINE)).ok());
        assertFalse(waits.isDone());
        assertEquals(2, arrived.size());
        clock.addAndGet(5_000_000_000L);
        assertTrue(ask("kraken", orders("kraken").cancel(listing("kraken"), LEG)).ok());
        assertTrue(waits.orTimeout(60, TimeUnit.SECONDS).join().ok());
    }

    /// One that is given up makes the whole sweep worthless; a question of the next minute replaces itself.
    @Test
    void a_part_of_a_sweep_waits_for_its_turn_however_long() {
        var hasty = new Rest(vertx, clock::get, Quota::ofDialect, new RestTiming(5_000, 15_000, 100,
                1 << 20, 5_000, 5_000, 5_000), keyring, new SimpleMeterRegistry());
        var held = new CopyOnWriteArrayList<NetSocket>();
        behaviour = (socket, _) -> held.add(socket);
        hasty.ask("kraken", orders("kraken").balances(7), _ -> {});
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> held.size() == 1);
        var part = hasty.ask("kraken", orders("kraken").sweep(7, 8).getFirst());
        Answer other = hasty.ask("kraken", orders("kraken").balances(7))
                .orTimeout(60, TimeUnit.SECONDS).join();
        assertEquals("not sent: no turn within 100 ms", other.why());
        assertFalse(part.isDone());
        behaviour = (socket, _) -> answer(socket, "{}");
        answer(held.getFirst(), "{}");
        assertTrue(part.orTimeout(60, TimeUnit.SECONDS).join().ok());
        hasty.close();
    }

    /// An order under way is not given up for another.
    @Test
    void an_order_that_hangs_keeps_its_place() {
        var held = new CopyOnWriteArrayList<NetSocket>();
        behaviour = (socket, _) -> held.add(socket);
        var hanging = rest.ask("kraken", place("kraken", LEG, DEADLINE));
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> held.size() == 1);
        Answer late = ask("kraken", place("kraken", UNWIND, (NOW_MILLIS + 900) * 1_000_000));
        assertEquals("not sent: its deadline passed while it waited", late.why());
        assertFalse(hanging.isDone());
    }

    /// Eight at once: two of them are never taken by what can wait.
    @Test
    void questions_after_orders_pass_what_is_slow() {
        var held = new CopyOnWriteArrayList<NetSocket>();
        behaviour = (socket, request) -> {
            if (request.contains("wallet-balance")) {
                held.add(socket);
            } else {
                answer(socket, "{}");
            }
        };
        for (int i = 0; i < 12; i++) {
            rest.ask("bybit", orders("bybit").balances(7), _ -> {});
        }
        Awaitility.await().until(() -> held.size() == 6);
        assertTrue(ask("bybit", orders("bybit").ask(listing("bybit"), LEG)).ok());
        assertTrue(ask("bybit", place("bybit", LEG, DEADLINE)).ok());
        assertEquals(6, held.size());
    }

    /// The exchange is switched off; what became of an order still counts.
    @Test
    void what_is_signed_is_not_abandoned() {
        var held = new CopyOnWriteArrayList<NetSocket>();
        behaviour = (socket, _) -> held.add(socket);
        var asked = rest.ask("binance", orders("binance").ask(listing("binance"), LEG));
        Awaitility.await().until(() -> held.size() == 1);
        rest.abandon("binance");
        answer(held.getFirst(), "{}");
        assertTrue(asked.orTimeout(60, TimeUnit.SECONDS).join().ok());
    }
}
