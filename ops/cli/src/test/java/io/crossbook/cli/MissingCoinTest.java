package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.ExecutionState;
import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.simulator.Exchange;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A coin that an exchange has no more, and of which neither stream nor history tells, stops its asset everywhere, and nothing else.
final class MissingCoinTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void one_missing_coin_stops_its_asset_and_all_else_goes_on() throws Exception {
        try (var ground = new PracticeGround(folder, 7, true)) {
            ground.hurry();
            try (Daemon _ = ground.daemon(null)) {
                await().atMost(PATIENCE).until(() -> shows(ground, state -> List
                        .of("binance", "bybit", "kraken").stream().allMatch(state::opened)));
            }
            String key = Objects.requireNonNull(
                    ground.accounts.environment().get("PRACTICE_KRAKEN_KEY"));
            ground.simulator.vanish(Exchange.KRAKEN, key, "BTC", new BigDecimal("0.001"))
                    .await(60, TimeUnit.SECONDS);
            try (Daemon _ = ground.daemon(null)) {
                await().atMost(PATIENCE)
                        .until(() -> shows(ground, state -> !state.paused().isEmpty()));
                ground.busy(200);
                await().atMost(PATIENCE).until(() -> shows(ground, state -> state.attempts()
                        .stream().filter(each -> each.state().over()).count() >= 3));
            }
            ExecutionState state = ground.read();
            assertEquals(Set.of("asset BTC"), state.paused().keySet());
            assertEquals("", state.halted());
            assertEquals(List.of(), state.attempts().stream()
                    .filter(MissingCoinTest::bitcoin).toList());
            assertEquals("-0.001 BTC", state.ledger().holdings("kraken").getOrDefault("BTC",
                    BigDecimal.ZERO).subtract(opened(ground)).toPlainString() + " BTC");
        }
    }

    /// What its account was opened with.
    private static BigDecimal opened(PracticeGround ground) throws Exception {
        return ground.accounts.truths().stream()
                .filter(each -> each.exchange() == Exchange.KRAKEN).findFirst().orElseThrow()
                .total("BTC").add(new BigDecimal("0.001"));
    }

    private static boolean bitcoin(Attempt attempt) {
        return attempt.orders().stream().anyMatch(
                order -> order.intent().listing().instrument().base().equals("BTC"));
    }

    private static boolean shows(PracticeGround ground, Predicate<ExecutionState> what) {
        try {
            return what.test(ground.read());
        } catch (BadJournal _) {
            return false;
        }
    }
}
