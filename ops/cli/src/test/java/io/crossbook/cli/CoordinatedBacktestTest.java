package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Dialects;
import io.crossbook.execution.paper.PaperTerms;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.tape.Tape;
import io.crossbook.gateway.tape.TapeReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backtests in which the coordinator trades what it can: through its gate, from an account that is configured, to the last digit.
class CoordinatedBacktestTest {

    /// Ticks and lots as fine as the generated books are, and no minimum.
    private static final Rules FINE = new Rules(8, 8, 1, 1, 1, 0, 1, Rules.Status.TRADING);
    private static final List<String> ALL = List.of("binance", "kraken", "bybit");
    private static final PaperTerms QUICK = new PaperTerms(5_000_000, Map.of(), 1_000_000_000, 600);

    @TempDir
    private static Path folder;
    private static Path tape = Path.of("");

    @BeforeAll
    static void record() throws IOException, Failure {
        tape = folder.resolve("tape");
        TapeImportCommand.write(Dislocated.sessions(folder, 7, 1_500), Map.of(), tape);
    }

    private static String yaml(String mode, String risk, String held) {
        var text = new StringBuilder("mode: " + mode + "\nrisk: {" + risk + "}\nexchanges:\n");
        for (String exchange : ALL) {
            text.append("  ").append(exchange)
                    .append(": {listings: [BTC/USDT, ETH/USDT], makerFee: 0, takerFee: 0.0005,"
                            + " latencyMillis: 5}\n");
        }
        text.append("transfers:\n  counted: true\n  cycle: {USDT: 100000}\n  networks:\n");
        for (String exchange : ALL) {
            text.append("    ").append(exchange).append(":\n");
            for (String asset : List.of("BTC", "ETH", "USDT")) {
                text.append("      ").append(asset).append(": {NET: {fee: 0, minutes: 1,"
                        + " deposits: true, withdrawals: true}}\n");
            }
        }
        return text + "inventory: {start: {" + held + "}}\n";
    }

    private static String everywhere(String amounts) {
        return "binance: {" + amounts + "}, kraken: {" + amounts + "}, bybit: {" + amounts + "}";
    }

    private static final String RICH = everywhere("BTC: 0.02, ETH: 0.4, USDT: 1000");
    private static final String WIDE = "maxNetBps: 1000, maxDeviationBps: 300, maxLimitBps: 1000,"
            + " coolDownMillis: 0, maxErrorsPercent: 100";

    /// What is the same for several tests is played once.
    private static final Map<String, Backtest.Result> PLAYED = new HashMap<>();

    private static Backtest.Result run(String yaml, List<String> ruled)
            throws IOException, ConfigException, Failure {
        Backtest.Result known = PLAYED.get(yaml + ruled);
        if (known == null) {
            known = play(yaml, ruled);
            PLAYED.put(yaml + ruled, known);
        }
        return known;
    }

    private static Backtest.Result play(String yaml, List<String> ruled)
            throws IOException, ConfigException, Failure {
        Configuration configuration = Configuration.parse("exchanges.yaml", yaml, folder,
                Dialects::of);
        var rules = new HashMap<String, Rules>();
        ruled.forEach(exchange -> rules.put(exchange, FINE));
        try (Tape told = new Ruled(TapeReader.open(tape), rules)) {
            return Backtest.run(told,
                    Backtest.Plan.of(configuration, QUICK, Backtest.Taking.ALL));
        }
    }

    private static ObjectNode report(Backtest.Result result) {
        return BacktestReport.of(List.of("tape"), "exchanges.yaml", QUICK, result,
                JsonNodeFactory.instance.objectNode());
    }

    private static BigDecimal decimal(JsonNode node) {
        return new BigDecimal(node.asText());
    }

    @Test
    void the_coordinator_takes_what_it_can_and_its_money_adds_up_to_its_accounts()
            throws IOException, ConfigException, Failure {
        Backtest.Result result = run(yaml("paper", WIDE, RICH), ALL);
        JsonNode coordinator = result.coordinator();

        assertTrue(coordinator.get("attempts").asInt() > 3, coordinator::toString);
        assertEquals(0, coordinator.get("beside").size(), coordinator::toString);
        assertTrue(result.attempts().stream().anyMatch(Taken::filled), coordinator::toString);
        var moved = new TreeMap<String, BigDecimal>();
        for (JsonNode account : coordinator.get("accounts")) {
            moved.merge(account.get("asset").asText(),
                    decimal(account.get("end")).subtract(decimal(account.get("start"))),
                    BigDecimal::add);
        }
        var told = new TreeMap<String, BigDecimal>();
        for (Taken each : result.attempts()) {
            assertEquals(Taken.By.COORDINATOR, each.by());
            each.line().get("net").properties().forEach(
                    net -> told.merge(net.getKey(), decimal(net.getValue()), BigDecimal::add));
            assertEquals(0, each.proceeds().captured().subtract(each.proceeds().fees())
                    .subtract(each.proceeds().conversion()).subtract(each.proceeds().unwind())
                    .compareTo(each.proceeds().net()), each.line()::toString);
        }
        assertTrue(!report(result).get("markouts").isEmpty());
        moved.forEach((asset, amount) -> assertEquals(0,
                amount.compareTo(told.getOrDefault(asset, BigDecimal.ZERO)),
                asset + " " + moved + " " + told));
    }

