package io.crossbook.cli;

import io.crossbook.gateway.Gateway;
import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Injection;
import io.crossbook.simulator.Instrument;
import io.crossbook.simulator.Settings;
import io.crossbook.simulator.Simulator;
import io.vertx.core.Vertx;
import java.util.List;

/// Who starts the demo sees what it is for as soon as two exchanges are live: the market's own first dislocation may have passed by then, and the next may be ten
/// seconds away.
final class FirstOpportunity {

    private static final long LOOK_MILLIS = 25;
    private static final long LASTS_MILLIS = 3_000;
    private static final int SHIFT_BPS = 170;
    private static final Instrument INSTRUMENT = Instrument.of("BTC/USDT");

    private FirstOpportunity() {}

    /// Makes one, once. The rest of the market is what it is by its seed.
    static void show(Vertx vertx, Gateway gateway, Simulator simulator) {
        vertx.setPeriodic(LOOK_MILLIS, look -> {
            var _ = gateway.exchanges().thenAccept(states -> {
                List<Exchange> live = Settings.DEFAULT.exchanges().stream()
                        .filter(each -> isLive(states, each)).toList();
                if (live.size() > 1 && vertx.cancelTimer(look)) {
                    inject(simulator, live.getFirst());
                }
            });
        });
    }

    private static void inject(Simulator simulator, Exchange where) {
        var _ = simulator.ask(market -> market.inject(Injection.Kind.OPPORTUNITY,
                market.listing(where, INSTRUMENT), LASTS_MILLIS, SHIFT_BPS));
    }

    private static boolean isLive(List<ExchangeState> states, Exchange exchange) {
        return states.stream().anyMatch(state -> state.name().equals(exchange.id())
                && state.live() > 0 && state.live() == state.listings().size());
    }
}
