package io.crossbook.cli;

import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Simulator;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
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

/// An account at each of some practice exchanges, under keys that are drawn anew each time, but for how they begin: what somebody who trades there is given.
final class PracticeAccounts {

    private static final long PATIENCE_SECONDS = 180;
    private static final int KEY_BYTES = 16;
    private static final int SECRET_BYTES = 36;
    private static final String KEY_MARK = "canary7Q";
    /// A multiple of three letters, so that it stands alone in Base64 too.
    private static final String SECRET_MARK = "canary~7Qz#w";
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
            byte[] id = drawn(KEY_MARK, KEY_BYTES, random);
            byte[] secret = drawn(SECRET_MARK, SECRET_BYTES, random);
            // Kraken wants Base64; elsewhere it is a text like any other.
            var key = new Key(HexFormat.of().formatHex(id),
                    Base64.getEncoder().encodeToString(secret));
            simulator.openAccount(exchange, key.id, key.secret, DEPOSITS).await(PATIENCE_SECONDS,
                    TimeUnit.SECONDS);
            accounts.keys.put(exchange, key);
        }
        return accounts;
    }

    private static byte[] drawn(String mark, int length, SecureRandom random) {
        byte[] drawn = new byte[length];
        random.nextBytes(drawn);
        byte[] begins = mark.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(begins, 0, drawn, 0, begins.length);
        return drawn;
    }

    /// What every key and every secret begins with, whichever account it is of, and nothing else has: who looks for keys looks for these.
    static List<String> marks() {
        byte[] secret = SECRET_MARK.getBytes(StandardCharsets.US_ASCII);
        return List.of(HexFormat.of().formatHex(KEY_MARK.getBytes(StandardCharsets.US_ASCII)),
                SECRET_MARK, Base64.getEncoder().encodeToString(secret));
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
