package io.crossbook.execution.risk;

import java.util.Locale;

/// A limit that can be set: its key, which ends in its unit, what it is by default, and between what it makes sense.
public enum Setting {
    MIN_LEASE("minLeaseMillis", 1_000, 100, 60_000), MAX_ATTEMPTS_PER_PAIR(
            "maxAttemptsPerPairCount", 1, 1,
            4), COOL_DOWN("coolDownMillis", 10_000, 0, 3_600_000), MAX_LOSING_STREAK(
                    "maxLosingStreakCount", 5, 1,
                    50), MIN_CAPTURE("minCapturePercent", 50, 0, 100), CAPTURE_ATTEMPTS(
                            "captureAttemptsCount", 50, 10,
                            200), MAX_LOSS("maxLossUsdt", 20, 1, 10_000), MAX_ERRORS(
                                    "maxErrorsPercent", 25, 1,
                                    100), MAX_UNKNOWN_ORDERS("maxUnknownOrdersCount", 0, 0,
                                            10), MAX_CLOCK_OFFSET("maxClockOffsetMillis", 500, 10,
                                                    5_000), MAX_ORDERS_PER_MINUTE(
                                                            "maxOrdersPerMinuteCount", 60, 1,
                                                            600), MAX_REDUCING_ORDERS_PER_MINUTE(
                                                                    "maxReducingOrdersPerMinuteCount",
                                                                    120, 1, 1_200), MAX_BOOK_AGE(
                                                                            "maxBookAgeMillis",
                                                                            2_000, 50,
                                                                            10_000), MAX_LIMIT(
                                                                                    "maxLimitBps",
                                                                                    200, 1,
                                                                                    1_000), MAX_DEVIATION(
                                                                                            "maxDeviationBps",
                                                                                            100, 1,
                                                                                            300), MAX_TWO_DEVIATION(
                                                                                                    "maxTwoDeviationBps",
                                                                                                    50,
                                                                                                    1,
                                                                                                    150), MAX_REDUCING_DEVIATION(
                                                                                                            "maxReducingDeviationBps",
                                                                                                            300,
                                                                                                            10,
                                                                                                            1_000), MIN_NET(
                                                                                                                    "minNetBps",
                                                                                                                    1,
                                                                                                                    0,
                                                                                                                    1_000), MAX_NET(
                                                                                                                            "maxNetBps",
                                                                                                                            200,
                                                                                                                            2,
                                                                                                                            1_000), MAX_LEFTOVER(
                                                                                                                                    "maxLeftoverBps",
                                                                                                                                    100,
                                                                                                                                    0,
                                                                                                                                    500), MAX_ATTEMPT(
                                                                                                                                            "maxAttemptUsdt",
                                                                                                                                            50,
                                                                                                                                            1,
                                                                                                                                            100_000), MAX_PAIR_EXPOSURE(
                                                                                                                                                    "maxPairExposureUsdt",
                                                                                                                                                    60,
                                                                                                                                                    1,
                                                                                                                                                    200_000), MAX_EXCHANGE_EXPOSURE(
                                                                                                                                                            "maxExchangeExposureUsdt",
                                                                                                                                                            120,
                                                                                                                                                            1,
                                                                                                                                                            500_000), MAX_TOTAL_EXPOSURE(
                                                                                                                                                                    "maxTotalExposureUsdt",
                                                                                                                                                                    200,
                                                                                                                                                                    1,
                                                                                                                                                                    1_000_000), MAX_EQUITY(
                                                                                                                                                                            "maxEquityUsdt",
                                                                                                                                                                            5_000,
                                                                                                                                                                            10,
                                                                                                                                                                            10_000_000), FEE_RESERVE(
                                                                                                                                                                                    "feeReserveBps",
                                                                                                                                                                                    100,
                                                                                                                                                                                    10,
                                                                                                                                                                                    500);

    /// In what a setting counts.
    public enum Unit {
        BPS, USDT, MILLIS, PERCENT, COUNT;

        /// How keys end.
        String ending() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    private final String key;
    private final Unit unit;
    private final long standard;
    private final long least;
    private final long most;

    Setting(String key, long standard, long least, long most) {
        this.key = key;
        this.unit = unit(key);
        this.standard = standard;
        this.least = least;
        this.most = most;
    }

    private static Unit unit(String key) {
        for (Unit unit : Unit.values()) {
            if (key.endsWith(unit.ending())) {
                return unit;
            }
        }
        throw new IllegalStateException(key + " does not say its unit");
    }

    /// Its name in the file.
    public String key() {
        return key;
    }

    /// In what it counts.
    public Unit unit() {
        return unit;
    }

    /// What holds where nothing is said.
    public long standard() {
        return standard;
    }

    /// The least that makes sense.
    public long least() {
        return least;
    }

    /// The most that makes sense.
    public long most() {
        return most;
    }

    /// What is wanted, for people.
    public String wanted() {
        return "a whole number from " + least + " to " + most;
    }
}
