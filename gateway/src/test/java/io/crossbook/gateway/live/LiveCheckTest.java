package io.crossbook.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.wire.Keyring;
import io.crossbook.gateway.wire.Latch;
import io.crossbook.gateway.wire.Quota;
import io.crossbook.gateway.wire.Rest;
import io.crossbook.gateway.wire.RestTiming;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Which accounts may be traded with, by what told exchanges say of them.
final class LiveCheckTest {

    private static final long NOW = 1_700_000_000_123_000_000L;
    private static final String SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0";
    private static final String LIVE = """
            mode: live
            live: true
            exchanges:
            """;
    private static final String BINANCE = """
              binance:
                listings: [BTC/USDT]
                takerFee: 0.001
                makerFee: 0.001
                account: {keyEnv: BINANCE_KEY, secretEnv: BINANCE_SECRET, live: true}
            """;
    private static final String REST = """
              kraken:
                listings: [BTC/USDT]
                takerFee: 0.004
                makerFee: 0.0025
                account: {keyEnv: KRAKEN_KEY, secretEnv: KRAKEN_SECRET, live: true}
              bybit:
                listings: [BTC/USDT]
                takerFee: 0.001
                makerFee: 0.001
                account: {keyEnv: BYBIT_KEY, secretEnv: BYBIT_SECRET, live: true}
              okx: {listings: [BTC/USDT], takerFee: 0.001, makerFee: 0.001}
            """;
    private static final FeeModel.Rate FREE = new FeeModel.Rate(0, 0);
    private static final String FEES = "it tells what trading costs, pair by pair";
    private static final String MAY = "the key may trade, may not withdraw";

    /// What is answered, by what the address ends with.
    private final Map<String, String> answers = new HashMap<>();

    {
        answers.put("api/v3/time", "{\"serverTime\":" + NOW / 1_000_000 + "}");
        answers.put("apiRestrictions", binance(true, false, false));
        answers.put("account?omitZeroBalances=true",
                "{\"accountType\":\"SPOT\",\"updateTime\":1,\"balances\":[{\"asset\":\"BTC\",\"free\":\"1\",\"locked\":\"0\"}]}");
        answers.put("public/Time",
                "{\"error\":[],\"result\":{\"unixtime\":" + NOW / 1_000_000_000 + "}}");
        answers.put("GetApiKeyInfo",
                "{\"error\":[],\"result\":{\"apiKey\":\"KRAKEN_KEY's\",\"permissions\":[\"query-funds\",\"query-ledger\",\"modify-trades\"]}}");
        answers.put("TradeVolume", """
                {"error":[],"result":{"fees":{"XBTUSDT":{"fee":"0.2200"}},
                "fees_maker":{"XBTUSDT":{"fee":"0.1200"}}}}""");
        answers.put("BalanceEx",
                "{\"error\":[],\"result\":{\"XXBT\":{\"balance\":\"2\",\"hold_trade\":\"1\"},\"ZUSD\":{\"balance\":\"5\"}}}");
        answers.put("market/time",
                "{\"retCode\":0,\"result\":{\"timeNano\":\"" + NOW + "\"},\"time\":1}");
        answers.put("query-api", bybit("\"SpotTrade\"", ""));
        answers.put("account/info",
                "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"marginMode\":\"REGULAR_MARGIN\"},\"time\":1}");
        answers.put("spot-margin-trade/state",
                "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"spotMarginMode\":\"0\"},\"time\":1}");
        answers.put("wallet-balance?accountType=UNIFIED",
                "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"list\":[{\"accountType\":\"UNIFIED\",\"coin\":[]}]},\"time\":1}");
    }

    private final Map<String, String> environment = new HashMap<>(Map.of("BINANCE_KEY",
            "id of binance", "BINANCE_SECRET", SECRET, "KRAKEN_KEY", "id of kraken",
            "KRAKEN_SECRET", SECRET, "BYBIT_KEY", "id of bybit", "BYBIT_SECRET", SECRET));
    private final List<Request.About> asked = new ArrayList<>();
    private long now = NOW;
    /// How long the next answers take, milliseconds.
    private final Deque<Integer> slow = new ArrayDeque<>();
    private final Map<String, Map<String, FeeModel.Rate>> rates = new HashMap<>(Map.of(
            "binance", Map.of("BTC/USDT", FREE), "bybit", Map.of("BTC/USDT", FREE)));

    private static String binance(boolean trade, boolean withdraw, boolean margin) {
        return "{\"enableSpotAndMarginTrading\":" + trade + ",\"enableWithdrawals\":" + withdraw
                + ",\"enableMargin\":" + margin + "}";
    }

