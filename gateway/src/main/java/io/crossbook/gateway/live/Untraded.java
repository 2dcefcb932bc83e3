package io.crossbook.gateway.live;

import io.crossbook.arbitrage.Transfers;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.Account;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Where nothing will be traded though somebody may expect it, and why: else attempts stay at none, and nobody says a word.
public final class Untraded {

    /// Whose account tells itself what may be withdrawn.
    private static final String TELLS = "binance";

    private Untraded() {}

    /// One line for each reason: `nothing is traded at okx: it takes no orders of ours`. Empty where all that is enabled is traded at, or nobody trades.
    public static List<String> of(Configuration configuration) {
        var reasons = new LinkedHashMap<String, List<String>>();
        if (configuration.execution().mode() != Mode.WATCH) {
            for (Settings.Exchange exchange : configuration.settings().exchanges()) {
                String reason = exchange.enabled() && exchange.instruments().stream()
                        .anyMatch(each -> each.kind() == Instrument.Kind.SPOT)
                                ? reason(configuration, exchange)
                                : "";
                if (!reason.isEmpty()) {
                    reasons.computeIfAbsent(reason, _ -> new ArrayList<>())
                            .add(exchange.entry().name());
                }
            }
        }
        return reasons.entrySet().stream().map(each -> "nothing is traded at "
                + String.join(", ", each.getValue()) + ": " + each.getKey()).toList();
    }

    private static String reason(Configuration configuration, Settings.Exchange exchange) {
        String name = exchange.entry().name();
        Mode mode = configuration.execution().mode();
        if (!configuration.execution().patience().containsKey(name)) {
            return mode.leaves()
                    ? unreachable(configuration, exchange)
                    : "its books are watched, and never fired at";
        }
        return switch (mode) {
            case PAPER -> configuration.settings().inventory().start()
                    .getOrDefault(name, Map.of()).isEmpty()
                            ? "paper begins with nothing there (inventory.start), unless its journal has more"
                            : "";
            case LIVE -> lockedIn(configuration.settings().transfers(), exchange);
            case WATCH, PRACTICE, TESTNET -> "";
        };
    }

    private static String unreachable(Configuration configuration, Settings.Exchange exchange) {
        if (Dialects.of(exchange.dialect(), exchange.entry()).orders(List.of()) == null) {
            return "dialect " + exchange.dialect() + " takes no orders of ours";
        }
        return configuration.accounts().getOrDefault(exchange.entry().name(), Account.NONE).named()
                ? "it is not among those that orders leave for"
                : "its account names no keys";
    }

    /// With real money nothing is bought that is not known to get out again.
    private static String lockedIn(Settings.Ways ways, Settings.Exchange exchange) {
        if (!ways.counted()) {
            return "transfers.counted is false, so no withdrawals are known of anybody: what cannot leave"
                    + " an exchange is cheap there for that reason, also for who never moves anything"
                    + " (say what is let out: transfers.counted: true, transfers.networks)";
        }
        var shut = new TreeSet<String>();
        for (Instrument instrument : exchange.instruments()) {
            if (instrument.kind() == Instrument.Kind.SPOT) {
                shut.add(instrument.base());
                shut.add(instrument.quote());
            }
        }
        for (Transfers.Network network : ways.networks()) {
            if (network.exchange().equals(exchange.entry().name()) && network.withdrawals()) {
                shut.remove(network.asset());
            }
        }
        return shut.isEmpty() || exchange.dialect().equals(TELLS)
                ? ""
                : "no withdrawals of " + String.join(", ", shut) + " are known (transfers.networks."
                        + exchange.entry().name() + "): what cannot leave is not bought";
    }
}
