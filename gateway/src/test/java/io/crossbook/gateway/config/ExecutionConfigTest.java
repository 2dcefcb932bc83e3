package io.crossbook.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Orders;
import io.crossbook.execution.desk.LegOrder;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.Setting;
import io.crossbook.gateway.engine.Execution;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.ledger.JournalSettings;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Who trades, where and how is right, or each mistake is one line.
final class ExecutionConfigTest {

    private static final long SECOND = 1_000_000_000L;
    private static final String KRAKEN = """
            exchanges:
              kraken:
                listings: [BTC/USDT]
                takerFee: 0.004
                makerFee: 0.0025
            """;
    private static final String HERE = """
                restUrl: http://127.0.0.1:8001
                options: {orderSocket: 'ws://[::1]:8002/v2'}
            """;
    private static final String KEYS = """
                account: {keyEnv: KRAKEN_KEY, secretEnv: KRAKEN_SECRET}
            """;
    private static final String BINANCE = """
              binance:
                listings: [BTC/USDT]
                takerFee: 0.001
                makerFee: 0.001
                account: {keyEnv: BINANCE_KEY, secretEnv: BINANCE_SECRET}
            """;
    private static final String TESTNET = """
                restUrl: https://testnet.binance.vision
                options: {orderSocket: 'wss://ws-api.testnet.binance.vision/ws-api/v3'}
            """;

    private static Configuration parse(String text) throws ConfigException {
        return Configuration.parse("exchanges.yaml", text, Path.of("/desk"), Dialects::of);
    }

    private static Execution execution(String text) throws ConfigException {
        return parse(text).execution();
    }

    private static void refuses(String text, String... wanted) {
        assertEquals(List.of(wanted),
                assertThrows(ConfigException.class, () -> parse(text)).problems());
    }

    @Test
    void what_is_left_out_is_traded_on_paper() throws ConfigException {
        Configuration left = parse(KRAKEN);

        assertEquals(Mode.PAPER, left.execution().mode());
        assertEquals(GateSettings.DEFAULT, left.execution().risk());
        assertEquals(LegOrder.PROVEN, left.execution().legs());
        assertEquals(0, left.execution().parkedStopBps());
        assertEquals(150, left.execution().lossBudgetBps());
        assertEquals(Map.of(), left.execution().doubt());
        assertEquals(50_000_000, left.execution().paper().latency("kraken"));
        assertEquals(JournalSettings.file(Path.of("/desk/data/journal-paper.db"),
                Durability.NORMAL), left.journal().settings());
        assertEquals(Path.of("/desk/data"), left.control());
        assertFalse(left.accounts().containsKey("nobody"));
        assertEquals(1, left.execution().terms().patience().size());
    }

    @Test
    void whoever_only_watches_trades_nowhere() throws ConfigException {
        Configuration watching = parse("mode: watch\n" + KRAKEN + KEYS);

        assertEquals(Mode.WATCH, watching.execution().mode());
        assertEquals(Map.of(), watching.execution().patience());
        assertEquals(Path.of("/desk/data/journal-watch.db"), watching.journal().settings().path());
    }

    /// Kraken takes no order whose deadline is nearer than two seconds and a quarter.
    @Test
    void an_exchange_is_waited_for_as_long_as_it_may_take() throws ConfigException {
        assertEquals(new Patience(3 * SECOND, 10 * SECOND, SECOND, 5 * SECOND, 2 * SECOND, SECOND,
                0), execution(KRAKEN).patience().get("kraken"));
        assertEquals(SECOND, window(KRAKEN + BINANCE, "binance"));
        assertEquals(4 * SECOND, window(KRAKEN + "    patience: {windowMillis: 4000}\n", "kraken"));
        assertEquals(new Patience(2_500_000_000L, 2 * SECOND, SECOND / 2, SECOND, 2 * SECOND,
                SECOND, 0),
                execution(KRAKEN
                        + "    patience: {windowMillis: 2500, engineMillis: 2000, skewMillis: 500, visibleMillis: 1000}\n")
                        .patience().get("kraken"));
        refuses(KRAKEN + "    patience: {windowMillis: 2000}\n",
                "exchanges.yaml:6: exchanges.kraken.patience.windowMillis is \"2000\": a whole number from 2250 to 60000 is wanted");
        refuses(KRAKEN + "    patience: {windowMilis: 3000}\n",
                "exchanges.yaml:6: exchanges.kraken.patience.windowMilis is no key that is known: did you mean windowMillis?");
        refuses(KRAKEN + "    patience: 3000\n",
                "exchanges.yaml:6: exchanges.kraken.patience is \"3000\": a mapping (key: value) is wanted");
    }

