package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// A plain capture of one connection: `timestamp: payload` a line, everything received, of an exchange that is named by whoever
/// imports. The time is epoch seconds with decimals, epoch milli-, micro- or nanoseconds by size, or ISO 8601.
record Captures(Path file, String exchange, String conn) implements Line.Source {

    @Override
    public Line.Lines lines() throws IOException {
        BufferedReader reader = Sessions.reader(file);
        return new Line.Lines() {
            private long at;

            @Override
            public @Nullable Line next() throws IOException {
                String text = reader.readLine();
                at++;
                while (text != null && text.isBlank()) {
                    text = reader.readLine();
                    at++;
                }
                return text == null ? null : parse(text, at);
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
    }

    private Line parse(String text, long at) throws IOException {
        int colon = text.indexOf(": ");
        if (colon < 0) {
            throw Line.wrong(file, at, "'timestamp: payload' is wanted");
        }
        try {
            return new Line(nanos(text.substring(0, colon).strip()), exchange, conn,
                    Line.Direction.RECV, "", Bytes.of(text.substring(colon + 2)));
        } catch (ArithmeticException | NumberFormatException | DateTimeParseException _) {
            throw Line.wrong(file, at, "'" + text.substring(0, colon)
                    + "' is no time: epoch seconds or ISO 8601 is wanted");
        }
    }

    static long nanos(String time) {
        if (time.indexOf('T') > 0) {
            Instant instant = Instant.parse(time);
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L),
                    instant.getNano());
        }
        int dot = time.indexOf('.');
        int whole = dot < 0 ? time.length() : dot;
        // Seconds have 10 digits until 2286, each finer unit three more.
        String seconds = switch (whole) {
            case 13 -> time.replace(".", "") + "E-" + (3 + decimals(time, dot));
            case 16 -> time.replace(".", "") + "E-" + (6 + decimals(time, dot));
            case 19 -> time.replace(".", "") + "E-" + (9 + decimals(time, dot));
            default -> time;
        };
        return Sessions.nanos(seconds);
    }

    private static int decimals(String time, int dot) {
        return dot < 0 ? 0 : time.length() - dot - 1;
    }
}
