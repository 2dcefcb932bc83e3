package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Request;
import io.crossbook.execution.OrderId;
import io.crossbook.gateway.tape.Effect;
import io.crossbook.gateway.tape.Item;
import io.crossbook.gateway.tape.TapeReader;
import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.OrderTruth;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody else's orders on our accounts are left alone, and nothing is ever borrowed.
final class ForeignOrderTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String WINDOW = "5000";

    @TempDir
    private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private PracticeGround ground;

    @BeforeEach
    void practise() throws Exception {
        ground = PracticeGround.eager(folder);
        ground.set("maxUnknownOrdersCount", "10");
        ground.set("maxErrorsPercent", "100");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        ground.close();
    }

    @Test
    void somebody_elses_order_survives_trading_a_halt_a_kill_and_a_recovery() throws Exception {
        binance("web_4711", "side=SELL&type=LIMIT&price=0.9");
        binance("web_stop", "side=SELL&type=STOP_LOSS_LIMIT&stopPrice=0.16&price=0.15");
        // Like one of ours at first sight.
        bybit("cb-my-own-order-1", "\"price\":\"0.9\"");
        bybit("a-stop",
                "\"price\":\"0.15\",\"orderFilter\":\"StopOrder\",\"triggerPrice\":\"0.16\"");
        kraken("a-stop-at-kraken", "price=0.16&price2=0.15");
        ground.simulator.inflictOnOrders().await(60, TimeUnit.SECONDS);
        Path tape = folder.resolve("tape");
        String said;
        try (Child daemon = ground.child("first", "--tape", tape.toString())) {
            PracticeGround.url(daemon);
            daemon.until(() -> ground.legs(0).size() >= 3);
            binance("cb00010000001l0019", "side=BUY&type=LIMIT&price=0.1"); // not checked by its last letter
            int before = ground.legs(0).size();
            daemon.until(() -> ground.legs(0).size() >= before + 3);
            ground.ask("halt", "why", "the test wants it");
            daemon.kill();
            said = daemon.err();
        }
        long restart = System.currentTimeMillis();
        try (Child daemon = ground.child("second", "--tape", tape.toString())) {
            PracticeGround.url(daemon);
            await().atMost(PATIENCE).until(() -> ground.ask("resume", "why", "on", "pull",
                    ground.ask("halts").path("pull").asLong()).path("resumed").asBoolean());
            daemon.until(() -> !ground.legs(restart).isEmpty());
            ground.ask("halt", "why", "the test has seen enough");
            ground.relent();
            daemon.until(ground::atRest);
            daemon.signal("INT");
            assertEquals(0, daemon.exit());
            said += daemon.err();
        }

        var foreign = new ArrayList<OrderTruth>();
        ground.accounts.truths().forEach(account -> account.orders().stream().filter(
                order -> OrderId.parse(order.clientId()) == null)
                .forEach(foreign::add));
        assertEquals(6, foreign.size(), foreign::toString);
        for (OrderTruth order : foreign) {
            assertEquals(OrderTruth.State.OPEN, order.state(), order::toString);
            assertEquals(0, order.filled().signum(), order::toString);
        }
        for (String exchange : List.of("binance", "bybit", "kraken")) {
            assertTrue(said.matches("(?s).*" + exchange + "[^\n]*is none of ours.*"), said);
        }
        List<AccountTruth> truths = ground.accounts.truths();
        assertEquals(List.of(), Truth.against(ground.read(), truths).stream()
                .filter(wrong -> foreign.stream()
                        .noneMatch(order -> wrong.contains(order.clientId())))
                .toList());
        borrowsNothing(tape);
    }

    /// No order that ever left asks for a loan.
    private void borrowsNothing(Path tape) throws Exception {
        int bybit = 0;
        int orders = 0;
        try (TapeReader reader = TapeReader.open(tape)) {
            while (reader.next()) {
                Request request = placed(reader.item());
                if (request == null) {
                    continue;
                }
                orders++;
                String all = request.toString().toLowerCase(Locale.ROOT);
                assertTrue(!all.contains("margin") && !all.contains("sideeffect"), all);
                if (all.contains("isleverage")) {
                    bybit++;
                    assertTrue(all.contains("\"isleverage\":0"), all);
                }
                assertTrue(!all.replace("\"isleverage\":0", "").contains("leverage"), all);
            }
        }
        long expected = 0;
        for (AccountTruth account : ground.accounts.truths()) {
            expected += account.exchange() == Exchange.BYBIT
                    ? account.orders().stream()
                            .filter(order -> OrderId.parse(order.clientId()) != null).count()
                    : 0;
        }
        assertTrue(orders >= ground.legs(0).size() / 2, "only " + orders + " orders are taped");
        assertTrue(expected == 0 || bybit > 0, "no order to Bybit says that it borrows nothing");
    }

    private static @Nullable Request placed(Item item) {
        Request request = item instanceof Item.Did(Effect.Post post)
                ? post.frame()
                : item instanceof Item.Did(Effect.Ask ask) ? ask.request() : null;
        return request != null && request.about() == Request.About.PLACE ? request : null;
    }

    @Test
    void a_loan_halts() throws Exception {
        HttpServer lender = lender();
        String text = ground.text().replace("restUrl: " + ground.simulator.rest(Exchange.BYBIT),
                "restUrl: http://127.0.0.1:" + lender.actualPort());
        Path config = Files.writeString(folder.resolve("lent.yaml"), text);
        Path own = Files.createDirectories(folder.resolve("run"));
        try (Child daemon = Child.crossbook(own, ground.accounts.environment(), "run", "--config",
                config.toString())) {
            PracticeGround.url(daemon);
            await().atMost(PATIENCE)
                    .until(() -> daemon.err().contains("bybit says that we have borrowed"));
            await().atMost(PATIENCE).until(() -> ground.ask("balances").toString()
                    .contains("bybit says that we have borrowed"));
        }
        assertEquals(List.of(), ground.legs(0));
    }

    /// Bybit's REST, where half a coin is lent to us.
    private HttpServer lender() throws Exception {
        String to = ground.simulator.rest(Exchange.BYBIT);
        return ground.vertx.createHttpServer().requestHandler(request -> request.body()
                .onSuccess(body -> {
                    var forwarded = HttpRequest.newBuilder(URI.create(to + request.uri()))
                            .method(request.method().name(), HttpRequest.BodyPublishers
                                    .ofByteArray(body.getBytes()));
                    request.headers().forEach(header -> {
                        if (header.getKey().toUpperCase(Locale.ROOT).startsWith("X-BAPI")
                                || header.getKey().equalsIgnoreCase("Content-Type")) {
                            forwarded.header(header.getKey(), header.getValue());
                        }
                    });
                    var _ = client.sendAsync(forwarded.build(),
                            HttpResponse.BodyHandlers.ofString())
                            .thenAccept(answer -> request.response()
                                    .setStatusCode(answer.statusCode())
                                    .putHeader("Content-Type", "application/json")
                                    .end(Buffer.buffer(answer.body().replaceFirst(
                                            "\"borrowAmount\":\"0\"",
                                            "\"borrowAmount\":\"0.5\""))));
                })).listen(0, "127.0.0.1").await(60, TimeUnit.SECONDS);
    }

    // ---- what somebody else asks for, in the exchanges' own words

    private void binance(String id, String what) throws Exception {
        String query = "symbol=ADAUSDT&" + what + "&timeInForce=GTC&quantity=100"
                + "&newClientOrderId=" + id + "&timestamp=" + System.currentTimeMillis();
        send(HttpRequest.newBuilder(URI.create(ground.simulator.rest(Exchange.BINANCE)
                + "/api/v3/order?" + query + "&signature="
                + hmac(key("BINANCE_SECRET"), query)))
                .header("X-MBX-APIKEY", key("BINANCE_KEY"))
                .POST(HttpRequest.BodyPublishers.noBody()).build(), id);
    }

    private void bybit(String id, String what) throws Exception {
        String body = "{\"category\":\"spot\",\"symbol\":\"ADAUSDT\",\"side\":\"Sell\","
                + "\"orderType\":\"Limit\",\"qty\":\"100\"," + what
                + ",\"timeInForce\":\"GTC\",\"orderLinkId\":\"" + id + "\"}";
        String time = Long.toString(System.currentTimeMillis());
        String key = key("BYBIT_KEY");
        send(HttpRequest.newBuilder(
                URI.create(ground.simulator.rest(Exchange.BYBIT) + "/v5/order/create"))
                .header("X-BAPI-API-KEY", key).header("X-BAPI-TIMESTAMP", time)
                .header("X-BAPI-RECV-WINDOW", WINDOW)
                .header("X-BAPI-SIGN",
                        hmac(key("BYBIT_SECRET"), time + key + WINDOW + body))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), id);
    }

    /// Before any daemon asks: its nonces are greater.
    private void kraken(String id, String prices) throws Exception {
        String path = "/0/private/AddOrder";
        String nonce = "1";
        String body = "nonce=" + nonce + "&pair=ADAUSDT&type=sell&ordertype=stop-loss-limit"
                + "&volume=100&cl_ord_id=" + id + "&" + prices;
        send(HttpRequest.newBuilder(URI.create(ground.simulator.rest(Exchange.KRAKEN) + path))
                .header("API-Key", key("KRAKEN_KEY"))
                .header("API-Sign", signature(path, nonce, body))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), id);
    }

    /// Kraken, "Spot REST", "Authentication": HMAC-SHA512 of the path and SHA256(nonce and body), by the decoded secret.
    private String signature(String path, String nonce, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(key("KRAKEN_SECRET")),
                "HmacSHA512"));
        mac.update(path.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(mac.doFinal(MessageDigest
                .getInstance("SHA-256").digest((nonce + body).getBytes(StandardCharsets.UTF_8))));
    }

    private String key(String name) {
        return Objects.requireNonNull(ground.accounts.environment().get("PRACTICE_" + name));
    }

    private void send(HttpRequest request, String id) throws Exception {
        String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        for (AccountTruth account : ground.accounts.truths()) {
            if (account.orders().stream().anyMatch(order -> order.clientId().equals(id))) {
                return;
            }
        }
        throw new IllegalStateException("no order " + id + ": " + answer);
    }

    private static String hmac(String secret, String message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of()
                .formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    }
}
