package io.crossbook.cli;

import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Simulator;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An account at each of some practice exchanges, under keys that are drawn anew each time: what somebody who trades there is given.
final class PracticeAccounts {

    private static final long PATIENCE_SECONDS = 180;
    private static final int KEY_BYTES = 12;
    private static final int SECRET_BYTES = 32;
    /// Under what the risk gate lets an exchange hold, by the prices that the practice market begins with.
    private static final Map<String, BigDecimal> DEPOSITS = Map.of("USDT", new BigDecimal(1_500),
            "USDC", new BigDecimal(300), "BTC", new BigDecimal("0.01"), "ETH",
            new BigDecimal("0.25"), "SOL", new BigDecimal(2), "XRP", new BigDecimal(500), "ADA",
            new BigDecimal(800), "LTC", new BigDecimal(4));

    private record Key(String id, String secret) {}

    private final Simulator simulator;
    private final Map<Exchange, Key> keys = new TreeMap<>();

    private PracticeAccounts(Simulator simulator) {
        this.simulator = simulator;
    }

    /// Opens one at each of them, with the same deposits.
    static PracticeAccounts open(Simulator simulator, List<Exchange> exchanges)
            throws TimeoutException {
        var accounts = new PracticeAccounts(simulator);
        var random = new SecureRandom();
        for (Exchange exchange : exchanges) {
            byte[] id = new byte[KEY_BYTES];
            byte[] secret = new byte[SECRET_BYTES];
            random.nextBytes(id);
            random.nextBytes(secret);
            // Kraken wants Base64; elsewhere it is a text like any other.
            var key = new Key(HexFormat.of().formatHex(id),
                    Base64.getEncoder().encodeToString(secret));
            simulator.openAccount(exchange, key.id, key.secret, DEPOSITS).await(PATIENCE_SECONDS,
                    TimeUnit.SECONDS);
            accounts.keys.put(exchange, key);
        }
        return accounts;
    }

    /// The variables with the keys: `PRACTICE_KRAKEN_KEY` and `PRACTICE_KRAKEN_SECRET`.
    Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        keys.forEach((exchange, key) -> {
            String name = "PRACTICE_" + exchange.id().toUpperCase(Locale.ROOT).replace('-', '_');
            environment.put(name + "_KEY", key.id);
            environment.put(name + "_SECRET", key.secret);
        });
        return environment;
    }

    /// What each of them holds and has traded.
    List<AccountTruth> truths() throws TimeoutException {
        var truths = new ArrayList<AccountTruth>();
        for (Map.Entry<Exchange, Key> each : keys.entrySet()) {
            truths.add(simulator.truth(each.getKey(), each.getValue().id).await(PATIENCE_SECONDS,
                    TimeUnit.SECONDS));
        }
        return truths;
    }
}
