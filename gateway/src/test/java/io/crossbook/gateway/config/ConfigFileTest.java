package io.crossbook.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Dialects;
import io.crossbook.execution.risk.Setting;
import io.crossbook.gateway.engine.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What of a file can come into force while a daemon runs by an earlier one, and what is said of the rest.
final class ConfigFileTest {

    @TempDir
    private Path folder = Path.of("");

    private Path path = Path.of("");
    private String good = "";
    private ConfigFile file;

    @BeforeEach
    void a_daemon_runs_by_the_good_file() throws IOException, ConfigException {
        good = BadFiles.good(1).replace("exchange: kraken, quote", "exchange: binance, quote")
                .replace("start: {kraken:", "start: {bybit-linear:").replace("{kraken: 1, ", "{");
        path = Files.writeString(folder.resolve("desk.yaml"), good);
        file = ConfigFile.read(path, Dialects::of);
    }

    private Configuration takes(String... changes) throws IOException, ConfigException {
        Files.writeString(path, changed(changes));
        ConfigFile.Fresh fresh = file.look();
        file.taken(fresh);
        return fresh.configuration();
    }

    private void refuses(List<String> wanted, String... changes) throws IOException {
        Files.writeString(path, changed(changes));
        assertEquals(wanted, assertThrows(ConfigException.class, () -> file.look()).problems()
                .stream().map(line -> line.replace(folder + "/", "")).toList());
    }

    private String changed(String... changes) {
        String text = good;
        for (int i = 0; i < changes.length; i += 2) {
            text = text.replace(changes[i], changes[i + 1]);
        }
        return text;
    }

    @Test
    void fees_limits_listings_and_switches_come_into_force() throws IOException, ConfigException {
        Configuration fresh = takes("takerFee: 0.004", "takerFee: 0.003", "maxAttemptUsdt: 50",
                "maxAttemptUsdt: 40", "[BTC/USDT, ETH/USDT]", "[BTC/USDT, ETH/USDT, SOL/USDT]",
                "  binance:\n    enabled: true", "  binance:\n    enabled: false", "minNetBps: 1",
                "minNetBps: 2", "maxBookAgeMillis: 5000", "maxBookAgeMillis: 4000");

        assertEquals(3_000_000, fresh.settings().exchanges().getFirst().takerFee());
        assertEquals(40, fresh.risk().values().get(Setting.MAX_ATTEMPT));
        assertEquals(fresh, file.running());
    }

    @Test
    void comments_and_order_change_nothing() throws IOException, ConfigException {
        assertEquals(file.running().settings(), takes("mode: paper", "# on paper\nmode: paper")
                .settings());
    }

    @Test
    void what_counts_from_the_start_on_is_named_with_its_line() throws IOException {
        refuses(List.of(
                "desk.yaml:1: mode is \"watch\" and was \"paper\": that counts from the next start on"),
                "mode: paper", "mode: watch");
        refuses(List.of(
                "desk.yaml:81: orders.lossBudgetBps is \"140\" and was \"150\": that counts from the next start on",
                "desk.yaml:83: journal.file is \"other.db\" and was \"journal.db\": that counts from the next start on",
                "desk.yaml:84: control.directory is \"elsewhere\" and was \"control\": that counts from the next start on",
                "desk.yaml:87: gateway.port is \"8081\" and was \"0\": that counts from the next start on",
                "desk.yaml:97: tape.maxAgeHours is \"24\" and was \"168\": that counts from the next start on"),
                "lossBudgetBps: 150", "lossBudgetBps: 140", "file: journal.db", "file: other.db",
                "directory: control", "directory: elsewhere", "port: 0", "port: 8081",
                "maxAgeHours: 168", "maxAgeHours: 24", "takerFee: 0.004", "takerFee: 0.003");
        assertEquals(4_000_000, file.running().settings().exchanges().getFirst().takerFee());
    }

    @Test
    void who_is_called_and_how_the_door_stands_counts_from_the_start_on() throws IOException {
        refuses(List.of(
                "desk.yaml:88: gateway.readWithoutToken is \"false\" and was left out: that counts from the next start on",
                "desk.yaml:105: alerts.maxPerMinute is \"5\" and was left out: that counts from the next start on",
                "desk.yaml:105: alerts.receivers is \"name: desk, kind: slack, urlEnv: DESK_URL\" and was left out: that counts from the next start on"),
                "  port: 0\n", "  port: 0\n  readWithoutToken: false\n", "rates: {USD: 1}\n",
                "rates: {USD: 1}\nalerts: {maxPerMinute: 5, receivers: [{name: desk, kind: slack, urlEnv: DESK_URL}]}\n");
    }

    @Test
    void what_is_left_out_now_is_told_where_it_stood() throws IOException {
        refuses(List.of(
                "desk.yaml:93: tape.enabled is left out and was \"false\": that counts from the next start on"),
                "  enabled: false\n  directory: tape", "  directory: tape");
    }

    @Test
    void where_orders_may_be_under_way_an_exchange_is_spoken_to_as_before() throws IOException {
        refuses(List.of(
                "desk.yaml:5: exchanges.kraken is gone, and is traded at: `enabled: false` is wanted as long as Crossbook runs"),
                good.substring(good.indexOf("  kraken:\n    enabled"),
                        good.indexOf("  binance:\n    enabled")),
                "",
                "    kraken:\n      USDT:", "    binance:\n      USDT:");
    }

