package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.execution.Entry;
import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.ledger.SqlJournal;
import io.crossbook.simulator.Absence;
import io.crossbook.simulator.Exchange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An exchange announces over its own REST that it will not be there: nothing new is begun at it, and something is as soon as it says otherwise.
final class AnnouncedMaintenanceTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long MINUTE_MILLIS = 60_000;

    @TempDir
    private Path folder;

    /// From so many minutes on, for an hour.
    private static void announces(PracticeGround ground, Exchange exchange, List<Integer> inMinutes)
            throws TimeoutException {
        ground.simulator.ask(market -> market.announce(exchange, inMinutes.stream()
                .map(minutes -> market.now() + minutes * MINUTE_MILLIS)
                .map(from -> new Absence(from, from + 60 * MINUTE_MILLIS)).toList()))
                .await(PracticeGround.SECONDS, TimeUnit.SECONDS);
    }

    /// How many opportunities were left for that reason.
    private static int denied(PracticeGround ground) {
        var planned = new AtomicInteger();
        try {
            SqlJournal.read(ground.journal(), entry -> {
                if (entry instanceof Entry.Denied denied
                        && denied.denial().code().equals("planned")) {
                    planned.incrementAndGet();
                }
            });
        } catch (BadJournal _) {
            return 0;
        }
        return planned.get();
    }

    /// What was begun before the exchange was first asked has left by the third denial.
    private static void nothingIsBegun(PracticeGround ground) throws TimeoutException {
        await().atMost(PATIENCE).until(() -> denied(ground) >= 3);
        int begun = ground.legs(0).size();
        await().atMost(PATIENCE).until(() -> denied(ground) >= 6);
        assertEquals(begun, ground.legs(0).size());
    }

    /// All that is ever worth doing is to sell there.
    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BYBIT", "KRAKEN"})
    void nothing_is_begun_before_it_and_something_when_it_is_moved(Exchange exchange)
            throws Exception {
        try (var ground = new PracticeGround(folder, 7, true)) {
            ground.hurry();
            announces(ground, exchange, List.of(3));
            ground.dear(exchange, 300);
            try (Daemon _ = ground.daemon(null)) {
                nothingIsBegun(ground);
            }
            announces(ground, exchange, List.of(600));
            int before = ground.legs(0).size();
            try (Daemon _ = ground.daemon(null)) {
                await().atMost(PATIENCE).until(() -> ground.legs(0).size() > before);
            }
        }
    }

    /// Which tells only that it is not there now.
    @Test
    void an_exchange_that_is_not_there_is_left_alone() throws Exception {
        try (var ground = new PracticeGround(folder, 7, true)) {
            ground.hurry();
            announces(ground, Exchange.BINANCE, List.of(0));
            ground.dear(Exchange.BINANCE, 300);
            try (Daemon _ = ground.daemon(null)) {
                nothingIsBegun(ground);
            }
        }
    }
}
