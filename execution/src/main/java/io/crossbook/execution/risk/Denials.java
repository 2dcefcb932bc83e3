package io.crossbook.execution.risk;

import io.crossbook.execution.Denial;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Compares what was measured with its limit. Both are of one type, so that nothing is compared with something in another unit.
final class Denials {

    /// Measured of what cannot be measured: never within any limit.
    static final String UNKNOWN = "unknown";

    private static final int SHOWN_DECIMALS = 12;

    private Denials() {}

    static <T extends Comparable<T>> @Nullable Denial most(Check check, @Nullable T measured,
            T limit) {
        return measured != null && measured.compareTo(limit) <= 0
                ? null
                : denial(check, measured, limit);
    }

    static <T extends Comparable<T>> @Nullable Denial least(Check check, @Nullable T measured,
            T limit) {
        return measured != null && measured.compareTo(limit) >= 0
                ? null
                : denial(check, measured, limit);
    }

    static Denial denial(Check check, @Nullable Object measured, Object limit) {
        return in(check.unit(), check, measured, limit);
    }

    /// Measured in a unit that only the order tells, such as an asset.
    static Denial in(String unit, Check check, @Nullable Object measured, Object limit) {
        return new Denial(check.code(), measured == null ? UNKNOWN : text(measured), text(limit),
                unit);
    }

    private static String text(Object value) {
        return switch (value) {
            case Bps bps -> plain(bps.value());
            case Usdt(var amount) -> plain(amount);
            case Percent(var percent) -> plain(percent);
            case BigDecimal amount -> plain(amount);
            case Duration time -> plain(BigDecimal.valueOf(time.toNanos(), 6));
            default -> Objects.toString(value);
        };
    }

    private static String plain(BigDecimal amount) {
        return amount.setScale(SHOWN_DECIMALS, RoundingMode.UP).stripTrailingZeros()
                .toPlainString();
    }
}