    private static String bybit(String spot, String wallet) {
        return "{\"retCode\":0,\"retMsg\":\"\",\"result\":{\"apiKey\":\"id of bybit\",\"readOnly\":0,"
                + "\"permissions\":{\"Spot\":[" + spot + "],\"Wallet\":[" + wallet
                + "]}},\"time\":1}";
    }

    private CompletableFuture<Answer> answer(String exchange, Request request) {
        asked.add(request.about());
        now += slow.isEmpty() ? 0 : slow.pop() * 1_000_000L;
        for (Map.Entry<String, String> each : answers.entrySet()) {
            if (request.url().endsWith(each.getKey())) {
                return CompletableFuture.completedFuture(each.getValue().isEmpty()
                        ? new Answer(Answer.Phase.SENT, 0, new Bytes(), "timed out", 0)
                        : Answer.ok(Bytes.of(each.getValue())));
            }
        }
        return CompletableFuture.completedFuture(
                new Answer(Answer.Phase.ANSWERED, 404, new Bytes(), "", 0));
    }

    private static Configuration configuration(String text) throws ConfigException {
        return Configuration.parse("exchanges.yaml", text, Path.of("/desk"), Dialects::of);
    }

    private LiveCheck check(String text) throws ConfigException {
        Configuration configuration = configuration(text);
        return new LiveCheck(configuration, environment::get,
                new Keyring(configuration.execution().mode(), new Latch(), () -> now, _ -> {}),
                this::answer, () -> now, exchange -> rates.getOrDefault(exchange, Map.of()));
    }

    private List<String> refused() throws ConfigException {
        return check(LIVE + BINANCE).ask().getFirst().problems();
    }

    @Test
    void accounts_that_may_trade_and_nothing_else_are_well() throws ConfigException {
        LiveCheck check = check(LIVE + BINANCE + REST);

        assertEquals(List.of(
                new LiveCheck.Finding("binance",
                        List.of("its clock is 0 ms ahead, give or take 0", MAY, "it holds 1 asset",
                                FEES),
                        List.of()),
                new LiveCheck.Finding("kraken",
                        List.of("its clock is 377 ms ahead, give or take 500", MAY,
                                "it holds 2 assets", FEES),
                        List.of()),
                new LiveCheck.Finding("bybit",
                        List.of("its clock is 0 ms ahead, give or take 0", MAY,
                                "its account is set to REGULAR_MARGIN",
                                "its account is set to spot margin off", "it holds 0 assets", FEES),
                        List.of())),
                check.ask());
        assertEquals(Set.of("binance", "kraken", "bybit"), check.keys().keySet());
        assertTrue(asked.stream().noneMatch(about -> about == Request.About.PLACE
                || about == Request.About.CANCEL), "questions only");
    }

    @Test
    void a_key_that_may_withdraw_or_borrow_or_not_trade_is_refused() throws ConfigException {
        answers.put("apiRestrictions", binance(true, true, false));
        assertEquals(List.of("the key may withdraw: one that may not is wanted"), refused());
        answers.put("apiRestrictions", binance(true, false, true));
        assertEquals(List.of("the key may borrow: one without margin is wanted"), refused());
        answers.put("apiRestrictions", binance(false, false, false));
        assertEquals(List.of("the key may not trade"), refused());
        answers.put("query-api", bybit("\"SpotTrade\"", "\"Withdraw\""));
        answers.put("GetApiKeyInfo",
                "{\"error\":[],\"result\":{\"permissions\":[\"modify-trades\",\"query-ledger\",\"withdraw-funds\"]}}");
        for (LiveCheck.Finding finding : check(LIVE + REST).ask()) {
            assertEquals(List.of("the key may withdraw: one that may not is wanted"),
                    finding.problems(), finding.exchange());
        }
    }

    @Test
    void an_account_that_may_borrow_is_refused() throws ConfigException {
        answers.put("spot-margin-trade/state",
                "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"spotMarginMode\":\"1\"},\"time\":1}");
        assertEquals(List.of("the account may borrow, set to spot margin on: one without margin is"
                + " wanted"), check(LIVE + REST).ask().getLast().problems());
        answers.remove("account/info");
        assertEquals("it does not tell what the key may do: HTTP 404, and not what was asked for",
                check(LIVE + REST).ask().getLast().problems().getFirst());
    }

