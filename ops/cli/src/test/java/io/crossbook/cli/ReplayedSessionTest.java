package io.crossbook.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.gateway.replay.ReplayServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole recorded session, replayed by our server, says what the recording implies by the exchange's own rules: read here from the recording, by none of our code.
final class ReplayedSessionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    /// What a recording of Binance implies. "How to manage a local order book": events are kept until the snapshot, those that it holds are dropped.
    private static final class Implied {
        private final Map<String, Long> last = new TreeMap<>();
        private final Map<String, List<JsonNode>> kept = new TreeMap<>();
        private final Map<String, List<String>> messages = new TreeMap<>();

        static Map<String, List<String>> of(Path session) throws IOException {
            var implied = new Implied();
            try (var lines = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(session)), UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    implied.read(JSON.readTree(line));
                }
            }
            return implied.messages;
        }

        private void read(JsonNode line) throws IOException {
            String direction = line.get("dir").asText();
            if (direction.equals("rest") && line.get("url").asText().contains("/depth?symbol=")) {
                String symbol = line.get("url").asText().replaceFirst(".*symbol=([A-Z]+).*", "$1");
                JsonNode book = JSON.readTree(line.get("frame").asText());
                if (last.put(symbol, book.get("lastUpdateId").asLong()) == null) {
                    say(symbol, "whole " + side(book.get("bids")) + " | " + side(book.get("asks")));
                    kept.getOrDefault(symbol, List.of()).forEach(this::change);
                }
            } else if (direction.equals("recv")) {
                JsonNode data = JSON.readTree(line.get("frame").asText()).path("data");
                switch (data.path("e").asText()) {
                    case "depthUpdate" -> {
                        if (last.containsKey(data.get("s").asText())) {
                            change(data);
                        } else {
                            kept.computeIfAbsent(data.get("s").asText(), _ -> new ArrayList<>())
                                    .add(data);
                        }
                    }
                    case "trade" -> say(data.get("s").asText() + " trades",
                            data.get("t").asText() + " " + number(data.get("p")) + " x "
                                    + number(data.get("q"))
                                    + (data.get("m").asBoolean() ? " sell " : " buy ")
                                    + Instant.ofEpochMilli(data.get("T").asLong()));
                    default -> {
                    }
                }
            }
        }

        private void change(JsonNode data) {
            String symbol = data.get("s").asText();
            if (data.get("u").asLong() > last.getOrDefault(symbol, 0L)) {
                last.put(symbol, data.get("u").asLong());
                say(symbol, Instant.ofEpochMilli(data.get("E").asLong()) + " "
                        + side(data.get("b")) + " | " + side(data.get("a")));
            }
        }

        private void say(String about, String message) {
            messages.computeIfAbsent(about, _ -> new ArrayList<>()).add(message);
        }

        private static String side(JsonNode levels) {
            var text = new StringBuilder();
            levels.forEach(level -> text.append(number(level.get(0))).append(" x ")
                    .append(number(level.get(1))).append(' '));
            return text.toString();
        }
    }

    private static String number(JsonNode value) {
        BigDecimal number = new BigDecimal(value.asText());
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /// What the server said, in the same words.
    private static Map<String, List<String>> heard(List<String> lines) throws IOException {
        var heard = new TreeMap<String, List<String>>();
        for (String line : lines) {
            JsonNode message = JSON.readTree(line);
            String symbol = message.get("symbol").asText();
            boolean trade = message.get("type").asText().equals("trade");
            heard.computeIfAbsent(trade ? symbol + " trades" : symbol, _ -> new ArrayList<>())
                    .add(trade
                            ? message.get("id").asText() + " " + number(message.get("price"))
                                    + " x " + number(message.get("amount")) + " "
                                    + message.get("side").asText() + " "
                                    + message.get("timestamp").asText()
                            : (message.get("isSnapshot").asBoolean()
                                    ? "whole"
                                    : message.get("timestamp").asText()) + " "
                                    + side(message.get("bids")) + " | "
                                    + side(message.get("asks")));
        }
        return heard;
    }

    private static String side(JsonNode levels) {
        var text = new StringBuilder();
        levels.forEach(level -> text.append(number(level.get("price"))).append(" x ")
                .append(number(level.get("amount"))).append(' '));
        return text.toString();
    }

    private void says(String session, String dataTypes) throws Exception {
        Path recording = Corpus.folder().resolve("market").resolve(session);
        Path tape = folder.resolve("tape");
        TapeImportCommand.write(List.of(recording), Map.of(), tape);
        String options = URLEncoder.encode("{\"exchange\":\"binance\",\"withDecimalStrings\":true,"
                + "\"dataTypes\":[" + dataTypes + "]}", UTF_8);
        List<String> lines;
        try (var server = ReplayServer.start(tape, 0, 20_000).get(60, TimeUnit.SECONDS);
                var http = HttpClient.newHttpClient()) {
            lines = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port()
                    + "/replay-normalized?options=" + options)).build(),
                    HttpResponse.BodyHandlers.ofLines()).body().toList();
        }
        Map<String, List<String>> implied = Implied.of(recording);
        Map<String, List<String>> heard = heard(lines);
        assertEquals(implied.keySet(), heard.keySet());
        for (var about : implied.entrySet()) {
            List<String> wanted = about.getValue();
            List<String> found = heard.getOrDefault(about.getKey(), List.of());
            for (int i = 0; i < Math.min(wanted.size(), found.size()); i++) {
                assertEquals(wanted.get(i), found.get(i), about.getKey() + ", message " + i);
            }
            assertEquals(wanted.size(), found.size(), about.getKey());
            assertTrue(wanted.size() > 5, about.getKey() + " has much to say");
        }
        System.out.println("replayed " + session + ": " + lines.size() + " messages as implied");
    }

    @Test
    void every_change_of_a_book_is_told_as_it_was_recorded() throws Exception {
        says("binance/2021-10-12_spot_depth100ms.jsonl.gz", "\"book_change\"");
    }

    @Test
    void eleven_minutes_of_books_and_trades_are_told_as_they_were_recorded() throws Exception {
        says("binance/2024-08-08_spot_BTCUSDT_depth100ms_bbo_trade.jsonl.gz",
                "\"book_change\",\"trade\"");
    }
}
