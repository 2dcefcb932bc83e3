package io.crossbook.gateway;

import io.crossbook.gateway.access.Door;
import io.crossbook.gateway.alerts.Alerting;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.Surroundings;
import io.crossbook.gateway.control.Trading;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.loop.Clock;
import org.jspecify.annotations.Nullable;

/// What is opened before anything is wired, since it says whether anything may start.
///
/// `trading` is null where nobody trades.
record Opened(Door door, Alerting alerting, @Nullable Trading trading) {

    /// Every WebSocket is pinged so often.
    static final int PING_MILLIS = 20_000;

    /// [IllegalStateException] says what is wrong with the door, the addresses of the alerts or the keys.
    static Opened of(Configuration configuration, Surroundings around, Clock clock) {
        return new Opened(Door.of(configuration, PING_MILLIS),
                Alerting.open(configuration.alerts(), around.environment(),
                        around.secrets()::add, around.secrets()::blanked),
                configuration.execution().mode() == Mode.WATCH
                        ? null
                        : Trading.open(configuration, around, clock));
    }
}