    @Test
    void no_attempt_is_larger_than_the_gate_lets_it_be()
            throws IOException, ConfigException, Failure {
        Backtest.Result result = run(yaml("paper", WIDE, RICH), ALL);

        assertTrue(result.attempts().stream().mapToInt(each -> each.line().get("orders").size())
                .sum() > 3);
        for (Taken each : result.attempts()) {
            JsonNode leg = each.line().get("orders").get(0);
            assertTrue(decimal(leg.get("size")).multiply(decimal(leg.get("limit")))
                    .compareTo(BigDecimal.valueOf(50)) <= 0, each.line()::toString);
        }
    }

    @Test
    void two_runs_are_the_same_to_the_last_byte() throws IOException, ConfigException, Failure {
        Backtest.Result once = run(yaml("paper", WIDE, RICH), ALL);
        Backtest.Result again = play(yaml("paper", WIDE, RICH), ALL);

        assertEquals(ReportFile.text(report(once)), ReportFile.text(report(again)));
        assertEquals(once.attempts().stream().map(Taken::line).toList(),
                again.attempts().stream().map(Taken::line).toList());
    }

    @Test
    void what_the_gate_denies_is_told_by_its_code()
            throws IOException, ConfigException, Failure {
        Backtest.Result result = run(yaml("paper", WIDE + ", minNetBps: 1000", RICH), ALL);

        assertEquals(0, result.coordinator().get("attempts").asInt());
        assertTrue(result.coordinator().at("/denied/edge").asInt() > 0,
                result.coordinator()::toString);
        assertEquals(0, result.attempts().size());
    }

    @Test
    void what_the_coordinator_cannot_trade_goes_to_the_desk_and_says_why()
            throws IOException, ConfigException, Failure {
        for (var each : Map.of("rules", run(yaml("paper", WIDE, RICH), List.of()), "mode",
                run(yaml("watch", WIDE, RICH), ALL), "holdings",
                run(yaml("paper", WIDE, ""), ALL)).entrySet()) {
            JsonNode coordinator = each.getValue().coordinator();
            assertEquals(0, coordinator.get("attempts").asInt(), coordinator::toString);
            assertEquals(1, coordinator.get("beside").size(), coordinator::toString);
            assertEquals(each.getValue().attempts().size(),
                    coordinator.at("/beside/" + each.getKey()).asInt(), coordinator::toString);
            assertTrue(each.getValue().attempts().stream()
                    .allMatch(one -> one.by() == Taken.By.DESK
                            && one.line().get("why").asText().equals(each.getKey())));
            assertTrue(!each.getValue().attempts().isEmpty());
        }
    }

    /// Kraken tells no rules, or nothing is held there: what goes through it is the desk's, all else the coordinator's.
    @Test
    void one_exchange_without_rules_or_holdings_keeps_the_others_from_nothing()
            throws IOException, ConfigException, Failure {
        String amounts = "{BTC: 0.02, ETH: 0.4, USDT: 1000}";
        for (var each : Map.of("rules", run(yaml("paper", WIDE, RICH), List.of("binance", "bybit")),
                "holdings", run(yaml("paper", WIDE, "binance: " + amounts + ", bybit: " + amounts),
                        ALL))
                .entrySet()) {
            JsonNode coordinator = each.getValue().coordinator();
            assertTrue(coordinator.get("opportunities").asInt() > 0, coordinator::toString);
            assertTrue(coordinator.at("/beside/" + each.getKey()).asInt() > 0,
                    coordinator::toString);
            assertEquals(1, coordinator.get("beside").size(), coordinator::toString);
            for (Taken taken : each.getValue().attempts()) {
                boolean kraken = taken.opportunity().legs().stream()
                        .anyMatch(leg -> leg.listing().exchange().equals("kraken"));
                assertEquals(kraken ? Taken.By.DESK : Taken.By.COORDINATOR, taken.by());
            }
        }
    }

    /// A recording of others tells no exchange's clock.
    @Test
    void what_the_tape_does_not_tell_is_said() throws IOException, ConfigException, Failure {
        JsonNode coordinator = run(yaml("paper", WIDE, RICH), ALL).coordinator();

        assertEquals("", coordinator.get("idle").asText());
        assertEquals(List.of("binance", "bybit", "kraken"), coordinator
                .at("/assumed/clocksAsOurs").valueStream().map(JsonNode::asText).toList());
    }
}
