package io.crossbook.gateway.alerts;

import java.time.Instant;

/// Something that a person is told of: `about` is what it concerns (an exchange, an attempt; empty where there is only one), `text` one line of plain words.
///
/// Times are epoch milliseconds: `sinceMillis` when it began to hold, `atMillis` when this was told.
public record Alert(Cause cause, String about, String text, State state, long sinceMillis,
        long atMillis) {

    /// What is told of it.
    public enum State {
        /// It holds now.
        FIRING,
        /// It still does.
        REPEATED,
        /// It does not any more.
        RESOLVED
    }

    private static final int LONGEST = 400;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    /// Text of exchanges may be anything: one line of it is enough, without what terminals and readers would act on.
    public Alert {
        text = text.codePoints().map(each -> Character.isISOControl(each)
                || Character.getType(each) == Character.FORMAT ? ' ' : each).limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString().strip();
    }

    /// The same for who hears of it later than it was to be told: its words say when that was.
    Alert late() {
        String mark = "(told late, of " + Instant.ofEpochSecond(atMillis / SECOND) + ") ";
        return text.startsWith(mark)
                ? this
                : new Alert(cause, about, mark + text, state, sinceMillis, atMillis);
    }

    /// One line for people.
    public String line() {
        String words = cause.word() + (about.isEmpty() ? "" : " " + about) + ": " + text;
        return switch (state) {
            case FIRING -> cause.severity() + " " + words + " (" + cause.section() + ")";
            case REPEATED -> "STILL " + cause.severity() + " for " + lasted() + " " + words;
            case RESOLVED -> "RESOLVED after " + lasted() + " " + words;
        };
    }

    private String lasted() {
        long millis = Math.max(0, atMillis - sinceMillis);
        return millis < 2 * MINUTE
                ? millis / SECOND + " s"
                : millis < 2 * HOUR ? millis / MINUTE + " min" : millis / HOUR + " h";
    }
}
