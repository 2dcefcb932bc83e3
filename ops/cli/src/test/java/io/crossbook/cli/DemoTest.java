package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Sums;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.engine.Watchers;
import io.crossbook.gateway.feed.Views;
import io.crossbook.gateway.tape.Checkpoint;
import io.crossbook.gateway.tape.Pace;
import io.crossbook.gateway.tape.Player;
import io.crossbook.gateway.tape.Replay;
import io.crossbook.gateway.tape.TapeInfo;
import io.crossbook.gateway.tape.TapeReader;
import io.crossbook.simulator.Settings;
import io.crossbook.simulator.Simulator;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo, from three practice exchanges over real sockets to opportunities; and its tape, played again.
final class DemoTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void the_demo_shows_three_live_exchanges_and_its_tape_replays_to_the_same_opportunities()
            throws Exception {
        Vertx vertx = Vertx.vertx();
        var seen = new ArrayList<Opportunity>();
        try (Simulator simulator = Simulator.start(vertx, Settings.DEFAULT.withSeed(7)).await(60,
                TimeUnit.SECONDS);
                Daemon daemon = Daemon.start(
                        DemoCommand.configuration(simulator, 0, folder, Mode.WATCH),
                        folder)) {
            await().atMost(PATIENCE).until(() -> everyInstrumentHasThreeLiveExchanges(daemon));
            await().atMost(PATIENCE).until(() -> opportunities(daemon).size() >= 3);
            seen.addAll(opportunities(daemon));
            // On a busy machine few opportunities may be all that has come: a hash is taped with each 1,024 inputs.
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1))
                    .until(() -> TapeInfo.of(folder).inputs() > 1_100);
        } finally {
            vertx.close();
        }

        var again = new Again();
        try (var tape = TapeReader.open(folder)) {
            var replay = new Replay(tape, Replay.Mode.AUDIT, Pace.FULL);
            again.replay = replay;
            Replay.Outcome outcome = replay.play(again);

            assertNull(outcome.divergence(), () -> String.valueOf(outcome.divergence()));
            assertEquals("", outcome.why());
            assertTrue(outcome.hashes() > 0,
                    "no hash was compared in " + outcome.inputs() + " inputs");
        }
        assertTrue(again.told.stream().map(Opportunity::toString).toList()
                .containsAll(seen.stream().map(Opportunity::toString).toList()),
                "the replay misses opportunities");
    }

    private static boolean everyInstrumentHasThreeLiveExchanges(Daemon daemon) throws Exception {
        var tops = new CompletableFuture<List<Views.TopView>>();
        daemon.gateway().onEngine(now -> tops.complete(Views.tops(now)));
        List<Views.TopView> found = tops.get(60, TimeUnit.SECONDS);
        return found.size() == 8 && found.stream().allMatch(top -> top.quotes().stream()
                .filter(quote -> quote.health().equals("live")).count() == 3);
    }

    private static List<Opportunity> opportunities(Daemon daemon) throws Exception {
        var found = new CompletableFuture<List<Opportunity>>();
        daemon.gateway().onEngine(now -> found.complete(Views.opportunities(now)));
        return found.get(60, TimeUnit.SECONDS);
    }

    /// An engine that is played to.
    private static final class Again implements Player, Watcher {
        private final List<Opportunity> told = new ArrayList<>();
        private @Nullable Replay replay;
        private @Nullable Engine engine;

        @Override
        public void start(Checkpoint checkpoint) {
            Replay driver = java.util.Objects.requireNonNull(replay);
            engine = new Engine(Dialects::of, checkpoint.settings(), driver.effects(),
                    new Watchers(this, driver.watcher()));
        }

        @Override
        public void accept(long now, Input input) {
            java.util.Objects.requireNonNull(engine).accept(now, input);
        }

        @Override
        public void opportunity(Opportunity opportunity, long now) {
            told.add(Sums.check(opportunity));
        }
    }
}