    /// With real money silence is no consent. Test systems tell less, and are believed.
    @Test
    void what_is_not_told_is_refused_with_real_money_alone() throws ConfigException {
        answers.put("apiRestrictions", "");
        assertEquals(List.of("it does not tell what the key may do: no answer: timed out"),
                refused());
        answers.put("apiRestrictions", "{\"secret\":\"" + SECRET + "\"}");
        assertEquals(List.of(
                "it does not tell what the key may do: HTTP 200, and not what was asked for"),
                refused());
        answers.remove("api/v3/time");
        assertEquals("it does not tell what its clock says", refused().getFirst());

        LiveCheck.Finding tested = check("""
                mode: testnet
                exchanges:
                """ + BINANCE + """
                    restUrl: https://testnet.binance.vision
                    options: {orderSocket: 'wss://ws-api.testnet.binance.vision/ws-api/v3'}
                """).ask().getFirst();
        assertTrue(tested.well(), tested.toString());
        assertEquals(List.of("it does not tell what its clock says",
                "it does not tell what the key may do", "it holds 1 asset"), tested.told());
    }

    /// Which of ten things is wrong with a key only the exchange knows: it says so, and what it says of the key itself is left out.
    @Test
    void why_an_exchange_refuses_is_told_in_its_own_words_without_the_key() throws ConfigException {
        answers.put("GetApiKeyInfo", "{\"error\":[\"EAPI:Invalid nonce\"]}");
        answers.put("BalanceEx", "{\"error\":[\"EAPI:Invalid key:id of kraken, " + SECRET
                + ", aGVsbG8gd29ybGQsIHRoaXMgaXMgYSBzaWduYXR1cmU\\n\"]}");
        answers.put("query-api", "{\"retCode\":10010,\"retMsg\":\"Unmatched IP\"}");
        List<LiveCheck.Finding> found = check(LIVE + REST).ask();

        assertEquals(List.of(
                "it does not tell what the key may do: HTTP 200, it says: EAPI:Invalid nonce",
                "it does not tell what is held: HTTP 200, it says: EAPI:Invalid key:***, ***, ***"),
                found.getFirst().problems());
        assertEquals("it does not tell what the key may do: HTTP 200, it says: 10010 Unmatched IP",
                found.getLast().problems().getFirst());
    }

    @Test
    void a_kraken_key_that_may_not_see_the_ledger_is_refused_with_real_money()
            throws ConfigException {
        answers.put("GetApiKeyInfo",
                "{\"error\":[],\"result\":{\"permissions\":[\"query-funds\",\"modify-trades\"]}}");
        assertEquals(List.of(
                "the key may not query ledger entries: without that a withdrawal which the stream did not tell looks like a missing coin"),
                check(LIVE + REST).ask().getFirst().problems());
    }

    /// The gate would refuse every attempt there, and nobody would know why nothing happens.
    @Test
    void an_account_that_does_not_tell_its_fees_pair_by_pair_is_refused() throws ConfigException {
        rates.put("binance", Map.of(FeeModel.Reading.EVERY_PAIR, FREE));
        assertEquals(List.of(
                "it does not tell what trading costs, pair by pair: with real money nothing is begun there"),
                refused());
        answers.put("TradeVolume", "{\"error\":[\"EGeneral:Permission denied\"]}");
        rates.put("bybit", Map.of("BTC/USDT", FREE));
        LiveCheck check = check(LIVE + REST.replaceFirst("BTC/USDT", "BTC/USDT, ETH/USDT"));
        assertEquals(List.of(
                "it does not tell what trading costs, pair by pair: HTTP 200, it says: EGeneral:Permission denied: with real money nothing is begun there"),
                check.ask().getFirst().problems());
        answers.put("TradeVolume",
                "{\"error\":[],\"result\":{\"fees\":{\"XBTUSDT\":{\"fee\":\"0.2\"}}}}");
        LiveCheck.Finding half = check.ask().getFirst();
        assertTrue(half.well(), half::toString);
        assertEquals(
                "it does not tell what trading ETH/USDT costs: with real money nothing is begun there",
                half.told().getLast());
    }

    @Test
    void what_is_bonded_or_staked_is_said_not_to_count_as_the_coin() throws ConfigException {
        answers.put("BalanceEx", """
                {"error":[],"result":{"XXBT":{"balance":"2"},"XBT.F":{"balance":"1"},
                "ETH.B":{"balance":"5"},"DOT.S":{"balance":"7"}}}""");
        LiveCheck.Finding kraken = check(LIVE + REST).ask().getFirst();
        assertTrue(kraken.well(), kraken.toString());
        assertEquals(List.of("it holds 3 assets",
                "not counted as the coin, since no trade spends it: DOT.S, ETH.B"),
                kraken.told().subList(2, 4));
    }

