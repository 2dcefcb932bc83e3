package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.account.Account;
import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.ledger.SqlJournal;
import io.crossbook.simulator.Exchange;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Money that a human moves by hand is no gain, no loss, no pause and no halt, whether a stream tells it or nobody.
final class TransferredByHandTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private static void moves(PracticeGround ground, Exchange exchange, String asset,
            String amount) throws TimeoutException {
        ground.simulator.deposit(exchange, key(ground, exchange), asset,
                new BigDecimal(amount)).await(60, TimeUnit.SECONDS);
    }

    private static void withdraws(PracticeGround ground, Exchange exchange, String asset,
            String amount, String fee) throws TimeoutException {
        ground.simulator.withdraw(exchange, key(ground, exchange), asset, new BigDecimal(amount),
                new BigDecimal(fee)).await(60, TimeUnit.SECONDS);
    }

    /// To another wallet of the account, or from it.
    private static void shifts(PracticeGround ground, Exchange exchange, String asset,
            String amount) throws TimeoutException {
        ground.simulator.shift(exchange, key(ground, exchange), asset, new BigDecimal(amount))
                .await(60, TimeUnit.SECONDS);
    }

    private static String key(PracticeGround ground, Exchange exchange) {
        return Objects.requireNonNull(ground.accounts.environment()
                .get("PRACTICE_" + exchange.name() + "_KEY"));
    }

    private static boolean shows(PracticeGround ground, Predicate<ExecutionState> what) {
        try {
            return what.test(ground.read());
        } catch (BadJournal _) {
            return false;
        }
    }

    /// What has left for outside, or is under way there.
    private static BigDecimal gone(ExecutionState state) {
        return state.ledger().balance(new Account(Account.Kind.EXTERNAL, ""), "USDT")
                .add(state.ledger().balance(new Account(Account.Kind.IN_TRANSIT, ""), "USDT"));
    }

    private static Set<String> posted(PracticeGround ground) {
        var words = new TreeSet<String>();
        SqlJournal.read(ground.journal(), entry -> {
            if (entry instanceof Entry.Posted posted && !posted.reference().contains("opening")) {
                words.add(posted.commit().why().split(" ", 2)[0]);
            }
        });
        return words;
    }

    @Test
    void at_no_exchange_and_neither_while_it_runs_nor_before() throws Exception {
        try (var ground = new PracticeGround(folder, 7, true)) {
            ground.hurry();
            try (Daemon _ = ground.daemon(null)) {
                await().atMost(PATIENCE).until(() -> shows(ground, state -> List
                        .of("binance", "bybit", "kraken").stream().allMatch(state::opened)));
            }
            BigDecimal before = gone(ground.read());
            moves(ground, Exchange.BYBIT, "USDT", "-500");
            moves(ground, Exchange.BYBIT, "BTC", "0.02");
            withdraws(ground, Exchange.KRAKEN, "USDT", "300.5", "2.5");
            withdraws(ground, Exchange.BINANCE, "ETH", "0.1", "0.0005");
            moves(ground, Exchange.BINANCE, "USDT", "100");
            shifts(ground, Exchange.BINANCE, "SOL", "-1.5");
            shifts(ground, Exchange.BINANCE, "XRP", "20");
            shifts(ground, Exchange.KRAKEN, "LTC", "-0.5");
            shifts(ground, Exchange.BYBIT, "ADA", "-30");
            ground.busy(300);
            try (Daemon _ = ground.daemon(null)) {
                // Once all is explained, and not before, something new is begun.
                await().atMost(PATIENCE).until(() -> shows(ground,
                        state -> state.attempts().stream().anyMatch(each -> each.state().over())));
                moves(ground, Exchange.BYBIT, "USDT", "55.75");
                withdraws(ground, Exchange.KRAKEN, "USDT", "20", "1.25");
                withdraws(ground, Exchange.BINANCE, "USDT", "10", "0.75");
                BigDecimal all = before.add(new BigDecimal("679.25"));
                await().atMost(PATIENCE)
                        .until(() -> shows(ground, state -> gone(state).compareTo(all) == 0));
            }
            ExecutionState state = ground.read();
            assertEquals(Set.of("deposit", "in_transit"), posted(ground));
            assertEquals(Map.of(), state.paused());
            assertEquals("", state.halted());
        }
    }
}
