package io.crossbook.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookLimits;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Entry;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.Setting;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A configuration is right, or says everything that is wrong with it.
class ConfigurationTest {

    static final BiFunction<String, Entry, @Nullable Dialect> DIALECTS = (name,
            entry) -> {
        if (!Set.of("binance", "kraken", "okx").contains(name)) {
            throw new IllegalArgumentException("there is no dialect '" + name + "'");
        }
        if (entry.depth() == 17) {
            throw new IllegalArgumentException("a depth of 17 is not offered");
        }
        return null;
    };

    private static final String KRAKEN = """
            exchanges:
              kraken:
                listings: [BTC/USD]
                takerFee: 0.004
                makerFee: 0.0025
            """;

    static Configuration parse(String text) throws ConfigException {
        return Configuration.parse("exchanges.yaml", text, Path.of("desk"), DIALECTS);
    }

    static List<String> problems(String text) {
        return assertThrows(ConfigException.class, () -> parse(text)).problems();
    }

    private static void refuses(String text, String... wanted) {
        assertEquals(List.of(wanted), problems(text));
    }

    @Test
    void what_is_left_out_has_its_default() throws ConfigException {
        Configuration configuration = parse(KRAKEN);

        var kraken = configuration.settings().exchanges().getFirst();
        assertEquals("kraken", kraken.dialect());
        assertTrue(kraken.enabled());
        assertEquals(BookLimits.DEFAULT, kraken.limits());
        assertEquals(4_000_000, kraken.takerFee());
        assertEquals(List.of(Instrument.spot("BTC", "USD")), kraken.instruments());
        assertEquals(Entry.of("kraken"), kraken.entry());
        assertEquals(8080, configuration.gateway().port());
        assertEquals(Path.of("desk/data/tape"), configuration.tape().directory());
    }

    @Test
    void a_wrong_value_is_told_with_its_line_what_it_is_and_what_is_wanted() {
        refuses(KRAKEN.replace("0.004", "4 %"),
                "exchanges.yaml:4: exchanges.kraken.takerFee is \"4 %\": a fraction such as 0.004, below 0.05, is wanted; did you mean 0.04?");
    }

    @Test
    void every_mistake_is_told_at_once_in_the_order_of_lines() {
        refuses("""
                exchanges:
                  kraken:
                    listings: [BTC-USD, BTC/USD, BTC/USD]
                    takerFee: 0.4
                    makerFe: 0.0025
                arbitrage:
                  minNetBps: high
                """,
                "exchanges.yaml:2: exchanges.kraken.makerFee is missing: a fraction such as 0.0025, from -0.01 to below 0.05, is wanted",
                "exchanges.yaml:3: exchanges.kraken.listings[] is \"BTC-USD\": an instrument such as BTC/USDT or BTC/USDT:USDT is wanted; did you mean BTC/USD?",
                "exchanges.yaml:3: exchanges.kraken.listings lists BTC/USD twice",
                "exchanges.yaml:4: exchanges.kraken.takerFee is \"0.4\": a fraction such as 0.004, below 0.05, is wanted",
                "exchanges.yaml:5: exchanges.kraken.makerFe is no key that is known: did you mean makerFee?",
                "exchanges.yaml:7: arbitrage.minNetBps is \"high\": basis points such as 2.5, from -1000 to below 10000, is wanted");
    }

    @Test
    void an_unknown_key_far_from_all_lists_the_known_ones() {
        refuses(KRAKEN + "telemetry: true\n",
                "exchanges.yaml:6: telemetry is no key that is known: known here are alerts, arbitrage, books, control, exchanges, gateway, inventory, journal, live, mode, orders, rebalance, risk, tape, transfers");
    }

    @Test
    void a_key_that_is_there_twice_is_refused() {
        refuses(KRAKEN + "    takerFee: 0.001\n",
                "exchanges.yaml:6: exchanges.kraken.takerFee is here twice: first in line 4");
    }

    @Test
    void what_the_dialect_refuses_is_told_at_the_exchange() {
        refuses(KRAKEN + "    depth: 17\n",
                "exchanges.yaml:6: exchanges.kraken.depth (dialect kraken): a depth of 17 is not offered");
        refuses(KRAKEN.replace("kraken", "krakn"),
                "exchanges.yaml:2: exchanges.krakn (dialect krakn): there is no dialect 'krakn'; did you mean kraken?");
    }

