package io.crossbook.execution.risk;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The limits of the gate. Implausible ones are refused.
///
/// `values` has one for each [Setting]; `rates` what assets are worth in USDT where no book tells it.
public record GateSettings(Map<Setting, Long> values, Map<String, BigDecimal> rates) {

    /// What cannot hurt: 50 USDT an attempt, one at a time for a pair, 20 USDT a day.
    public static final GateSettings DEFAULT = new GateSettings(Map.of(), Map.of());

    public GateSettings {
        var all = new EnumMap<Setting, Long>(Setting.class);
        for (Setting setting : Setting.values()) {
            long value = values.getOrDefault(setting, setting.standard());
            if (value < setting.least() || value > setting.most()) {
                throw new IllegalArgumentException(
                        setting.key() + " is " + value + ": " + setting.wanted() + " is wanted");
            }
            all.put(setting, value);
        }
        values = Collections.unmodifiableMap(all);
        rates = Collections.unmodifiableMap(new TreeMap<>(rates));
        rates.forEach((asset, rate) -> {
            String wanted = Rates.wanted(asset, rate);
            if (wanted != null) {
                throw new IllegalArgumentException("rates." + asset + " is "
                        + rate.toPlainString() + ": " + wanted + " is wanted");
            }
        });
        ordered(all, Setting.MIN_NET, Setting.MAX_NET);
        ordered(all, Setting.MAX_TWO_DEVIATION, Setting.MAX_DEVIATION);
        ordered(all, Setting.MAX_ATTEMPT, Setting.MAX_PAIR_EXPOSURE);
        ordered(all, Setting.MAX_PAIR_EXPOSURE, Setting.MAX_TOTAL_EXPOSURE);
        ordered(all, Setting.MAX_ORDERS, Setting.MAX_REDUCING_ORDERS);
    }

    private static void ordered(Map<Setting, Long> all, Setting lower, Setting upper) {
        long low = Objects.requireNonNull(all.get(lower));
        long high = Objects.requireNonNull(all.get(upper));
        if (low > high) {
            throw new IllegalArgumentException(lower.key() + " is " + low + ": no more than "
                    + upper.key() + ", which is " + high + ", is wanted");
        }
    }

    /// The same with another value.
    public GateSettings with(Setting setting, long value) {
        var changed = new EnumMap<>(values);
        changed.put(setting, value);
        return new GateSettings(changed, rates);
    }

    /// The same with another rate.
    public GateSettings with(String asset, BigDecimal rate) {
        var changed = new TreeMap<>(rates);
        changed.put(asset, rate);
        return new GateSettings(values, changed);
    }

    /// The same with no more at stake than by default.
    GateSettings unearned() {
        var careful = new EnumMap<>(values);
        careful.replaceAll((setting, value) -> setting.earned()
                ? Math.min(value, setting.standard())
                : value);
        return new GateSettings(careful, rates);
    }

    /// What that changes, for people: `maxAttemptUsdt is 500 and counts as 50`; empty for nothing.
    String raised() {
        List<String> raised = new ArrayList<>();
        values.forEach((setting, value) -> {
            if (setting.earned() && value > setting.standard()) {
                raised.add(setting.key() + " is " + value + " and counts as "
                        + setting.standard());
            }
        });
        return String.join(", ", raised);
    }

    private long value(Setting setting, Setting.Unit unit) {
        if (setting.unit() != unit) {
            throw new IllegalStateException(setting.key() + " is not in " + unit);
        }
        return values.getOrDefault(setting, setting.standard());
    }

    Bps bps(Setting setting) {
        return Bps.of(value(setting, Setting.Unit.BPS));
    }

    Usdt usdt(Setting setting) {
        return Usdt.of(value(setting, Setting.Unit.USDT));
    }

    Duration time(Setting setting) {
        return Duration.ofMillis(value(setting, Setting.Unit.MILLIS));
    }

    Percent percent(Setting setting) {
        return Percent.of(value(setting, Setting.Unit.PERCENT));
    }

    long count(Setting setting) {
        return value(setting, Setting.Unit.COUNT);
    }
}
