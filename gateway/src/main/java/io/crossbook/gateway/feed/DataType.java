package io.crossbook.gateway.feed;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A data type of the normalised stream, as tardis-machine names them: `trade`, `book_change`, `quote`, `quote_10s`, `book_snapshot_25_100ms`,
/// `book_snapshot_10_grouped5_1s`, `trade_bar_1m`, `derivative_ticker`, `liquidation`.
///
/// `book_health` is our own addition: what became of a book, in-band. `depth` and `grouping` matter for snapshots. `interval` is in milliseconds for snapshots,
/// where 0 means at every change; for bars it is how much of `measure` makes one.
record DataType(Kind kind, String name, int depth, Grouping grouping, BigDecimal interval,
        Measure measure) {

    enum Kind {
        TRADE, BOOK_CHANGE, SNAPSHOT, BAR, TICKER, LIQUIDATION, HEALTH;

        /// Whether it is made of a book.
        boolean ofBook() {
            return this == BOOK_CHANGE || this == SNAPSHOT || this == HEALTH;
        }
    }

    /// What ends a bar.
    enum Measure {
        /// Milliseconds of the exchange's time.
        TIME,
        /// Trades.
        TICK,
        /// The amount that was traded.
        VOLUME
    }

    private static final int CHANGES_A_SECOND = 20;
    private static final String UNIT = "(ms|s|m)";
    private static final String DECIMAL = "(\\d{1,9}(?:\\.\\d{1,8})?)";
    private static final Pattern QUOTE = Pattern.compile("quote(?:_(\\d{1,6})" + UNIT + ")?");
    private static final Pattern SNAPSHOT = Pattern
            .compile("book_snapshot_(\\d{1,4})(?:_grouped" + DECIMAL + ")?_(\\d{1,6})" + UNIT);
    private static final Pattern TIME_BAR = Pattern.compile("trade_bar_(\\d{1,6})" + UNIT);
    private static final Pattern TICK_BAR = Pattern.compile("trade_bar_(\\d{1,9})ticks");
    private static final Pattern VOLUME_BAR = Pattern.compile("trade_bar_" + DECIMAL + "vol");

    /// Reads a name; the error names what was found and what is wanted.
    static DataType parse(String name) {
        Kind whole = switch (name) {
            case "trade" -> Kind.TRADE;
            case "book_change" -> Kind.BOOK_CHANGE;
            case "derivative_ticker" -> Kind.TICKER;
            case "liquidation" -> Kind.LIQUIDATION;
            case "book_health" -> Kind.HEALTH;
            default -> Kind.SNAPSHOT;
        };
        DataType read = whole == Kind.SNAPSHOT ? measured(name) : plain(whole, name);
        if (read == null) {
            throw new IllegalArgumentException("data type '" + name
                    + "' is not known: trade, book_change, quote, quote_{n}{ms|s|m}, book_snapshot_{depth}[_grouped{step}]_{n}{ms|s|m}, "
                    + "trade_bar_{n}{ms|s|m|ticks|vol}, derivative_ticker, liquidation or book_health is wanted");
        }
        return read;
    }

    private static DataType plain(Kind kind, String name) {
        return new DataType(kind, name, 0, Grouping.NONE, BigDecimal.ZERO, Measure.TIME);
    }

    private static @Nullable DataType measured(String name) {
        Matcher quote = QUOTE.matcher(name);
        if (quote.matches()) {
            return snapshot(name, 1, Grouping.NONE, quote.group(1) == null
                    ? BigDecimal.ZERO
                    : millis(quote.group(1), quote.group(2)));
        }
        Matcher snapshot = SNAPSHOT.matcher(name);
        if (snapshot.matches() && Integer.parseInt(snapshot.group(1)) > 0) {
            String step = snapshot.group(2);
            Grouping grouping = step == null ? Grouping.NONE : Grouping.parse(step);
            return step != null && grouping.none()
                    ? null
                    : snapshot(name, Integer.parseInt(snapshot.group(1)), grouping,
                            millis(snapshot.group(3), snapshot.group(4)));
        }
        Matcher time = TIME_BAR.matcher(name);
        if (time.matches()) {
            return bar(name, millis(time.group(1), time.group(2)), Measure.TIME);
        }
        Matcher ticks = TICK_BAR.matcher(name);
        if (ticks.matches()) {
            return bar(name, new BigDecimal(ticks.group(1)), Measure.TICK);
        }
        Matcher volume = VOLUME_BAR.matcher(name);
        return volume.matches()
                ? bar(name, new BigDecimal(volume.group(1)), Measure.VOLUME)
                : null;
    }

    private static DataType snapshot(String name, int depth, Grouping grouping,
            BigDecimal interval) {
        return new DataType(Kind.SNAPSHOT, name, depth, grouping, interval, Measure.TIME);
    }

    private static @Nullable DataType bar(String name, BigDecimal interval,
            Measure measure) {
        return interval.signum() == 0
                ? null
                : new DataType(Kind.BAR, name, 0, Grouping.NONE, interval, measure);
    }

    private static BigDecimal millis(String number, String unit) {
        long value = Long.parseLong(number);
        return BigDecimal.valueOf(switch (unit) {
            case "s" -> value * 1_000;
            case "m" -> value * 60_000;
            default -> value;
        });
    }

    /// Of snapshots, and of bars by time.
    long intervalMillis() {
        return interval.longValue();
    }

    /// How many levels a side may have to be shown in a second; where every change is told that is taken for twenty a second.
    long levelsASecond() {
        long times = intervalMillis() == 0
                ? CHANGES_A_SECOND
                : Math.ceilDiv(1_000, intervalMillis());
        return kind == Kind.SNAPSHOT ? depth * times : 0;
    }

    /// In which interval a time of the exchange's lies.
    long bucket(long eventNanos) {
        return Math.floorDiv(eventNanos / 1_000_000, intervalMillis());
    }

    /// When that interval is over, epoch nanoseconds.
    long endNanos(long bucket) {
        return (bucket + 1) * intervalMillis() * 1_000_000;
    }
}
