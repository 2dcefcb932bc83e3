package io.crossbook.execution.risk;

import java.util.Locale;

/// A limit that can be set: its key, which ends in its unit, what it is by default, and between what it makes sense.
public enum Setting {
    /// What must be left of the lease.
    MIN_LEASE(Check.LEASE, "minLeaseMillis", 1_000, 100, 60_000),
    /// Attempts at one instrument at a time.
    MAX_ATTEMPTS_PER_PAIR(Check.IN_FLIGHT, "maxAttemptsPerPairCount", 1, 1, 4),
    /// How long a pair waits after a bad end.
    COOL_DOWN(Check.COOL_DOWN, "coolDownMillis", 10_000, 0, 3_600_000),
    /// Losses of a pair in a row.
    MAX_LOSING_STREAK(Check.STREAK, "maxLosingStreakCount", 5, 1, 50),
    /// What a pair realises of what was planned.
    MIN_CAPTURE(Check.CAPTURE, "minCapturePercent", 50, 0, 100),
    /// Over how many attempts that is asked.
    CAPTURE_ATTEMPTS(Check.CAPTURE, "captureAttemptsCount", 50, 10, 200),
    /// What a day may lose.
    MAX_LOSS(Check.LOSS, "maxLossUsdt", 20, 1, 10_000),
    /// Of an exchange's orders.
    MAX_ERRORS(Check.ERRORS, "maxErrorsPercent", 25, 1, 100),
    /// Orders of which nobody knows, at an exchange.
    MAX_UNKNOWN_ORDERS(Check.UNKNOWNS, "maxUnknownOrdersCount", 0, 0, 10),
    /// Of an exchange's clock from ours.
    MAX_CLOCK_OFFSET(Check.CLOCK, "maxClockOffsetMillis", 500, 10, 5_000),
    /// To an exchange.
    MAX_ORDERS(Check.RATE, "maxOrdersPerMinuteCount", 60, 1, 600),
    /// The same, for orders that reduce: more, so that some are always left.
    MAX_REDUCING_ORDERS(Check.RATE, "maxReducingOrdersPerMinuteCount", 120, 1, 1_200),
    /// Since a book's last message.
    MAX_BOOK_AGE(Check.AGE, "maxBookAgeMillis", 2_000, 50, 10_000),
    /// A limit from the middle of its own book.
    MAX_LIMIT(Check.LIMIT, "maxLimitBps", 200, 1, 1_000),
    /// A limit from the median of at least three markets.
    MAX_DEVIATION(Check.DEVIATION, "maxDeviationBps", 100, 1, 300),
    /// A limit from that of two markets' medians and an index.
    MAX_TWO_DEVIATION(Check.DEVIATION, "maxTwoDeviationBps", 50, 1, 150),
    /// Either, for orders that reduce.
    MAX_REDUCING_DEVIATION(Check.DEVIATION, "maxReducingDeviationBps", 300, 10, 1_000),
    /// What an attempt brings, net of fees.
    MIN_NET(Check.EDGE, "minNetBps", 1, 0, 1_000),
    /// What an attempt costs, by the books, that only brings home what leans.
    MAX_REBALANCE_COST(Check.EDGE, "maxRebalanceCostBps", 0, 0, 100),
    /// More is an error in the data.
    MAX_NET(Check.CAP, "maxNetBps", 200, 2, 1_000),
    /// What may be kept of what is only passed on: fees, and less than a lot.
    MAX_LEFTOVER(Check.UNEVEN, "maxLeftoverBps", 100, 0, 500),
    /// What an attempt spends.
    MAX_ATTEMPT(Check.WORTH, "maxAttemptUsdt", 50, 1, 100_000),
    /// In one asset.
    MAX_PAIR_EXPOSURE(Check.PAIR, "maxPairExposureUsdt", 60, 1, 200_000),
    /// What may fill at an exchange.
    MAX_EXCHANGE_EXPOSURE(Check.EXCHANGE, "maxExchangeExposureUsdt", 120, 1, 500_000),
    /// In all assets.
    MAX_TOTAL_EXPOSURE(Check.TOTAL, "maxTotalExposureUsdt", 200, 1, 1_000_000),
    /// What is held at an exchange of what is traded.
    MAX_EQUITY(Check.EQUITY, "maxEquityUsdt", 5_000, 10, 10_000_000),
    /// What is kept back for fees, at least.
    FEE_RESERVE(Check.BALANCE, "feeReserveBps", 100, 10, 500);

    /// In what a setting counts.
    public enum Unit {
        BPS, USDT, MILLIS, PERCENT, COUNT;

        private static Unit of(String key) {
            for (Unit unit : values()) {
                if (key.endsWith(unit.ending())) {
                    return unit;
                }
            }
            throw new IllegalStateException(key + " does not say its unit");
        }

        /// How keys end.
        String ending() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    private final Check check;
    private final String key;
    private final Unit unit;
    private final long standard;
    private final long least;
    private final long most;

    Setting(Check check, String key, long standard, long least, long most) {
        this.check = check;
        this.key = key;
        unit = Unit.of(key);
        this.standard = standard;
        this.least = least;
        this.most = most;
    }

    /// What it limits first of all.
    public Check check() {
        return check;
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

    /// Whether it says how much is at stake: with real money, more than by default has to be earned.
    public boolean earned() {
        return unit == Unit.USDT || this == MAX_ATTEMPTS_PER_PAIR;
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
