package io.crossbook.execution.risk;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The limits of [StandingRules]. Implausible ones are refused.
///
/// `limitBps` is how far a limit may be from the middle of its own book; `mostNotional` the most that an order that adds may be worth, by quote
/// asset (no order in others); `feeReserveBps` what is kept back for fees when it is asked whether the money is there.
public record GateSettings(int limitBps, Map<String, BigDecimal> mostNotional,
        int feeReserveBps) {

    private static final int MOST_BPS = 1_000;
    private static final int WHOLE_BPS = 10_000;

    /// Two hundredths of the middle, 50 USDT an order, one hundredth for fees.
    public static final GateSettings DEFAULT = new GateSettings(200,
            Map.of("USDT", BigDecimal.valueOf(50)), 100);

    public GateSettings {
        mostNotional = Collections.unmodifiableMap(new TreeMap<>(mostNotional));
        if (limitBps < 1 || limitBps > MOST_BPS || feeReserveBps < 0 || feeReserveBps > MOST_BPS
                || mostNotional.values().stream().anyMatch(most -> most.signum() <= 0)) {
            throw new IllegalArgumentException("no limits: limitBps " + limitBps
                    + ", feeReserveBps " + feeReserveBps + ", mostNotional " + mostNotional);
        }
    }

    static BigDecimal part(int bps) {
        return BigDecimal.valueOf(bps).divide(BigDecimal.valueOf(WHOLE_BPS));
    }

    BigDecimal feePart() {
        return part(feeReserveBps);
    }
}
