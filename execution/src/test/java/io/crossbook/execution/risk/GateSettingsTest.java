package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Limits that make no sense are refused, in words; units are never mixed up.
final class GateSettingsTest {

    private static String refused(Setting setting, long value) {
        return String.valueOf(assertThrows(IllegalArgumentException.class,
                () -> GateSettings.DEFAULT.with(setting, value)).getMessage());
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void each_is_taken_within_its_range_and_refused_beyond(Setting setting) {
        String wanted = ": a whole number from " + setting.least() + " to " + setting.most()
                + " is wanted";
        assertEquals(setting.key() + " is " + (setting.least() - 1) + wanted,
                refused(setting, setting.least() - 1));
        assertEquals(setting.key() + " is " + (setting.most() + 1) + wanted,
                refused(setting, setting.most() + 1));
        assertEquals(setting.standard(), GateSettings.DEFAULT.values().get(setting));
        assertTrue(setting.standard() >= setting.least() && setting.standard() <= setting.most());
    }

    @Test
    void a_limit_a_hundred_times_too_wide_is_refused() {
        for (Setting setting : Setting.values()) {
            // A hundred times nothing is nothing.
            boolean widens = setting.key().startsWith("max") && setting.unit() == Setting.Unit.BPS
                    && setting.standard() > 0;
            if (widens) {
                assertTrue(refused(setting, setting.standard() * 100).contains(setting.key()));
            }
        }
    }

    /// What is shipped: a change of a default is a decision, and shows here.
    @Test
    void the_defaults_cannot_hurt() {
        assertEquals(
                "1000 1 10000 5 50 50 20 25 0 500 60 120 2000 200 100 50 300 1 0 200 100 50 60 "
                        + "120 200 5000 100",
                String.join(" ", Arrays.stream(Setting.values())
                        .map(each -> String.valueOf(each.standard())).toList()));
    }

    @ParameterizedTest
    @CsvSource({"MIN_NET, 201, minNetBps is 201: no more than maxNetBps",
            "MAX_DEVIATION, 49, maxTwoDeviationBps is 50: no more than maxDeviationBps",
            "MAX_ATTEMPT, 61, maxAttemptUsdt is 61: no more than maxPairExposureUsdt",
            "MAX_TOTAL_EXPOSURE, 59, maxPairExposureUsdt is 60: no more than maxTotalExposureUsdt",
            "MAX_REDUCING_ORDERS, 59, maxOrdersPerMinuteCount is 60: no more than maxReducing"})
    void limits_that_contradict_each_other_are_refused(Setting setting, long value, String why) {
        assertTrue(refused(setting, value).startsWith(why), refused(setting, value));
    }

    @Test
    void limits_may_be_equal() {
        assertEquals(60, GateSettings.DEFAULT.with(Setting.MAX_ATTEMPT, 60).values()
                .get(Setting.MAX_ATTEMPT));
    }

    private static String refused(String asset, String rate) {
        return String.valueOf(assertThrows(IllegalArgumentException.class,
                () -> GateSettings.DEFAULT.with(asset, new BigDecimal(rate))).getMessage());
    }

    @ParameterizedTest
    @CsvSource({"USD, 0.9, 1.1, 1", "USDC, 0.9, 1.1, 1", "EUR, 0.8, 1.6, 1.08",
            "GBP, 0.9, 1.9, 1.27", "CHF, 0.8, 1.8, 1.1", "JPY, 0.004, 0.013, 0.0067"})
    void a_rate_is_taken_where_it_is_plausible_and_not_a_hundred_times_off(String asset,
            BigDecimal least, BigDecimal most, BigDecimal usual) {
        for (BigDecimal rate : List.of(least, most, usual)) {
            assertEquals(Map.of(asset, rate), GateSettings.DEFAULT.with(asset, rate).rates());
        }
        String wanted = ": from " + least + " to " + most + " is wanted";
        for (BigDecimal rate : List.of(usual.movePointRight(2), usual.movePointLeft(2),
                usual.movePointRight(1), usual.movePointLeft(1), usual.negate(), BigDecimal.ZERO,
                least.subtract(new BigDecimal("0.001")), most.add(new BigDecimal("0.001")))) {
            assertEquals("rates." + asset + " is " + rate.toPlainString() + wanted,
                    refused(asset, rate.toPlainString()));
        }
    }

    /// What they are worth is told by markets, or nobody knows.
    @ParameterizedTest
    @CsvSource({"BTC, 65000", "USDT, 1", "XYZ, 1"})
    void what_is_no_such_currency_has_no_rate(String asset, String rate) {
        assertTrue(refused(asset, rate).startsWith("rates." + asset + " is " + rate
                + ": no rate (its markets in USDT tell it), or one of AUD, "),
                refused(asset, rate));
    }

    @Test
    void a_limit_is_read_in_its_own_unit_only() {
        GateSettings settings = GateSettings.DEFAULT;
        assertEquals(Bps.of(100), settings.bps(Setting.MAX_DEVIATION));
        assertEquals(Duration.ofSeconds(2), settings.time(Setting.MAX_BOOK_AGE));
        assertEquals(Usdt.of(20), settings.usdt(Setting.MAX_LOSS));
        assertEquals(Percent.of(50), settings.percent(Setting.MIN_CAPTURE));
        assertEquals(5, settings.count(Setting.MAX_LOSING_STREAK));
        assertThrows(IllegalStateException.class, () -> settings.bps(Setting.MIN_CAPTURE));
        assertThrows(IllegalStateException.class, () -> settings.count(Setting.MAX_LOSS));
    }

    @Test
    void a_basis_point_is_a_hundredth_of_a_percent() {
        var hundred = BigDecimal.valueOf(100);
        assertEquals(0, Bps.of(100)
                .compareTo(Bps.apart(BigDecimal.valueOf(99), hundred)));
        assertEquals(0, Bps.of(100)
                .compareTo(Bps.apart(BigDecimal.valueOf(101), hundred)));
        assertEquals(0, Bps.of(-50).compareTo(Bps.ratio(new BigDecimal("-0.5"), hundred)));
        assertTrue(Bps.of(100).compareTo(Bps.apart(
                new BigDecimal("101.000000000000000000000000001"), hundred)) < 0);
        assertEquals(0, Percent.of(25).compareTo(
                Percent.ratio(BigDecimal.ONE, BigDecimal.valueOf(4))));
        assertThrows(IllegalArgumentException.class, () -> Bps.ratio(hundred, BigDecimal.ZERO));
    }
}
