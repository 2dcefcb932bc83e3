package io.crossbook.cli;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Stock;
import io.crossbook.arbitrage.Transfers;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.AccountKeys;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.tape.Secrets;
import io.crossbook.gateway.xchange.Accounts;
import io.crossbook.gateway.xchange.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How it stands with one's accounts: what is configured, and what the exchanges told those of which there are keys.
record Standing(Settings settings, List<Input.Word> words, Stock stock, long now) {

    /// By the configuration, and what was told.
    static Standing of(Settings settings, List<Input.Word> words, long now) {
        var stock = new Stock();
        settings.inventory().start().forEach(stock::told);
        return of(settings, words, stock, now);
    }

    private static Standing of(Settings settings, List<Input.Word> words, Stock stock, long now) {
        for (Input.Word word : words) {
            if (word instanceof Input.Word.Held held) {
                stock.told(held.exchange(), held.held());
            }
        }
        return new Standing(settings, List.copyOf(words), stock, now);
    }

    /// Asks the accounts of all enabled exchanges of which the environment has keys; contacts nobody where there are none.
    static Standing asked(Configuration configuration,
            Function<String, @Nullable String> environment) {
        return of(configuration.settings(), words(configuration, environment), time());
    }

    /// The same, but of what is held only what accounts tell counts: what was held in the beginning is no balance.
    static Standing live(Configuration configuration,
            Function<String, @Nullable String> environment) {
        return of(configuration.settings(), words(configuration, environment), new Stock(),
                time());
    }

    private static List<Input.Word> words(Configuration configuration,
            Function<String, @Nullable String> environment) {
        var secrets = new Secrets();
        Logs.hide(secrets);
        Map<String, Keys> keys = AccountKeys.of(configuration, environment, secrets);
        var accounts = Accounts.once(Standing::time);
        var words = new ArrayList<Input.Word>();
        for (Settings.Exchange exchange : configuration.settings().exchanges()) {
            Keys own = keys.get(exchange.entry().name());
            if (own != null && exchange.enabled()) {
                words.addAll(accounts.ask(exchange, own).join());
            }
        }
        return words;
    }

    private static long time() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /// What an account told that trading costs, pair by pair, by the instrument's name.
    Map<String, FeeModel.Rate> rates(String exchange) {
        var told = new TreeMap<String, FeeModel.Rate>();
        for (Input.Word word : words) {
            if (word instanceof Input.Word.Rates rates && rates.exchange().equals(exchange)) {
                told.putAll(rates.rates());
            }
        }
        return told;
    }

    /// What trading costs.
    FeeModel fees() {
        Map<String, FeeModel.Schedule> schedules = settings.exchanges().stream().collect(
                Collectors.toMap(exchange -> exchange.entry().name(), Settings.Exchange::fees));
        var readings = new ArrayList<FeeModel.Reading>();
        for (Input.Word word : words) {
            if (word instanceof Input.Word.Rates rates) {
                readings.add(new FeeModel.Reading(rates.exchange(), rates.rates(),
                        rates.readNanos()));
            }
        }
        return new FeeModel(schedules, readings, stock, now);
    }

    /// The ways between exchanges, whether or not they are counted; an exchange whose account told of them is known whole, and the configuration is for the
    /// others.
    Transfers ways() {
        var networks = new ArrayList<Transfers.Network>();
        Set<String> told = new HashSet<>();
        for (Input.Word word : words) {
            if (word instanceof Input.Word.Ways ways) {
                networks.addAll(ways.networks());
                told.add(ways.exchange());
            }
        }
        settings.transfers().networks().stream()
                .filter(network -> !told.contains(network.exchange())).forEach(networks::add);
        return new Transfers(networks, settings.transfers().cycle(), told);
    }
}
