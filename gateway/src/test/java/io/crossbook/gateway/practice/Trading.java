package io.crossbook.gateway.practice;

import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Pacing;
import io.crossbook.simulator.Settings;
import io.crossbook.simulator.Simulator;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/// A quiet market on a clock that a test moves, and somebody with money in it.
abstract class Trading {

    final Vertx vertx = Vertx.vertx();
    final Simulator simulator;

    Trading(long seed) {
        simulator = Trader.wait(Simulator.start(vertx,
                Settings.DEFAULT.withoutDislocations().withManualClock().withSeed(seed)
                        .withPacing(Pacing.DOCUMENTED.withoutKrakenCounter())));
    }

    @AfterEach
    void close() {
        simulator.close();
        Trader.wait(vertx.close());
    }

    /// Not connected yet.
    Trader trader(Exchange exchange) {
        Trader.wait(simulator.openAccount(exchange, Trader.KEY, Trader.SECRET, Map.of("BTC",
                new BigDecimal("3"), "USDT", new BigDecimal("900000"))));
        Trader.wait(simulator.advance(1_000));
        return new Trader(vertx, simulator, exchange, "BTC/USDT");
    }
}