    @Test
    void a_loan_and_a_clock_that_is_far_off_are_refused() throws ConfigException {
        answers.put("api/v3/time", "{\"serverTime\":" + (NOW / 1_000_000 - 502) + "}");
        assertEquals(List.of(
                "its clock is 501 ms behind, give or take 0: at most 500 are wanted (maxClockOffsetMillis)"),
                refused());
        answers.put("wallet-balance?accountType=UNIFIED", """
                {"retCode":0,"retMsg":"OK","result":{"list":[{"accountType":"UNIFIED","coin":[
                {"coin":"USDT","walletBalance":"1200.00","locked":"0","borrowAmount":"200.5",
                "spotBorrow":"200.5"}]}]},"time":1}""");
        assertEquals(List.of("200.5 USDT is borrowed: nothing is wanted"),
                check(LIVE + REST).ask().getLast().problems());
        answers.put("wallet-balance?accountType=UNIFIED",
                "{\"retCode\":10003,\"retMsg\":\"API key is invalid.\"}");
        assertEquals(List.of(
                "it does not tell what is held: HTTP 200, it says: 10003 API key is invalid."),
                check(LIVE + REST).ask().getLast().problems());
    }

    /// The first question opens the connection, on a machine that may be busy.
    @Test
    void a_clock_that_answered_late_is_asked_again() throws ConfigException {
        answers.put("api/v3/time", "{\"serverTime\":" + (NOW / 1_000_000 + 2_400) + "}");
        slow.add(2_400);
        assertEquals("its clock is 0 ms ahead, give or take 0",
                check(LIVE + BINANCE).ask().getFirst().told().getFirst());
        asked.clear();
        slow.addAll(List.of(300, 300, 300, 300, 300, 300));
        check(LIVE + BINANCE).ask();
        assertEquals(5, Collections.frequency(asked, Request.About.TIME), "and not for ever");
    }

    @Test
    void keys_that_are_not_there_or_are_none_are_refused_without_asking() throws ConfigException {
        environment.remove("BINANCE_SECRET");
        assertEquals(List.of("the environment lacks BINANCE_SECRET"), refused());
        environment.put("KRAKEN_SECRET", "no Base64!");
        LiveCheck check = check(LIVE + REST);
        assertEquals(List.of("the secret of an API key is no Base64"),
                check.ask().getFirst().problems());
        assertEquals(Set.of("bybit"), check.keys().keySet());
        assertFalse(check.ask().toString().contains("no Base64!"));
    }

    /// Over real HTTP, signed, to this machine.
    @Test
    void questions_go_out_signed() throws Exception {
        Vertx vertx = Vertx.vertx();
        var arrived = new ArrayList<String>();
        var server = vertx.createHttpServer().requestHandler(request -> {
            arrived.add(request.method() + " " + request.path() + " "
                    + request.getHeader("API-Key") + " "
                    + (request.getHeader("API-Sign") != null));
            String body = answers.entrySet().stream()
                    .filter(each -> request.uri().endsWith(each.getKey()))
                    .map(Map.Entry::getValue).findFirst().orElse("");
            request.response().putHeader("Content-Type", "application/json").end(body);
        }).listen(0, "127.0.0.1").await();
        Configuration practice = configuration("""
                mode: practice
                exchanges:
                  kraken:
                    restUrl: http://127.0.0.1:%d
                    options: {orderSocket: 'ws://127.0.0.1:9'}
                    listings: [BTC/USDT]
                    takerFee: 0.004
                    makerFee: 0.0025
                    account: {keyEnv: KRAKEN_KEY, secretEnv: KRAKEN_SECRET}
                """.formatted(server.actualPort()));
        Clock clock = Clock.system();
        var keyring = new Keyring(practice.execution().mode(), new Latch(), clock, _ -> {});
        try (var rest = new Rest(vertx, clock, _ -> Quota.CAUTIOUS, RestTiming.DEFAULT, keyring,
                new SimpleMeterRegistry())) {
            var check = new LiveCheck(practice, environment::get, keyring, rest::ask, clock,
                    _ -> Map.of());
            LiveCheck.Finding found = check.ask().getFirst();

            assertEquals(List.of(MAY, "it holds 2 assets"), found.told().subList(1, 3));
            // Of years ago: told by an exchange whose clock is far off.
            assertTrue(found.problems().getFirst().contains("ms behind"), found.toString());
            assertEquals(List.of("GET /0/public/Time null false",
                    "POST /0/private/GetApiKeyInfo id of kraken true",
                    "POST /0/private/BalanceEx id of kraken true"),
                    arrived.stream().distinct().toList(), "the time again where it was late");
        } finally {
            vertx.close().await();
        }
    }
}
