package io.crossbook.gateway.xchange;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Transfers;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Entry;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What accounts tell through XChange's clients, asked of a server on this machine that answers as the exchange does.
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class AccountsTest {

    private static final Keys KEYS = new Keys("theKeyOfTheAccount1", "dGhlU2VjcmV0T2ZUaGVBY2NvdW50",
            "");

    private final WireMockServer server = new WireMockServer(
            wireMockConfig().bindAddress("127.0.0.1").dynamicPort());
    private final AtomicLong now = new AtomicLong(1_000);
    private final List<String> charged = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Accounts accounts = Accounts.watched(now::get,
            (exchange, weight) -> charged.add(exchange + " " + weight));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Settings.Exchange exchange(String dialect, String... instruments) {
        return new Settings.Exchange(
                new Entry("my-" + dialect, "", server.baseUrl(), 0, true, true, Map.of(), Map.of()),
                dialect, true, List.of(instruments).stream().map(Instrument::parse).toList(),
                BookLimits.DEFAULT, 0, 0);
    }

    private List<Input.Word> ask(Settings.Exchange exchange) throws Exception {
        return accounts.ask(exchange, KEYS).get(100, TimeUnit.SECONDS);
    }

    private void commissions(String path, String symbol, String taker, String special) {
        server.stubFor(get(urlPathEqualTo(path + "/api/v3/account/commission"))
                .withQueryParam("symbol", equalTo(symbol))
                .withQueryParam("signature", matching("[0-9a-f]{64}"))
                .withHeader("X-MBX-APIKEY", equalTo(KEYS.key())).willReturn(
                        okJson("""
                                {"symbol":"%s",
                                 "standardCommission":{"maker":"0.00090000","taker":"%s","buyer":"0.00000000","seller":"0.00010000"},
                                 "specialCommission":{"maker":"%s","taker":"%s","buyer":"0.00000000","seller":"0.00000000"},
                                 "taxCommission":{"maker":"0.00000000","taker":"0.00000000","buyer":"0.00005000","seller":"0.00000000"},
                                 "discount":{"enabledForAccount":true,"enabledForSymbol":true,"discountAsset":"BNB","discount":"0.75000000"}}"""
                                .formatted(symbol, taker, special, special))));
    }

    private void binance() {
        commissions("", "BTCUSDT", "0.00100000", "0.00000000");
        commissions("", "ETHUSDT", "0.00200000", "0.00050000");
        server.stubFor(get(urlPathEqualTo("/api/v3/time"))
                .willReturn(okJson("{\"serverTime\":1700000000000}")));
        server.stubFor(get(urlPathEqualTo("/api/v3/account")).willReturn(
                okJson("""
                        {"makerCommission":9,"takerCommission":10,"buyerCommission":0,"sellerCommission":0,
                         "commissionRates":{"maker":"0.00090000","taker":"0.00100000","buyer":"0","seller":"0"},
                         "canTrade":true,"canWithdraw":false,"canDeposit":true,"updateTime":1700000000000,
                         "accountType":"SPOT","balances":[
                          {"asset":"BTC","free":"0.123456789","locked":"1.00000000"},
                          {"asset":"BNB","free":"0.05000000","locked":"0.00000000"},
                          {"asset":"LTC","free":"0.00000000","locked":"0.00000000"}],
                         "permissions":["SPOT"]}""")));
        server.stubFor(get(urlPathEqualTo("/sapi/v1/capital/config/getall")).willReturn(
                okJson("""
                        [{"coin":"USDT","depositAllEnable":true,"withdrawAllEnable":true,"name":"TetherUS",
                          "free":"0","locked":"0","freeze":"0","withdrawing":"0","ipoing":"0","ipoable":"0",
                          "storage":"0","isLegalMoney":false,"trading":true,"networkList":[
                           {"network":"TRX","coin":"USDT","isDefault":true,"depositEnable":true,
                            "withdrawEnable":false,"withdrawFee":"1","withdrawMin":"10","withdrawMax":"9999999",
                            "withdrawIntegerMultiple":"0.000001","minConfirm":1,"unLockConfirm":0,
                            "estimatedArrivalTime":2,"busy":false,"sameAddress":false,"name":"Tron (TRC20)",
                            "contractAddress":"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"},
                           {"network":"BSC","coin":"USDT","isDefault":false,"depositEnable":true,
                            "withdrawEnable":true,"withdrawFee":"0.0123456789","withdrawMin":"5",
                            "withdrawMax":"9999999","withdrawIntegerMultiple":"0.000001","minConfirm":15,
                            "unLockConfirm":0,"estimatedArrivalTime":4,"busy":true,"name":"BSC (BEP20)"}]},
                         {"coin":"SHIB","networkList":[
                           {"network":"ETH","coin":"SHIB","depositEnable":true,"withdrawEnable":true,
                            "withdrawFee":"1","withdrawMin":"1"}]}]""")));
    }

    @Test
    void binance_tells_its_rates_what_is_free_and_which_networks_are_open() throws Exception {
        binance();

        List<Input.Word> told = ask(exchange("binance", "BTC/USDT", "ETH/USDT"));

        assertEquals(List.of(
                // Of all three kinds, for the side that costs more.
                new Input.Word.Rates("my-binance", 1_000,
                        Map.of("BTC/USDT", new FeeModel.Rate(1_100_000, 1_000_000), "ETH/USDT",
                                new FeeModel.Rate(2_600_000, 1_500_000))),
                new Input.Word.Held("my-binance", 1_000,
                        Map.of("BTC", 12_345_678L, "BNB", 5_000_000L)),
                new Input.Word.Ways("my-binance", 1_000, List.of(
                        new Transfers.Network("my-binance", "USDT", "TRC20", 100_000_000,
                                1_000_000_000, 2, true, false,
                                "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
                        // A busy one is shut, and a fee is rounded up.
                        new Transfers.Network("my-binance", "USDT", "BEP20", 1_234_568, 500_000_000,
                                4, false, false, "")))),
                told);
        server.verify(getRequestedFor(urlPathEqualTo("/api/v3/account"))
                .withHeader("X-MBX-APIKEY", equalTo(KEYS.key()))
                .withQueryParam("signature", matching("[0-9a-f]{64}")));
    }

    @Test
    void binances_testnet_is_not_asked_for_networks_which_it_does_not_tell() throws Exception {
        binance();
        commissions("/testnet", "BTCUSDT", "0.00000000", "0.00000000");
        Settings.Exchange real = exchange("binance", "BTC/USDT");
        server.stubFor(get(urlPathEqualTo("/testnet/api/v3/account")).willReturn(okJson("""
                {"makerCommission":0,"takerCommission":0,"accountType":"SPOT","balances":[]}""")));
        server.stubFor(get(urlPathEqualTo("/testnet/api/v3/time"))
                .willReturn(okJson("{\"serverTime\":1700000000000}")));
        ask(new Settings.Exchange(new Entry("my-binance", "", server.baseUrl() + "/testnet", 0,
                true, true, Map.of(), Map.of()), "binance", true, real.instruments(),
                BookLimits.DEFAULT, 0, 0));

        server.verify(0, anyRequestedFor(urlPathMatching(".*/sapi/.*")));
    }

    @Test
    void a_pair_that_binance_does_not_know_takes_no_other_rate_away() throws Exception {
        binance();
        server.stubFor(get(urlPathEqualTo("/api/v3/account/commission"))
                .withQueryParam("symbol", equalTo("OLDUSDT")).willReturn(aResponse()
                        .withStatus(400).withHeader("Content-Type", "application/json")
                        .withBody("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}")));

        List<Input.Word> told = ask(exchange("binance", "OLD/USDT", "BTC/USDT", "ETH/USDT"));

        assertEquals(new Input.Word.Rates("my-binance", 1_000,
                Map.of("BTC/USDT", new FeeModel.Rate(1_100_000, 1_000_000), "ETH/USDT",
                        new FeeModel.Rate(2_600_000, 1_500_000))),
                told.getFirst());
        // Each question is counted with what orders ask there.
        assertEquals(List.of("my-binance 20", "my-binance 20", "my-binance 20"), charged);
    }

    @Test
    void who_is_told_to_be_quiet_asks_after_no_other_pair_for_a_minute() throws Exception {
        binance();
        server.stubFor(get(urlPathEqualTo("/api/v3/account/commission"))
                .withQueryParam("symbol", equalTo("BTCUSDT")).willReturn(aResponse()
                        .withStatus(429).withHeader("Content-Type", "application/json")
                        .withBody("{\"code\":-1003,\"msg\":\"Too many requests.\"}")));
        Settings.Exchange exchange = exchange("binance", "BTC/USDT", "ETH/USDT");

        assertEquals(2, ask(exchange).size());
        assertEquals(2, ask(exchange).size());
        assertEquals(List.of("my-binance 20"), charged);
        now.addAndGet(TimeUnit.MINUTES.toNanos(1));
        assertEquals(Map.of("ETH/USDT", new FeeModel.Rate(2_600_000, 1_500_000)),
                ((Input.Word.Rates) ask(exchange).getFirst()).rates());
    }

    @Test
    void an_answer_is_kept_and_a_failure_is_not() throws Exception {
        binance();
        server.stubFor(get(urlPathEqualTo("/sapi/v1/capital/config/getall")).willReturn(aResponse()
                .withStatus(400).withBody("{\"code\":-2015,\"msg\":\"Invalid API-key\"}")));
        Settings.Exchange exchange = exchange("binance", "BTC/USDT");
        assertEquals(2, ask(exchange).size());
        int account = server.findAll(getRequestedFor(urlPathEqualTo("/api/v3/account"))).size();

        binance();
        now.set(2_000);
        List<Input.Word> told = ask(exchange);

        assertEquals(List.of(1_000L, 1_000L, 2_000L),
                told.stream().map(Input.Word::readNanos).toList());
        assertEquals(account,
                server.findAll(getRequestedFor(urlPathEqualTo("/api/v3/account"))).size());
    }

    @Test
    void kraken_tells_its_rates_and_what_is_held_and_no_networks() throws Exception {
        server.stubFor(post(urlPathEqualTo("/0/private/Balance")).willReturn(okJson("""
                {"error":[],"result":{"ZUSD":"1000.5000","XXBT":"0.5000000000","USDT":"7.00000000",
                 "XXDG":"10.00000000","ETH.F":"3.0000000000","DOT28.S":"1.0",
                 "ZETA":"1.0","ZORA":"2.0","ZEUS":"3.0","XTZ":"4.0","XCN":"5.0","XXLM":"6.0",
                 "ZEUR":"7.0","XETH":"8.0"}}""")));
        server.stubFor(get(urlPathEqualTo("/0/public/Assets")).willReturn(okJson("""
                {"error":[],"result":{"XXBT":{"aclass":"currency","altname":"XBT","decimals":10,
                 "display_decimals":5},"ZUSD":{"aclass":"currency","altname":"USD","decimals":4,
                 "display_decimals":2}}}""")));
        server.stubFor(get(urlPathEqualTo("/0/public/AssetPairs")).willReturn(okJson("""
                {"error":[],"result":{"XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD",
                 "aclass_base":"currency","base":"XXBT","aclass_quote":"currency","quote":"ZUSD",
                 "lot":"unit","pair_decimals":1,"lot_decimals":8,"lot_multiplier":1,
                 "fees":[[0,0.4]],"fees_maker":[[0,0.25]],"fee_volume_currency":"ZUSD",
                 "margin_call":80,"margin_stop":40,"ordermin":"0.0001"}}}""")));
        server.stubFor(post(urlPathEqualTo("/0/private/TradeVolume")).withRequestBody(
                containing("XBT")).willReturn(
                        okJson("""
                                {"error":[],"result":{"currency":"ZUSD","volume":"60000.0000",
                                 "fees":{"XXBTZUSD":{"fee":"0.3500","minfee":"0.1000","maxfee":"0.4000",
                                  "nextfee":"0.2400","nextvolume":"100000.0000","tiervolume":"50000.0000"}},
                                 "fees_maker":{"XXBTZUSD":{"fee":"0.2000","minfee":"0.0000","maxfee":"0.2500",
                                  "nextfee":"0.1400","nextvolume":"100000.0000","tiervolume":"50000.0000"}}}}""")));

        assertEquals(List.of(
                new Input.Word.Rates("my-kraken", 1_000,
                        Map.of("BTC/USD", new FeeModel.Rate(3_500_000, 2_000_000))),
                new Input.Word.Held("my-kraken", 1_000, Map.ofEntries(
                        Map.entry("USD", 100_050_000_000L), Map.entry("BTC", 50_000_000L),
                        Map.entry("USDT", 700_000_000L), Map.entry("DOGE", 1_000_000_000L),
                        // Only old codes carry a letter for what they are: these are names.
                        Map.entry("ZETA", 100_000_000L), Map.entry("ZORA", 200_000_000L),
                        Map.entry("ZEUS", 300_000_000L), Map.entry("XTZ", 400_000_000L),
                        Map.entry("XCN", 500_000_000L), Map.entry("XLM", 600_000_000L),
                        Map.entry("EUR", 700_000_000L),
                        // What earns by itself is spent with its coin.
                        Map.entry("ETH", 1_100_000_000L)))),
                ask(exchange("kraken", "BTC/USD")));
        server.verify(postRequestedFor(urlPathEqualTo("/0/private/Balance"))
                .withRequestBody(matching(".*nonce=\\d{16}(&.*)?")));
    }

    @Test
    void bybit_tells_its_rates_and_what_is_free_and_no_networks() throws Exception {
        server.stubFor(get(urlPathEqualTo("/v5/account/fee-rate")).willReturn(okJson("""
                {"retCode":0,"retMsg":"OK","result":{"list":[{"symbol":"BTCUSDT",
                 "takerFeeRate":"0.0008","makerFeeRate":"-0.0001"}]},"retExtInfo":{},
                 "time":1700000000000}""")));
        server.stubFor(get(urlPathEqualTo("/v5/account/wallet-balance")).willReturn(okJson("""
                {"retCode":0,"retMsg":"OK","result":{"list":[{"accountType":"UNIFIED",
                 "totalEquity":"1","coin":[
                  {"coin":"USDT","walletBalance":"100.5","locked":"0.5","free":""},
                  {"coin":"BTC","walletBalance":"-0.1","locked":"0"}]}]},"retExtInfo":{},
                 "time":1700000000000}""")));

        assertEquals(List.of(
                new Input.Word.Rates("my-bybit", 1_000,
                        Map.of("BTC/USDT", new FeeModel.Rate(800_000, -100_000))),
                new Input.Word.Held("my-bybit", 1_000, Map.of("USDT", 10_000_000_000L))),
                ask(exchange("bybit", "BTC/USDT")));
    }

    @Test
    void what_xchange_does_not_have_stays_as_configured() throws Exception {
        assertEquals(List.of(), ask(exchange("okx", "BTC/USDT")));
        assertFalse(Accounts.serves("okx"));
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void keys_are_in_no_text() {
        assertEquals("Keys[***]", KEYS.toString());
        assertEquals("GET /api?signature=*** with *** and ***", KEYS.without(
                "GET /api?signature=0123abc with " + KEYS.key() + " and " + KEYS.secret()));
    }

    @Test
    void the_engine_is_told_what_is_news_and_asked_again_later() throws Exception {
        binance();
        var told = new ArrayList<Input>();
        var tasks = new java.util.concurrent.LinkedBlockingQueue<Runnable>();
        var heard = new java.util.concurrent.Semaphore(0);
        var watch = new AccountWatch(accounts, Map.of("my-binance", KEYS, "my-okx", KEYS),
                new Inlet() {
                    @Override
                    public boolean fact(Input input) {
                        throw new AssertionError("of accounts only the latest counts");
                    }

                    @Override
                    public void state(String name, Input input) {
                        synchronized (told) {
                            told.add(input);
                        }
                        heard.release();
                    }
                }, (_, task) -> tasks.add(task));

        watch.configured(new Settings(
                List.of(exchange("binance", "BTC/USDT"), exchange("okx", "BTC/USDT")),
                io.crossbook.arbitrage.DetectorSettings.DEFAULT, 0, List.of(), List.of()));
        assertTrue(heard.tryAcquire(3, 100, TimeUnit.SECONDS));
        // What is asked again at once is what is kept: no news.
        tasks.take().run();
        assertEquals(1, tasks.size());
        ask(exchange("binance", "BTC/USDT"));
        synchronized (told) {
            assertEquals(3, told.size(), told.toString());
        }
        // Another rate is, though rates are dated by the oldest.
        now.addAndGet(TimeUnit.MINUTES.toNanos(1));
        watch.configured(new Settings(List.of(exchange("binance", "BTC/USDT", "ETH/USDT")),
                io.crossbook.arbitrage.DetectorSettings.DEFAULT, 0, List.of(), List.of()));
        tasks.take().run();
        assertTrue(heard.tryAcquire(1, 100, TimeUnit.SECONDS));
        synchronized (told) {
            assertTrue(told
                    .getLast() instanceof Input.Account(Input.Word.Rates(_, long read, var rates))
                    && read == 1_000 && rates.size() == 2, told.toString());
        }
        watch.close();
        tasks.take().run();
        assertEquals(0, tasks.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"binance", "kraken", "bybit"})
    void a_redirect_takes_no_key_elsewhere(String dialect) throws Exception {
        var elsewhere = new WireMockServer(
                wireMockConfig().bindAddress("127.0.0.1").dynamicPort());
        elsewhere.start();
        try {
            elsewhere.stubFor(any(anyUrl()).willReturn(okJson("{}")));
            server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(302)
                    .withHeader("Location", elsewhere.baseUrl() + "/taken")));

            assertEquals(List.of(), ask(exchange(dialect, "BTC/USDT")));
            elsewhere.verify(0, anyRequestedFor(anyUrl()));
        } finally {
            elsewhere.stop();
        }
    }
}