    private void takesWithKrakenOff(String... changes) throws IOException, ConfigException {
        var all = new ArrayList<>(
                List.of("  kraken:\n    enabled: true", "  kraken:\n    enabled: false"));
        all.addAll(List.of(changes));
        takes(all.toArray(String[]::new));
    }

    @Test
    void an_exchange_that_is_traded_at_is_spoken_to_as_at_the_start_also_when_a_file_has_disabled_it()
            throws IOException, ConfigException {
        takesWithKrakenOff();
        String gone = "desk.yaml:5: exchanges.kraken is gone, and is traded at: `enabled: false` is wanted as long as Crossbook runs";
        refuses(List.of(gone),
                good.substring(good.indexOf("  kraken:\n    enabled"),
                        good.indexOf("  binance:\n    enabled")),
                "",
                "    kraken:\n      USDT:", "    binance:\n      USDT:");
        List<String> address = List.of(
                "desk.yaml:10: exchanges.kraken.restUrl is \"http://127.0.0.1:2\" and was \"http://127.0.0.1:1\": that counts from the next start on");
        String rest = "    restUrl: http://127.0.0.1:1\n    fees:";
        refuses(address, rest, rest.replace(":1\n", ":2\n"));
        refuses(address, rest, rest.replace(":1\n", ":2\n"), "  kraken:\n    enabled: true",
                "  kraken:\n    enabled: false");
        refuses(List.of(
                "desk.yaml:21: exchanges.kraken.patience.windowMillis is \"4000\" and was \"3000\": that counts from the next start on"),
                "windowMillis: 3000", "windowMillis: 4000");
        refuses(List.of(
                "desk.yaml:20: exchanges.kraken.account.keyEnv is another and was another: that counts from the next start on"),
                "keyEnv: KRAKEN_KEY", "keyEnv: OTHER_KEY");
    }

    @Test
    void what_is_listed_only_grows_from_one_file_to_the_next()
            throws IOException, ConfigException {
        takesWithKrakenOff("[BTC/USDT, ETH/USDT]\n    takerFee: 0.004",
                "[BTC/USDT, ETH/USDT, SOL/USDT]\n    takerFee: 0.004");
        refuses(List.of(
                "desk.yaml:6: exchanges.kraken.listings is \"BTC/USDT, ETH/USDT\" and was \"BTC/USDT, ETH/USDT, SOL/USDT\": that counts from the next start on"));
    }

    @Test
    void one_that_was_not_enabled_at_the_start_is_not_traded_at_and_may_go()
            throws IOException, ConfigException {
        String off = changed("  binance:\n    enabled: true", "  binance:\n    enabled: false");
        Files.writeString(path, off);
        file = ConfigFile.read(path, Dialects::of);
        Configuration fresh = takes();
        assertTrue(fresh.settings().exchanges().get(1).enabled());
        assertEquals(Set.of("kraken"), fresh.execution().patience().keySet(), "only watched");
        takes("restUrl: http://127.0.0.1:1\n    options",
                "restUrl: http://127.0.0.1:2\n    options");
    }

    @Test
    void of_a_file_of_which_only_market_data_counts_all_of_that_may_change()
            throws IOException, ConfigException {
        file = ConfigFile.read(path, Dialects::of, Configuration::watching);
        assertEquals(Mode.WATCH, file.running().execution().mode());
        Configuration fresh = takes("mode: paper", "mode: watch", "maxAttemptUsdt: 50",
                "maxAttemptUsdt: 40", "windowMillis: 3000", "windowMillis: 4000", "takerFee: 0.004",
                "takerFee: 0.003", "keyEnv: KRAKEN_KEY", "keyEnv: OTHER_KEY");
        assertEquals(Mode.WATCH, fresh.execution().mode());
        assertEquals(Map.of(), fresh.accounts());
        assertEquals(3_000_000, file.running().settings().exchanges().getFirst().takerFee());
    }

    @Test
    void keys_are_not_shown_and_listings_only_grow() throws IOException {
        refuses(List.of(
                "desk.yaml:6: exchanges.kraken.listings is \"BTC/USDT\" and was \"BTC/USDT, ETH/USDT\": that counts from the next start on",
                "desk.yaml:20: exchanges.kraken.account.keyEnv is another and was another: that counts from the next start on"),
                "    listings: [BTC/USDT, ETH/USDT]\n    takerFee: 0.004",
                "    listings: [BTC/USDT]\n    takerFee: 0.004", "keyEnv: KRAKEN_KEY",
                "keyEnv: OTHER_KEY");
    }

    @Test
    void a_bad_file_changes_nothing_and_a_good_one_after_it_does()
            throws IOException, ConfigException {
        Configuration before = file.running();
        for (BadFiles.Row row : BadFiles.rows(1)) {
            Files.writeString(path, row.text());
            assertThrows(ConfigException.class, () -> file.look(), row.name());
            assertEquals(before, file.running());
        }
        assertEquals(2_000_000, takes("takerFee: 0.004", "takerFee: 0.002").settings().exchanges()
                .getFirst().takerFee());
    }

    @Test
    void a_file_that_is_gone_changes_nothing() throws IOException {
        Files.delete(path);
        assertEquals(List.of(path + ": there is no such file"),
                assertThrows(ConfigException.class, () -> file.look()).problems());
    }
}