    private static long window(String text, String exchange) throws ConfigException {
        return java.util.Objects.requireNonNull(execution(text).patience().get(exchange))
                .windowNanos();
    }

    /// An order may count as never received too early when the clock may be further off than is reckoned with.
    @Test
    void clocks_that_may_be_further_off_are_waited_for() throws ConfigException {
        String far = "risk: {maxClockOffsetMillis: 2000}\n";

        assertEquals(2 * SECOND, java.util.Objects
                .requireNonNull(execution(KRAKEN + far).patience().get("kraken")).skewNanos());
        refuses(KRAKEN + "    patience: {skewMillis: 1500}\n" + far,
                "exchanges.yaml:6: exchanges.kraken.patience.skewMillis is \"1500\": a whole number from 2000 to 10000 is wanted");
    }

    @Test
    void a_maintenance_has_a_beginning_and_an_end() throws ConfigException {
        String window = "    maintenance:\n      - {from: 2026-12-01T06:00:00Z, until: 2026-12-01T07:30:00Z}\n";
        long from = 1_796_104_800L * SECOND;
        assertEquals(List.of(new Settings.Maintenance(from, from + 5_400 * SECOND)),
                parse(KRAKEN + window).settings().exchanges().getFirst().maintenances());
        assertEquals(List.of(), parse(KRAKEN).settings().exchanges().getFirst().maintenances());
        refuses(KRAKEN + window.replace("07:30", "05:30"),
                "exchanges.yaml:7: exchanges.kraken.maintenance[].until is not after from: a time after it is wanted");
        refuses(KRAKEN + window.replace("2026-12-01T06:00:00Z", "tomorrow"),
                "exchanges.yaml:7: exchanges.kraken.maintenance[].from is \"tomorrow\": a time such as 2026-12-01T06:00:00Z is wanted");
    }

