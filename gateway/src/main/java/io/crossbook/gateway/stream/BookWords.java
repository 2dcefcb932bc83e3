package io.crossbook.gateway.stream;

import io.crossbook.books.Decimals;
import io.crossbook.books.Side;
import io.crossbook.gateway.feed.MirroredBook;
import java.time.Instant;

/// Writes what is told of a book: its health, when, and levels as pairs of decimal strings.
final class BookWords {

    private final StringBuilder out = new StringBuilder(1_024);
    private final StringBuilder asks = new StringBuilder(512);
    private int priceScale;
    private int sizeScale;

    /// A message on this book, without levels yet.
    void begin(MirroredBook book, String health, String why) {
        priceScale = book.levels().priceScale();
        sizeScale = book.levels().sizeScale();
        begin(health, why, book.eventNanos(), book.localNanos());
    }

    /// A message on a book that is not there.
    void none(String health, String why) {
        begin(health, why, 0, 0);
    }

    private void begin(String health, String why, long eventNanos, long localNanos) {
        asks.setLength(0);
        out.setLength(0);
        out.append("{\"health\":");
        quoted(health);
        out.append(",\"reason\":");
        quoted(why);
        out.append(",\"timestamp\":");
        time(eventNanos);
        out.append(",\"localTimestamp\":");
        time(localNanos);
        out.append(",\"bids\":[");
    }

    void level(Side side, long price, long size) {
        StringBuilder to = side == Side.BID ? out : asks;
        char last = to.isEmpty() ? '[' : to.charAt(to.length() - 1);
        to.append(last == ']' ? ",[\"" : "[\"");
        Decimals.append(to, price, priceScale);
        to.append("\",\"");
        Decimals.append(to, size, sizeScale);
        to.append("\"]");
    }

    byte[] end() {
        return Message.bytes(out.append("],\"asks\":[").append(asks).append("]}").toString());
    }

    private void time(long epochNanos) {
        if (epochNanos == 0) {
            out.append("null");
        } else {
            out.append('"').append(Instant.ofEpochSecond(0, epochNanos)).append('"');
        }
    }

    private void quoted(String text) {
        Text.quote(out, text);
    }
}
