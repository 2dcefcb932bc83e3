package io.crossbook.cli;

import io.crossbook.execution.paper.PaperTerms;
import io.crossbook.gateway.engine.Settings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/// By which terms a configuration trades on paper.
final class PaperTrading {

    /// How long what is not matched waits before it is given back, where nobody says.
    static final BigDecimal TIMEOUT_MILLIS = BigDecimal.valueOf(1_000);

    private static final long NANOS = 1_000_000;
    private static final long MOST_MILLIS = 60_000;

    private PaperTrading() {}

    /// `latencyMillis` instead of what the settings say of each exchange, unless it is null.
    static PaperTerms terms(Settings settings, @Nullable BigDecimal latencyMillis,
            BigDecimal timeoutMillis) {
        var latencies = new HashMap<String, Long>();
        if (latencyMillis == null) {
            for (Settings.Exchange exchange : settings.exchanges()) {
                latencies.put(exchange.entry().name(),
                        nanos(BigDecimal.valueOf(exchange.terms().latencyMillis())));
            }
        }
        PaperTerms otherwise = PaperTerms.DEFAULT;
        return new PaperTerms(
                latencyMillis == null ? otherwise.latencyNanos() : nanos(latencyMillis), latencies,
                nanos(timeoutMillis), otherwise.unwinds());
    }

    /// The settings of who knows how long his orders take: chances and haircuts are reckoned with that. Never more than a minute, as in the configuration.
    static Settings knowing(Settings settings, PaperTerms terms) {
        return settings.with(settings.exchanges().stream().map(exchange -> exchange.withLatency(
                (int) Math.min(MOST_MILLIS,
                        Math.ceilDiv(terms.latency(exchange.entry().name()), NANOS))))
                .toList());
    }

    private static long nanos(BigDecimal millis) {
        return millis.scaleByPowerOfTen(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
}
