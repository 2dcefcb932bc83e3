package io.crossbook.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.ConfigFile;
import io.crossbook.gateway.control.Reloads;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Simulator;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon on practice exchanges, whose frames come by themselves, is given good and bad files one after the other while somebody switches an exchange off and on: what
/// is answered is what the engine has, each time.
final class FollowedFileTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FILES = 12;
    /// Far fewer than an exchange lets us dial at once.
    private static final int SWITCHES = 4;
    private static final int LOOKS = 10;
    private static final List<String> MISTAKES = List.of("telemetry: 1\n", "mode: paper\n",
            "risk: {maxAttemptUsdt: -1}\n", "gateway: {port: 1}\n", "\tx: 1\n");

    @TempDir
    private Path folder = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private final Simulator simulator = Simulator
            .start(vertx, io.crossbook.simulator.Settings.DEFAULT.withSeed(7)).await();

    @AfterEach
    void close() {
        simulator.close();
        vertx.close();
    }

    private String text(int feeBps, int minNetBps) {
        var yaml = new StringBuilder("exchanges:\n");
        for (Exchange exchange : List.of(Exchange.BINANCE, Exchange.KRAKEN)) {
            yaml.append("  ").append(exchange.id()).append(":\n    webSocketUrl: ")
                    .append(simulator.ws(exchange))
                    .append(exchange == Exchange.KRAKEN ? "/v2" : "").append("\n    restUrl: ")
                    .append(simulator.rest(exchange))
                    .append("\n    listings: [BTC/USDT, ETH/USDT]\n    makerFee: 0.001\n    takerFee: 0.00")
                    .append(feeBps).append('\n');
        }
        return yaml + "arbitrage: {minNetBps: " + minNetBps + "}\ntape: {enabled: false}\n";
    }

    private static <T> T read(Gateway gateway, Function<Engine, T> reading) {
        var read = new CompletableFuture<T>();
        gateway.onEngine(engine -> read.complete(reading.apply(engine)));
        return read.orTimeout(1, TimeUnit.MINUTES).join();
    }

    private static ExchangeState kraken(Gateway gateway) {
        return gateway.exchanges().orTimeout(1, TimeUnit.MINUTES).join().stream()
                .filter(state -> state.name().equals("kraken")).findFirst().orElseThrow();
    }

    private static String shown(Settings settings) {
        return settings.exchanges().getFirst().takerFee() + " " + settings.detector().minNetBps();
    }

    /// Off means off, whatever files come meanwhile; how often it was switched.
    private int switches(Gateway gateway) {
        int times = 0;
        for (boolean enabled = false; times < SWITCHES; enabled = !enabled) {
            assertTrue(gateway.wish(new Input.Wish.Enable("kraken", enabled)));
            for (int looks = 0; looks < LOOKS; looks++) {
                assertEquals(enabled, kraken(gateway).enabled(), "look " + looks);
            }
            times++;
        }
        return times;
    }

    @Test
    void what_is_answered_is_what_the_engine_has() throws Exception {
        Path path = Files.writeString(folder.resolve("desk.yaml"), "mode: watch\n"
                + text(10, 1) + "gateway: {port: 0}\n");
        ConfigFile file = ConfigFile.read(path, Dialects::of);
        var random = new Random(1);
        try (Gateway gateway = Gateway.start(file.running(), null, new Told()).get(60,
                TimeUnit.SECONDS)) {
            gateway.follows(file, false);
            await().atMost(PATIENCE).until(() -> kraken(gateway).live() == 2);
            long inputs = read(gateway, Engine::inputs);
            CompletableFuture<Integer> switched = CompletableFuture
                    .supplyAsync(() -> switches(gateway), Thread::startVirtualThread);
            Reloads reloads = Objects.requireNonNull(gateway.reloads());
            String before = shown(file.running().settings());
            for (int i = 0; i < FILES || !switched.isDone(); i++) {
                String good = "mode: watch\n" + text(10 + random.nextInt(40), random.nextInt(9))
                        + "gateway: {port: 0}\n";
                boolean bad = random.nextInt(3) == 0;
                Files.writeString(path, bad
                        ? good + MISTAKES.get(random.nextInt(MISTAKES.size()))
                        : good);
                Reloads.State state = reloads.reload("test");
                assertEquals(bad, !state.refused().isEmpty(), state::toString);
                String now = shown(read(gateway, Engine::settings));
                assertEquals(shown(file.running().settings()), now);
                if (bad) {
                    assertEquals(before, now);
                }
                before = now;
            }
            assertEquals(SWITCHES, switched.get(1, TimeUnit.MINUTES));
            assertTrue(read(gateway, Engine::inputs) > inputs + FILES, "frames came");
            gateway.wish(new Input.Wish.Enable("kraken", true));
            await().atMost(PATIENCE).until(() -> kraken(gateway).live() == 2);
            assertFalse(gateway.ended().isDone());
        }
    }
}
