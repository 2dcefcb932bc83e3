package io.crossbook.gateway.feed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A data type of the normalised stream, as tardis-machine names them: `trade`, `book_change`, `quote`, `quote_10s`,
/// `book_snapshot_25_100ms`.
///
/// `book_health` is our own addition: what became of a book, in-band. `depth` and `intervalMillis` matter for snapshots and quotes; an interval of 0 means at every change.
record DataType(Kind kind, String name, int depth, long intervalMillis) {

    enum Kind {
        TRADE, BOOK_CHANGE, SNAPSHOT, HEALTH
    }

    private static final Pattern QUOTE = Pattern.compile("quote(?:_(\\d{1,6})(ms|s|m))?");
    private static final Pattern SNAPSHOT = Pattern
            .compile("book_snapshot_(\\d{1,4})_(\\d{1,6})(ms|s|m)");

    /// Reads a name; the error names what was found and what is wanted.
    static DataType parse(String name) {
        if (name.equals("trade")) {
            return new DataType(Kind.TRADE, name, 0, 0);
        }
        if (name.equals("book_change")) {
            return new DataType(Kind.BOOK_CHANGE, name, 0, 0);
        }
        if (name.equals("book_health")) {
            return new DataType(Kind.HEALTH, name, 0, 0);
        }
        Matcher quote = QUOTE.matcher(name);
        if (quote.matches()) {
            long interval = quote.group(1) == null ? 0 : millis(quote.group(1), quote.group(2));
            return new DataType(Kind.SNAPSHOT, name, 1, interval);
        }
        Matcher snapshot = SNAPSHOT.matcher(name);
        if (snapshot.matches() && Integer.parseInt(snapshot.group(1)) > 0) {
            return new DataType(Kind.SNAPSHOT, name, Integer.parseInt(snapshot.group(1)),
                    millis(snapshot.group(2), snapshot.group(3)));
        }
        throw new IllegalArgumentException("data type '" + name
                + "' is not known: trade, book_change, quote, quote_{n}{ms|s|m}, book_snapshot_{depth}_{n}{ms|s|m} or book_health is wanted");
    }

    private static long millis(String number, String unit) {
        long value = Long.parseLong(number);
        return switch (unit) {
            case "s" -> value * 1_000;
            case "m" -> value * 60_000;
            default -> value;
        };
    }
}
