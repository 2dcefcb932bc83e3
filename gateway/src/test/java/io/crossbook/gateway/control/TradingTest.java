package io.crossbook.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.live.LivePaper;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.tape.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a daemon that trades is refused before anything is connected.
final class TradingTest {

    private static final String KEY = "a-key-of-ours-at-bybit";
    private static final String SECRET = "and-its-secret-which-stays-here";
    private static final String LIVE = """
            mode: live
            live: true
            exchanges:
              bybit:
                listings: [BTC/USDT]
                takerFee: 0.001
                makerFee: 0.001
                account: {keyEnv: BYBIT_KEY, secretEnv: BYBIT_SECRET, live: true}
            """;

    @TempDir
    private Path folder;
    private final Map<String, String> environment = new HashMap<>(
            Map.of("BYBIT_KEY", KEY, "BYBIT_SECRET", SECRET));

    private Configuration configuration(String text) throws Exception {
        return Configuration.parse("exchanges.yaml", text, folder, Dialects::of);
    }

    private void opens(Configuration configuration, String build) {
        Trading.open(configuration,
                new Surroundings(environment::get, new Secrets(), build), Clock.system())
                .close();
    }

    private String refusal(Configuration configuration) {
        String refusal = String.valueOf(assertThrows(IllegalStateException.class,
                () -> opens(configuration, "a build")).getMessage());
        assertFalse(refusal.contains(KEY) || refusal.contains(SECRET), refusal);
        return refusal;
    }

    @Test
    void real_money_is_not_traded_with_before_the_check_has_passed_for_this_file_key_and_build()
            throws Exception {
        Configuration live = configuration(LIVE);
        assertEquals("mode is live, and nothing is traded: `crossbook check --live` has not passed:"
                + " there is no " + LivePaper.at(live.control()), refusal(live));

        var key = new ApiKey(ApiKey.Kind.SHA256, KEY, SECRET);
        Instant now = Instant.now();
        LivePaper.of(live.sum(), Map.of("bybit", key), "a build", now).keep(live.control());
        opens(live, "a build");

        assertTrue(refusal(configuration(LIVE + "\n")).contains("another configuration"));
        LivePaper.of(live.sum(), Map.of("bybit", key), "a build", now.minus(Duration.ofDays(8)))
                .keep(live.control());
        assertTrue(refusal(live).contains("good for seven days"));
        LivePaper.of(live.sum(), Map.of("bybit", key), "another build", now).keep(live.control());
        assertTrue(refusal(live).contains("another build"));
        LivePaper.of(live.sum(),
                Map.of("bybit", new ApiKey(ApiKey.Kind.SHA256, "another", SECRET)), "a build",
                now).keep(live.control());
        assertTrue(refusal(live).contains("other keys"));
    }

    @Test
    void a_key_that_is_missing_or_too_short_to_be_hidden_ends_the_start() throws Exception {
        Configuration live = configuration(LIVE);
        environment.remove("BYBIT_SECRET");
        assertEquals("bybit: mode is live, and the environment lacks BYBIT_SECRET", refusal(live));
        environment.put("BYBIT_SECRET", "short");
        assertTrue(refusal(live).startsWith("bybit: BYBIT_SECRET holds a secret of 5 characters"));
    }

    @Test
    void a_journal_has_one_owner_and_one_mode() throws Exception {
        Configuration paper = configuration(LIVE.replace("mode: live\nlive: true", "mode: paper")
                .replace(", live: true", ""));
        Trading first = Trading.open(paper, Surroundings.of(""), Clock.system());
        assertThrows(BadJournal.class, () -> opens(paper, ""));
        first.close();
        opens(paper, "");
    }
}
