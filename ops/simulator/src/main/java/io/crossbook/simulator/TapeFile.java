package io.crossbook.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Reads recorded sessions: JSON lines, gzip, one frame a line.
final class TapeFile {

    private final Path file;
    private final List<TapeRecord> records = new ArrayList<>();

    private TapeFile(Path file) {
        this.file = file;
    }

    /// The records worth serving again, in recorded order. Acknowledgements and status frames are
    /// left out: the server answers its own clients itself.
    static List<TapeRecord> read(Path file) {
        TapeFile tape = new TapeFile(file);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                tape.line(line, ++number);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the tape " + file, e);
        }
        return tape.records;
    }

    private void line(String text, int number) {
        JsonNode line = Json.parse(text);
        if (line == null || !line.has("frame")) {
            throw new IllegalArgumentException(
                    file + ", line " + number + ": not a recorded frame");
        }
        String direction = Json.text(line, "dir");
        if (!direction.equals("recv") && !direction.equals("rest")) {
            return;
        }
        Exchange exchange = exchange(Json.text(line, "venue"));
        long nanos = nanos(text);
        String connection = Json.text(line, "conn");
        String frame = Json.text(line, "frame");
        if (direction.equals("rest")) {
            String symbol = symbol(Json.text(line, "url"));
            if (!symbol.isEmpty()) {
                records.add(new TapeRecord(nanos, exchange, TapeRecord.Kind.SNAPSHOT, connection,
                        symbol,
                        frame));
            }
            return;
        }
        String key = key(exchange, frame);
        if (key != null) {
            records.add(new TapeRecord(nanos, exchange,
                    key.isEmpty() ? TapeRecord.Kind.HEARTBEAT : TapeRecord.Kind.DATA, connection,
                    key, frame));
        }
    }

    private Exchange exchange(String venue) {
        return switch (venue) {
            case "BINANCE", "BINANCE_US", "BINANCE_TR" -> Exchange.BINANCE;
            case "BINANCE_FUTURES" -> Exchange.BINANCE_FUTURES;
            case "KRAKEN" -> Exchange.KRAKEN;
            case "BYBIT" -> Exchange.BYBIT;
            default ->
                throw new IllegalArgumentException(file + ": the practice exchange does not speak "
                        + venue
                        + "; it can serve BINANCE, BINANCE_US, BINANCE_TR, BINANCE_FUTURES, KRAKEN"
                        + " and BYBIT");
        };
    }

    /// The receive time to the nanosecond, from the text: a double holds only some hundred of them.
    private static long nanos(String line) {
        int from = line.indexOf("\"ts\":") + 5;
        int to = line.indexOf(',', from);
        int point = line.indexOf('.', from);
        boolean whole = point < 0 || point > to;
        long seconds = Long.parseLong(line.substring(from, whole ? to : point).trim());
        String fraction = whole ? "" : line.substring(point + 1, to).trim();
        String nine = (fraction + "000000000").substring(0, 9);
        return seconds * 1_000_000_000 + Long.parseLong(nine);
    }

    /// The symbol of a recorded depth request; empty for any other request.
    private static String symbol(String url) {
        int at = url.indexOf("symbol=");
        if (at < 0 || !url.contains("/depth?")) {
            return "";
        }
        int end = url.indexOf('&', at);
        return url.substring(at + 7, end < 0 ? url.length() : end);
    }

    /// What a client subscribes to for this frame; empty for heartbeats, null for what is not
    /// served.
    private static @Nullable String key(Exchange exchange, String frame) {
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> binance(frame);
            case KRAKEN -> kraken(frame);
            case BYBIT -> bybit(frame);
        };
    }

    private static @Nullable String binance(String frame) {
        String head = "{\"stream\":\"";
        return frame.startsWith(head)
                ? frame.substring(head.length(), frame.indexOf('"', head.length()))
                : null;
    }

    private static @Nullable String bybit(String frame) {
        JsonNode json = Json.parse(frame);
        return json != null && json.has("topic") ? Json.text(json, "topic") : null;
    }

    private static @Nullable String kraken(String frame) {
        JsonNode json = Json.parse(frame);
        if (json == null) {
            return null;
        }
        if (json.isArray()) {
            return json.path(json.size() - 2).asText() + " " + json.path(json.size() - 1).asText();
        }
        String channel = Json.text(json, "channel");
        if (channel.equals("heartbeat") || Json.text(json, "event").equals("heartbeat")) {
            return "";
        }
        String symbol = json.path("data").path(0).path("symbol").asText("");
        return symbol.isEmpty() ? null : channel + " " + symbol;
    }
}
