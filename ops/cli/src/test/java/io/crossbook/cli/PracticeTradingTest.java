package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderId;
import io.crossbook.gateway.engine.Input;
import io.crossbook.simulator.AccountTruth;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo trades: attempts at three practice exchanges over real sockets, some of whose orders go wrong, and a ledger that is what the exchanges have.
final class PracticeTradingTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void attempts_are_made_some_are_unwound_and_the_ledger_is_what_the_exchanges_have()
            throws Exception {
        try (PracticeGround ground = PracticeGround.eager(folder)) {
            ground.simulator.inflictOnOrders().await(60, TimeUnit.SECONDS);
            ground.set("maxUnknownOrdersCount", "10");
            ground.set("maxErrorsPercent", "100");
            List<AccountTruth> before = ground.accounts.truths();
            try (Daemon daemon = ground.daemon(null)) {
                await().atMost(PATIENCE).until(() -> ask(daemon, PracticeTradingTest::eventful));

                daemon.gateway().wish(new Input.Wish.Halt("the test has seen enough", 0));
                ground.relent();
                ground.rests(() -> ask(daemon, PracticeTradingTest::quiet));
            }
            ExecutionState state = ground.read();
            List<AccountTruth> after = ground.accounts.truths();

            assertEquals(List.of(), Truth.against(state, after));
            assertEquals(change(before, after), brought(state));
            state.ledger().accounts().forEach(account -> state.ledger().balances(account)
                    .forEach((asset, _) -> assertEquals(0, state.ledger().sum(asset).signum(),
                            asset)));
        }
    }

    /// Enough has happened: some attempts came to their end, and of one of them something had to be traded back or completed.
    private static boolean eventful(ExecutionState state) {
        return state.attempts().stream().filter(each -> each.state().over()).count() >= 4
                && state.attempts().stream().anyMatch(PracticeTradingTest::unwound);
    }

    private static boolean unwound(Attempt attempt) {
        for (Order order : attempt.orders()) {
            if (order.id().role() != OrderId.Role.LEG && order.filled().signum() > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean quiet(ExecutionState state) {
        return state.live().stream().allMatch(each -> each.orders().stream().noneMatch(Order::open)
                && each.state().over());
    }

    private static boolean ask(Daemon daemon, Function<ExecutionState, Boolean> question)
            throws Exception {
        var answer = new CompletableFuture<Boolean>();
        daemon.gateway().onEngine(engine -> {
            ExecutionState state = engine.execution();
            answer.complete(state != null && question.apply(state));
        });
        return answer.get(60, TimeUnit.SECONDS);
    }

    /// What all attempts brought, by asset: the profit and loss, to the last digit.
    private static Map<String, BigDecimal> brought(ExecutionState state) {
        var all = new TreeMap<String, BigDecimal>();
        state.attempts().forEach(attempt -> attempt.net()
                .forEach((asset, amount) -> all.merge(asset, amount, BigDecimal::add)));
        return plain(all);
    }

    private static Map<String, BigDecimal> change(List<AccountTruth> before,
            List<AccountTruth> after) {
        var all = new TreeMap<String, BigDecimal>();
        after.forEach(account -> account.held()
                .forEach((asset, amount) -> all.merge(asset, amount, BigDecimal::add)));
        before.forEach(account -> account.held()
                .forEach((asset, amount) -> all.merge(asset, amount.negate(), BigDecimal::add)));
        assertTrue(!all.isEmpty());
        return plain(all);
    }

    private static Map<String, BigDecimal> plain(Map<String, BigDecimal> amounts) {
        amounts.values().removeIf(amount -> amount.signum() == 0);
        amounts.replaceAll((_, amount) -> amount.stripTrailingZeros());
        return amounts;
    }
}