    @Test
    void a_bridged_exchange_needs_the_name_of_a_class() {
        List<String> problems = problems(
                KRAKEN.replace("    takerFee", "    dialect: xchange\n    takerFee"));
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.getFirst().contains("exchanges.kraken.options names no class"),
                problems.getFirst());
    }

    @Test
    void only_this_machine_is_spoken_to_in_the_clear() throws ConfigException {
        String wanted = ": a URL such as wss://stream.example.com:9443 (ws:// only to this machine) is wanted";
        for (String url : List.of("ws://stream.example.com", "https://stream.example.com",
                "wss://user:key@stream.example.com", "wss://", "stream.example.com",
                "ws://127.0.0.1.example.com", "wss://stream.example.com/?key=1")) {
            refuses(KRAKEN + "    webSocketUrl: " + url + "\n",
                    "exchanges.yaml:6: exchanges.kraken.webSocketUrl is \""
                            + url.replace("user:key", "...").replace("key=1", "...") + "\""
                            + wanted);
        }
        for (String url : List.of("ws://127.0.0.1:1234", "ws://localhost:1/ws", "ws://[::1]:80",
                "wss://stream.example.com:9443/ws")) {
            assertEquals(url, parse(KRAKEN + "    webSocketUrl: " + url + "\n").settings()
                    .exchanges().getFirst().entry().webSocket());
        }
    }

    @Test
    void the_feed_listens_to_this_machine_alone() {
        refuses(KRAKEN + "gateway: {host: 0.0.0.0}\n",
                "exchanges.yaml:6: gateway.host is \"0.0.0.0\": a loopback address such as 127.0.0.1, or another of this machine together with tls, is wanted",
                "exchanges.yaml:6: gateway.allowedHosts is missing: the names that clients ask for are wanted, where host is no loopback address");
    }

    @Test
    void a_section_that_is_none_is_one_mistake() {
        refuses("exchanges:\n  kraken:\n  okx: yes\n",
                "exchanges.yaml:2: exchanges.kraken is empty: a mapping (key: value) is wanted",
                "exchanges.yaml:3: exchanges.okx is \"yes\": a mapping (key: value) is wanted");
    }

    @Test
    void tags_anchors_and_depth_are_refused() {
        refuses("a: !!java.lang.ProcessBuilder [touch]\n",
                "exchanges.yaml:1: the tag !!java.lang.ProcessBuilder is not used here: write the bare value");
        refuses("a: &x [1, 2]\nb: [*x, *x]\n",
                "exchanges.yaml:1: anchors and aliases (&, *) are not used here: write the value out, not x",
                "exchanges.yaml:2: anchors and aliases (&, *) are not used here: write the value out, not x");
        refuses("a: " + "[".repeat(100_000),
                "exchanges.yaml:1: this is nested deeper than anything that is known here");
        refuses("a: " + "[\n".repeat(100_000),
                "exchanges.yaml:8: this is nested deeper than anything that is known here");
    }

    @Test
    void what_is_no_yaml_is_told_with_its_line() {
        List<String> problems = problems("exchanges:\n  kraken: {listings: [BTC/USD\n");
        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().startsWith("exchanges.yaml:3: this is no YAML: "),
                problems.getFirst());
        refuses("", "exchanges.yaml: is empty: a section exchanges is wanted");
        refuses("# nothing\n", "exchanges.yaml: is empty: a section exchanges is wanted");
        refuses("[]", "exchanges.yaml:1: this is a list: a mapping (key: value) is wanted");
        refuses("gateway: {port: 1}\n",
                "exchanges.yaml: exchanges.* is missing: an exchange is wanted");
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        var exception = assertThrows(ConfigException.class,
                () -> Configuration.read(Path.of("no/such.yaml"), DIALECTS));
        assertEquals(List.of("no/such.yaml: there is no such file"), exception.problems());
    }

    @Test
    void a_message_stays_on_one_line() {
        refuses(KRAKEN.replace("0.004", "\"" + "x\\n".repeat(100) + "\""),
                "exchanges.yaml:4: exchanges.kraken.takerFee is \"" + "x?".repeat(30)
                        + "...\": a fraction such as 0.004, below 0.05, is wanted");
    }

    @Test
    void limits_of_risk_are_read_in_their_units() throws ConfigException {
        GateSettings risk = parse(KRAKEN + """
                risk:
                  maxDeviationBps: 75
                  rates: {USD: 0.99}
                """).risk();
        assertEquals(GateSettings.DEFAULT.with(Setting.MAX_DEVIATION, 75).with("USD",
                new BigDecimal("0.99")), risk);
        assertEquals(GateSettings.DEFAULT, parse(KRAKEN).risk());
    }

    @Test
    void implausible_limits_of_risk_are_refused_with_what_is_wanted() {
        refuses(KRAKEN + "risk: {maxDeviationBps: 10000}\n",
                "exchanges.yaml:6: risk.maxDeviationBps is \"10000\": a whole number from 1 to 300 is"
                        + " wanted");
        refuses(KRAKEN + "risk: {maxDeviationBp: 1}\n",
                "exchanges.yaml:6: risk.maxDeviationBp is no key that is known: did you mean"
                        + " maxDeviationBps?");
        refuses(KRAKEN + "risk: {maxDeviationBps: 40}\n",
                "exchanges.yaml:6: risk.maxTwoDeviationBps is 50: no more than maxDeviationBps, which"
                        + " is 40, is wanted");
        refuses(KRAKEN + "risk: {rates: {USD: 0.01, Eur: 1, EUR: 108}}\n",
                "exchanges.yaml:6: risk.rates.USD is \"0.01\": from 0.9 to 1.1 is wanted",
                "exchanges.yaml:6: risk.rates.Eur is no asset: an asset in capitals such as USDT is"
                        + " wanted; did you mean EUR?",
                "exchanges.yaml:6: risk.rates.EUR is \"108\": from 0.8 to 1.6 is wanted");
        refuses(KRAKEN + "risk: {rates: {BTC: 65000}}\n",
                "exchanges.yaml:6: risk.rates.BTC is \"65000\": no rate (its markets in USDT tell"
                        + " it), or one of AUD, BRL, CAD, CHF, DAI, EUR, EURC, EURI, EURQ, FDUSD,"
                        + " GBP, JPY, PLN, PYUSD, RLUSD, TUSD, USD, USDC, USDE, USDG, is wanted");
    }
}