    /// A journal in mode live that a power cut may shorten, where an order may be taken however late it comes.
    @Test
    void where_no_exchange_ends_an_order_that_is_late_the_journal_survives_a_power_cut()
            throws ConfigException {
        String live = "mode: live\nlive: true\n" + KRAKEN
                + KEYS.replace("}", ", live: true}");
        List<String> problems = assertThrows(ConfigException.class, () -> timeless(live))
                .problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.getFirst().endsWith(
                "journal.durability is not full: mode is live, and kraken takes orders however late they come: one that the journal has lost with the power would stand, and nobody would know of it"),
                problems::toString);
        Configuration full = timeless(live + "journal: {durability: full}\n");
        assertEquals(Patience.UNENFORCED.lateWatchNanos(), java.util.Objects
                .requireNonNull(full.execution().patience().get("kraken")).lateWatchNanos());
        assertEquals(Mode.PAPER, timeless(KRAKEN).execution().mode());
        assertEquals(Mode.LIVE, parse(live).execution().mode());
    }

    /// Kraken, if it kept to no deadline.
    private static Configuration timeless(String text) throws ConfigException {
        return Configuration.parse("exchanges.yaml", text, Path.of("/desk"),
                (name, entry) -> timeless(Dialects.of(name, entry)));
    }

    private static Dialect timeless(Dialect dialect) {
        return instead(Dialect.class, dialect, "orders",
                orders -> instead(Orders.class, (Orders) orders, "deadline",
                        _ -> Orders.Deadline.NONE));
    }

    /// The same, but for what one of its methods answers.
    private static <T> T instead(Class<T> type, T real, String method,
            UnaryOperator<Object> answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (_, called, arguments) -> {
                    Object said = called.invoke(real, arguments);
                    return called.getName().equals(method) ? answer.apply(said) : said;
                }));
    }

    @Test
    void what_real_exchanges_take_their_time_for_is_not_configured_away() throws ConfigException {
        String quick = "    patience: {engineMillis: 9999, visibleMillis: 999}\n";
        assertEquals(1, execution("mode: practice\n" + KRAKEN + HERE + KEYS + quick).patience()
                .size());
        refuses("mode: testnet\n" + "exchanges:\n" + BINANCE + TESTNET + quick,
                "exchanges.yaml:10: exchanges.binance.patience.engineMillis is \"9999\": a whole number from 10000 to 120000 is wanted",
                "exchanges.yaml:10: exchanges.binance.patience.visibleMillis is \"999\": a whole number from 1000 to 120000 is wanted");
    }

    @Test
    void on_paper_all_spot_exchanges_are_traded_at_that_speak_for_themselves()
            throws ConfigException {
        String others = """
                  okx: {listings: [BTC/USDT], takerFee: 0.001, makerFee: 0.001}
                  bybit-linear:
                    dialect: bybit
                    listings: ['BTC/USDT:USDT']
                    takerFee: 0.001
                    makerFee: 0.001
                  coinbase: {enabled: false, listings: [BTC/USD], takerFee: 0.001, makerFee: 0.001}
                  bitstamp:
                    dialect: xchange
                    options: {class: info.bitrich.xchangestream.bitstamp.v2.BitstampStreamingExchange}
                    listings: [BTC/USD]
                    takerFee: 0.004
                    makerFee: 0.003
                """;

        assertEquals(Set.of("kraken", "okx"), execution(KRAKEN + others).patience().keySet());
        // Where orders leave, only those that take orders of ours, and of which we have a key.
        assertEquals(Set.of("kraken"), execution("mode: practice\n" + KRAKEN + HERE + KEYS
                + others).patience().keySet());
    }

    @Test
    void practice_is_on_this_machine_alone() throws ConfigException {
        assertEquals(Mode.PRACTICE,
                execution("mode: practice\n" + KRAKEN + HERE + KEYS).mode());
        refuses("mode: practice\n" + KRAKEN + KEYS,
                "exchanges.yaml:3: exchanges.kraken.restUrl leads elsewhere: 'api.kraken.com' is not this machine: mode is practice",
                "exchanges.yaml:3: exchanges.kraken.options.orderSocket leads elsewhere: 'ws-auth.kraken.com' is not this machine: mode is practice");
        refuses("mode: practice\n" + KRAKEN + HERE.replace("ws://[::1]:8002", "wss://example.com")
                + KEYS,
                "exchanges.yaml:8: exchanges.kraken.options.orderSocket leads elsewhere: 'example.com' is not this machine: mode is practice");
        refuses("mode: practice\n" + KRAKEN + HERE.replace("http://127.0.0.1:8001",
                "https://127.0.0.1.example.com") + KEYS,
                "exchanges.yaml:7: exchanges.kraken.restUrl leads elsewhere: '127.0.0.1.example.com' is not this machine: mode is practice");
    }

    /// Bybit has two connections there.
    @Test
    void an_address_is_wrong_once() {
        String bybit = "mode: practice\nexchanges:\n" + BINANCE.replace("binance:", "bybit:")
                + "    restUrl: http://127.0.0.1:1\n";

        refuses(bybit + "    options: {orderSocket: 'wss://example.com'}\n",
                "exchanges.yaml:9: exchanges.bybit.options.orderSocket leads elsewhere: 'example.com' is not this machine: mode is practice");
        refuses(bybit + "    options: {orderSocket: 'ws://example.com'}\n",
                "exchanges.yaml:9: exchanges.bybit.options.orderSocket leads elsewhere: must begin with wss://; ws:// is for this machine only");
    }

    @Test
    void orders_go_nowhere_in_the_clear() {
        refuses(KRAKEN + "    options: {orderSocket: 'ws://example.com/v2'}\n",
                "exchanges.yaml:6: exchanges.kraken.options.orderSocket leads elsewhere: must begin with wss://; ws:// is for this machine only");
    }

    @Test
    void test_systems_are_those_of_the_exchanges_and_kraken_has_none() throws ConfigException {
        assertEquals(Set.of("binance"),
                execution("mode: testnet\nexchanges:\n" + BINANCE + TESTNET).patience().keySet());
        refuses("mode: testnet\nexchanges:\n" + BINANCE,
                "exchanges.yaml:3: exchanges.binance.restUrl leads elsewhere: 'api.binance.com' is no test system: mode is testnet",
                "exchanges.yaml:3: exchanges.binance.options.orderSocket leads elsewhere: 'ws-api.binance.com' is no test system: mode is testnet");
        refuses("mode: testnet\n" + KRAKEN + KEYS,
                "exchanges.yaml:3: exchanges.kraken.restUrl leads elsewhere: 'api.kraken.com' is no test system: mode is testnet",
                "exchanges.yaml:3: exchanges.kraken.options.orderSocket leads elsewhere: 'ws-auth.kraken.com' is no test system: mode is testnet");
    }

    @Test
    void real_money_wants_live_in_both_places() throws ConfigException {
        String both = "mode: live\nlive: true\n";
        String live = KEYS.replace("}", ", live: true}");
        assertEquals(Mode.LIVE, execution(both + KRAKEN + live).mode());
        assertTrue(parse(both + KRAKEN + live).accounts().values().stream()
                .allMatch(Account::live));

        refuses("mode: live\n" + KRAKEN + live,
                "exchanges.yaml: live is not true: mode is live, which wants it here and in the account of every exchange that is traded at");
        refuses(both.replace("true", "false") + KRAKEN + live,
                "exchanges.yaml:2: live is not true: mode is live, which wants it here and in the account of every exchange that is traded at");
        refuses(both + KRAKEN + KEYS,
                "exchanges.yaml:8: exchanges.kraken.account.live is not true: mode is live, which wants it here too");
        refuses(both + KRAKEN + live + BINANCE,
                "exchanges.yaml:13: exchanges.binance.account.live is not true: mode is live, which wants it here too");
        refuses("live: true\n" + KRAKEN + live,
                "exchanges.yaml:1: live is true: mode is paper, which wants false");
        refuses(both.replace("mode: live", "mode: testnet") + "exchanges:\n" + BINANCE + TESTNET,
                "exchanges.yaml:2: live is true: mode is testnet, which wants false");
    }

    @Test
    void real_money_hears_and_asks_no_test_system_and_no_exchange_of_this_machine() {
        String both = "mode: live\nlive: true\n";
        String live = KEYS.replace("}", ", live: true}");

        refuses(both + KRAKEN + live + HERE,
                "exchanges.yaml:9: exchanges.kraken.restUrl leads elsewhere: '127.0.0.1' is no exchange: mode is live",
                "exchanges.yaml:10: exchanges.kraken.options.orderSocket leads elsewhere: '[::1]' is no exchange: mode is live");
        refuses(both + KRAKEN + live
                + "  okx: {webSocketUrl: 'ws://127.0.0.1:1', listings: [BTC/USDT], takerFee: 0.001, makerFee: 0.001}\n",
                "exchanges.yaml:9: exchanges.okx.webSocketUrl leads elsewhere: '127.0.0.1' is no exchange: mode is live");
        refuses(both + KRAKEN + live
                + "  okx: {enabled: false, restUrl: 'https://www.okx-sandbox.com', webSocketUrl: 'wss://wspap.okx.com', listings: [BTC/USDT], takerFee: 0.001, makerFee: 0.001}\n",
                "exchanges.yaml:9: exchanges.okx.webSocketUrl leads elsewhere: 'wspap.okx.com' is no exchange: mode is live",
                "exchanges.yaml:9: exchanges.okx.restUrl leads elsewhere: 'www.okx-sandbox.com' is no exchange: mode is live");
    }

    /// Real orders by the prices of play money, or play money for one of two legs.
    @Test
    void real_money_knows_test_systems_by_their_names() throws ConfigException {
        String text = "mode: live\nlive: true\n" + KRAKEN + KEYS.replace("}", ", live: true}")
                + "    webSocketUrl: wss://%1$s\n    restUrl: https://%1$s\n    options: {orderSocket: 'wss://%1$s'}\n";
        for (String host : List.of("stream.testnet.binance.vision", "testnet.binancefuture.com",
                "stream.binancefuture.com", "api-demo.bybit.com", "stream-demo.bybit.com",
                "demo-api.binance.com", "demo-futures.kraken.com", "api.SANDBOX.exchange.com",
                "beta-ws.kraken.com", "api-testnet.bybit.com", "testnet.exchange.com",
                "api.test.exchange.com")) {
            String found = "leads elsewhere: '" + host.toLowerCase(java.util.Locale.ROOT)
                    + "' is no exchange: mode is live";
            refuses(text.formatted(host),
                    "exchanges.yaml:9: exchanges.kraken.webSocketUrl " + found,
                    "exchanges.yaml:10: exchanges.kraken.restUrl " + found,
                    "exchanges.yaml:11: exchanges.kraken.options.orderSocket " + found);
        }
        for (String host : List.of("api.bytick.com", "api.democracy.com", "fastest.exchange.com",
                "api1.binance.com")) {
            assertEquals(Mode.LIVE, execution(text.formatted(host)).mode());
        }
    }

    @Test
    void orders_that_leave_need_somebody_to_trade_with() {
        for (String mode : List.of("practice", "testnet", "live")) {
            refuses("mode: " + mode + "\nlive: " + mode.equals("live") + "\n" + KRAKEN,
                    "exchanges.yaml:1: mode is " + mode
                            + ", and nobody can be traded with: an enabled exchange that takes orders, with spot listings and the keys of an account, is wanted");
        }
    }

    @Test
    void orders_say_which_leg_goes_first() throws ConfigException {
        Execution read = execution(KRAKEN + BINANCE
                + "orders: {legs: doubtfulFirst, doubt: {kraken: 2, binance: 1}, lossBudgetBps: 90, parkedStopBps: 91}\nrisk: {maxAttemptUsdt: 40}\n");

        assertEquals(LegOrder.DOUBTFUL_FIRST, read.legs());
        assertEquals(Map.of("kraken", 2, "binance", 1), read.doubt());
        assertEquals(90, read.lossBudgetBps());
        assertEquals(91, read.parkedStopBps());
        assertEquals(GateSettings.DEFAULT.with(Setting.MAX_ATTEMPT, 40), read.risk());
    }

    /// The higher always goes first: it is told, for nothing is wrong with it.
    @Test
    void who_ranks_exchanges_learns_that_legs_never_leave_together() throws ConfigException {
        assertEquals("orders.legs is proven, and legs never leave together between exchanges that"
                + " orders.doubt ranks differently {binance=0, kraken=2}: the higher always goes first,"
                + " so of the other nobody learns what fills at once (the same rank for both, or"
                + " doubtfulFirst, is wanted)",
                execution(KRAKEN + BINANCE + "orders: {doubt: {kraken: 2}}\n").unproven());
        for (String fine : List.of("orders: {doubt: {}}\n",
                "orders: {doubt: {kraken: 2, binance: 2}}\n",
                "orders: {legs: doubtfulFirst, doubt: {kraken: 2}}\n",
                "mode: watch\norders: {doubt: {kraken: 2}}\n")) {
            assertEquals("", execution(KRAKEN + BINANCE + fine).unproven(), fine);
        }
    }

    /// Each wrong value is one line, with what was found and what is wanted.
    @Test
    void every_wrong_value_is_one_line() {
        var wrong = new ArrayList<List<String>>();
        wrong.add(List.of("mode: real",
                "mode is \"real\": one of watch, paper, practice, testnet, live is wanted"));
        wrong.add(List.of("live: maybe", "live is \"maybe\": true or false is wanted"));
        wrong.add(List.of("orders: {legs: doubtfulfirst}",
                "orders.legs is \"doubtfulfirst\": one of proven, doubtfulFirst is wanted; did you mean doubtfulFirst?"));
        wrong.add(List.of("orders: {legs: together}", // nobody may say so
                "orders.legs is \"together\": one of proven, doubtfulFirst is wanted"));
        wrong.add(List.of("orders: {parkedStopBps: 150}",
                "orders.parkedStopBps is 150: more than lossBudgetBps, which is 150, or 0 for no stop is wanted"));
        wrong.add(List.of("orders: {parkedStopBps: 1001}",
                "orders.parkedStopBps is \"1001\": a whole number from 0 to 1000 is wanted"));
        wrong.add(List.of("orders: {lossBudgetBps: 0}",
                "orders.lossBudgetBps is \"0\": a whole number from 1 to 1000 is wanted"));
        wrong.add(List.of("orders: {lossBudgetsBps: 1}",
                "orders.lossBudgetsBps is no key that is known: did you mean lossBudgetBps?"));
        wrong.add(List.of("orders: {doubt: {krakn: 1}}",
                "orders.doubt.krakn is no exchange of this file: one of kraken is wanted; did you mean kraken?"));
        wrong.add(List.of("orders: {doubt: {kraken: -1}}",
                "orders.doubt.kraken is \"-1\": a whole number from 0 to 100 is wanted"));
        wrong.add(List.of("journal: {file: ~/journal.db}",
                "journal.file is \"~/journal.db\": a file such as data/journal-paper.db is wanted"));
        wrong.add(List.of("journal: {file: 'j?mode=memory'}",
                "journal.file is \"j?mode=memory\": a file such as data/journal-paper.db is wanted"));
        wrong.add(List.of("journal: {durability: none}",
                "journal.durability is \"none\": one of normal, full is wanted"));
        wrong.add(List.of("journal: {patienceMillis: 10}",
                "journal.patienceMillis is \"10\": a whole number from 100 to 60000 is wanted"));
        wrong.add(List.of("journal: {user: crossbook}",
                "journal.user is of a server: url is wanted with it"));
        wrong.add(List.of("journal: {file: a.db, url: 'jdbc:postgresql://127.0.0.1/a'}",
                "journal.url is here beside file: one of them is wanted"));
        wrong.add(List.of("control: {directory: ''}",
                "control.directory is \"\": a folder such as data is wanted"));
        wrong.add(List.of("control: {socket: data}",
                "control.socket is no key that is known: known here are directory, silentMillis"));
        wrong.add(List.of("control: {silentMillis: 10}",
                "control.silentMillis is \"10\": a whole number from 200 to 60000 is wanted"));
        for (List<String> one : wrong) {
            refuses(KRAKEN + one.getFirst() + "\n", "exchanges.yaml:6: " + one.getLast());
        }
        refuses(KRAKEN + "    account: {keyEnv: A_KEY, secretEnv: A_SECRET, live: yes}\n",
                "exchanges.yaml:6: exchanges.kraken.account.live is something else: true or false is wanted");
    }
}
