package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Proposals from what accounts tell, asked of a server on this machine that answers as Bybit does.
final class RebalanceLiveTest {

    private static final String BALANCES = "/v5/account/wallet-balance";
    private static final Map<String, String> KEYS = Map.of("ONE_KEY", "theKeyOfOne", "ONE_SECRET",
            "theSecretOfOne", "TWO_KEY", "theKeyOfTwo", "TWO_SECRET", "theSecretOfTwo");

    @TempDir
    private Path folder;
    private HttpServer server;
    private final Set<String> asked = new ConcurrentSkipListSet<>();
    private volatile boolean sulks;

    RebalanceLiveTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path);
            String key = exchange.getRequestHeaders().getFirst("X-BAPI-API-KEY");
            byte[] answer = answer(path, key == null ? "" : key).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /// Most of the coins are in the second account.
    private String answer(String path, String key) {
        if (path.equals(BALANCES) && sulks && key.equals("theKeyOfTwo")) {
            return "{\"retCode\":10003,\"retMsg\":\"API key is invalid.\",\"result\":{},\"time\":1}";
        }
        String rest = "\"retExtInfo\":{},\"time\":1700000000000}";
        if (path.equals(BALANCES)) {
            String coins = key.equals("theKeyOfTwo") ? "1.9" : "0.2";
            return "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"list\":[{\"accountType\":"
                    + "\"UNIFIED\",\"totalEquity\":\"1\",\"coin\":[{\"coin\":\"BTC\","
                    + "\"walletBalance\":\"" + coins + "\",\"locked\":\"0.1\"}]}]}," + rest;
        }
        return "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"list\":[{\"symbol\":\"BTCUSDT\","
                + "\"takerFeeRate\":\"0.0008\",\"makerFeeRate\":\"0.0001\"}]}," + rest;
    }

    private Path config() throws IOException {
        String rest = "http://127.0.0.1:" + server.getAddress().getPort();
        String exchanges = Map.of("one", "ONE", "two", "TWO").entrySet().stream().sorted(
                Map.Entry.comparingByKey()).map(entry -> """
                          %s:
                            dialect: bybit
                            restUrl: %s
                            listings: [BTC/USDT]
                            takerFee: 0.001
                            makerFee: 0.001
                            account: {keyEnv: %s_KEY, secretEnv: %s_SECRET}
                        """.formatted(entry.getKey(), rest, entry.getValue(), entry.getValue()))
                .collect(Collectors.joining());
        return Files.writeString(folder.resolve("live.yaml"), "exchanges:\n" + exchanges + """
                transfers:
                  networks:
                    one: {BTC: {BTC: {fee: 0.0001, minutes: 30, deposits: true, withdrawals: true}}}
                    two: {BTC: {BTC: {fee: 0.0002, minutes: 40, deposits: true, withdrawals: true}}}
                inventory:
                  start: {one: {BTC: 1}, two: {BTC: 1}}
                  trade: {BTC: 0.05}
                """);
    }

    private record Answer(int code, String out, String err) {}

    private Answer rebalance(Map<String, String> environment, String... more) throws Exception {
        var line = new java.util.ArrayList<>(
                java.util.List.of("rebalance", "--config", config().toString()));
        line.addAll(java.util.List.of(more));
        try (Child child = Child.crossbook(folder, environment, line.toArray(String[]::new))) {
            String out = child.out.lines().map(text -> text + "\n").collect(Collectors.joining());
            return new Answer(child.exit(), out, child.err());
        }
    }

    @Test
    void what_the_accounts_hold_is_brought_back_on_paper_only() throws Exception {
        Answer answer = rebalance(KEYS, "--live");

        assertEquals(Exit.OK, answer.code, answer.err);
        assertEquals("""
                one: 0.1 BTC are enough for 2 more trades

                0.85 BTC from two to one
                  transfer: costs 0.0002 BTC (2.36 bp), 40 minutes, the cheapest
                    two: withdraw 0.85 BTC to one by BTC (fee 0.0002 BTC, about 40 minutes)

                These are proposals. Crossbook moves nothing.
                """, answer.out);
        // Nothing was asked but to be told.
        assertEquals(Set.of("GET /v5/account/fee-rate", "GET " + BALANCES), asked);
        assertFalse(answer.err.contains("theKeyOf") || answer.err.contains("theSecretOf"),
                answer.err);
    }

    @Test
    void an_account_that_does_not_tell_is_left_out_and_what_was_held_in_the_beginning_is_no_balance()
            throws Exception {
        sulks = true;
        Answer answer = rebalance(KEYS, "--live");

        assertEquals(Exit.OK, answer.code, answer.err);
        assertTrue(answer.err.contains(
                "crossbook: two is left out: no account told what is held there"), answer.err);
        assertEquals("one: 0.1 BTC are enough for 2 more trades\nNothing leans.\n", answer.out);

        // What a person says of it counts.
        assertTrue(rebalance(KEYS, "--live", "--held", "two.BTC=1.8").out
                .contains("0.85 BTC from two to one"));
    }

    @Test
    void without_keys_nobody_is_asked_and_nothing_is_proposed() throws Exception {
        Answer answer = rebalance(Map.of(), "--live");

        assertEquals(Exit.NOTHING, answer.code, answer.err);
        assertTrue(answer.err.contains(
                "nothing is known of what is held: no account told it"), answer.err);
        assertEquals("", answer.out);
        assertEquals(Set.of(), asked);
    }
}
