package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.crossbook.books.Instrument;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What other projects' decoders make of the same messages of Binance and Bybit, against ours.
final class PeerTest {

    /// Where we differ on purpose, by exchange and step of tardis-node's session.
    private static final Map<String, String> DELIBERATE = Map.of(
            "binance-futures 6", "they fold held events into the snapshot, we send both",
            "binance-futures 7", "the same ids again: they apply it, for us it is a repetition",
            "binance 8", "they fold held events into the snapshot, we send both",
            "bybit 51", "does not follow by u: they apply it, we wait for the next snapshot",
            "bybit 52",
            "liquidations of all: they read them since 2025-02-26, we from the first one",
            "binance 9", "begins inside the event before: they apply it, for us it is a gap");

    @Test
    void tardis_node() {
        var reasons = new PeerReasons("tardis-node");
        var sessions = new LinkedHashMap<String, List<JsonNode>>();
        List<JsonNode> rows = Corpus.rows("peer/tardis_node_mappers.jsonl");
        for (JsonNode row : rows) {
            String exchange = row.path("exchange").asText();
            if (exchange.startsWith("binance") || exchange.equals("bybit")) {
                sessions.computeIfAbsent(exchange, _ -> new ArrayList<>()).add(row);
            } else {
                reasons.count(elsewhere(exchange));
            }
        }
        sessions.forEach((exchange, messages) -> session(exchange, messages, reasons));

        reasons.are(rows.size(), """
                28 agrees
                1 an aggregated trade without id, which they do not read
                6 deliberate
                32 in SocketPeerTest
                15 no dialect for bitfinex
                13 no dialect for gate-io
                24 no dialect for huobi
                4 open interest over REST and 24 h tickers are not read
                38 retired API of Bybit
                2 retired liquidations of Bybit are not read
                """, DELIBERATE);
    }

    /// Why a message is not for here.
    private static String elsewhere(String exchange) {
        return SocketPeerTest.EXCHANGES.contains(exchange)
                ? "in SocketPeerTest"
                : "no dialect for " + exchange;
    }

    private static void session(String exchange, List<JsonNode> rows, PeerReasons reasons) {
        String dialect = exchange.equals("bybit") ? "bybit" : exchange;
        var symbols = new LinkedHashSet<String>();
        rows.forEach(row -> symbols.add(symbol(row.path("raw"))));
        var stage = new PeerStage(Dialects.of(dialect, Entry.of(dialect + (exchange.equals("bybit")
                ? "-linear"
                : ""))), List.copyOf(symbols));
        for (JsonNode row : rows) {
            String step = exchange + " " + row.path("step").asInt();
            String reason = DELIBERATE.containsKey(step) ? "deliberate" : skipped(row);
            List<String> ours = stage.feed(row.path("raw"));
            if (reason.isEmpty()) {
                assertEquals(theirs(row.path("normalized"), ours), ours, step);
            }
            reasons.count(reason.isEmpty() ? PeerReasons.AGREES : reason);
            assertTrue(!DELIBERATE.containsKey(step)
                    || !theirs(row.path("normalized"), ours).equals(ours), step + " agrees now");
        }
    }

    private static String skipped(JsonNode row) {
        String raw = row.path("raw").toString();
        String channel = row.path("raw").path("stream").asText()
                + row.path("raw").path("topic").asText();
        if (row.path("exchange").asText().equals("bybit")
                && row.path("mapper_era").asText().compareTo("2023") < 0) {
            return "retired API of Bybit";
        }
        if (channel.startsWith("liquidation.")) {
            return "retired liquidations of Bybit are not read";
        }
        if (channel.endsWith("@ticker") || channel.endsWith("@openInterest")) {
            return "open interest over REST and 24 h tickers are not read";
        }
        return channel.endsWith("aggTrade") && raw.contains("1568693103463")
                ? "an aggregated trade without id, which they do not read"
                : "";
    }

    private static String symbol(JsonNode raw) {
        String topic = raw.path("topic").asText();
        String stream = raw.path("stream").asText();
        if (!topic.isEmpty()) {
            return topic.substring(topic.lastIndexOf('.') + 1);
        }
        return stream.isEmpty()
                ? "NONE"
                : stream.substring(0, stream.indexOf('@')).toUpperCase(java.util.Locale.ROOT);
    }

    /// Their normalized messages in the words of [Heard], as far as ours say anything to compare.
    private static List<String> theirs(JsonNode messages, List<String> ours) {
        var lines = new ArrayList<String>();
        for (JsonNode message : messages) {
            String line = switch (message.path("type").asText()) {
                case "trade" -> "trade " + message.path("symbol").asText() + " "
                        + message.path("id").asText() + " " + message.path("side").asText() + " "
                        + plain(message.path("price")) + "x" + plain(message.path("amount")) + " "
                        + nanos(message);
                case "liquidation" -> "liquidation " + message.path("symbol").asText() + " "
                        + message.path("side").asText() + " " + plain(message.path("price")) + "x"
                        + plain(message.path("amount")) + " " + nanos(message);
                case "book_ticker" -> "quote " + message.path("symbol").asText() + " "
                        + plain(message.path("bidPrice")) + "x" + plain(message.path("bidAmount"))
                        + " " + plain(message.path("askPrice")) + "x"
                        + plain(message.path("askAmount"));
                case "book_change" -> "book " + message.path("symbol").asText() + " "
                        + message.path("isSnapshot").asBoolean() + levels(message.path("bids"))
                        + " |" + levels(message.path("asks"));
                case "derivative_ticker" -> derivative(message, ours);
                case String other -> other;
            };
            lines.add(line);
        }
        return lines;
    }

    /// Theirs repeats what earlier messages said; only what ours carries is compared.
    private static String derivative(JsonNode message, List<String> ours) {
        var line = new StringBuilder("derivative " + message.path("symbol").asText());
        String found = ours.isEmpty() ? "" : ours.getFirst();
        for (String name : List.of("markPrice", "indexPrice", "lastPrice", "fundingRate",
                "openInterest")) {
            if (message.has(name) && found.contains(name)) {
                line.append(' ').append(name).append('=').append(plain(message.path(name)));
            }
        }
        return line.toString();
    }

    static String plain(JsonNode number) {
        return new BigDecimal(number.asText()).stripTrailingZeros().toPlainString();
    }

    private static long nanos(JsonNode message) {
        return Instant.parse(message.path("timestamp").asText()).toEpochMilli() * 1_000_000;
    }

    private static String levels(JsonNode levels) {
        var text = new StringBuilder();
        for (JsonNode level : levels) {
            text.append(' ').append(plain(level.path("price"))).append('x')
                    .append(plain(level.path("amount")));
        }
        return text.toString();
    }

    /// crypto-msg-parser asserts single values of single messages.
    @Test
    void crypto_msg_parser() {
        var reasons = new PeerReasons("crypto-msg-parser");
        List<JsonNode> rows = Corpus.rows("peer/crypto_msg_parser.jsonl");
        for (JsonNode row : rows) {
            String exchange = row.path("exchange").asText();
            String reason = switch (exchange) {
                case "binance" -> unread(row);
                case "bybit" -> "retired API of Bybit";
                case String other -> elsewhere(other);
            };
            if (reason.isEmpty()) {
                message(row);
            }
            reasons.count(reason.isEmpty() ? PeerReasons.AGREES : reason);
        }
        reasons.are(rows.size(), """
                8 COIN-M is no market of ours
                9 agrees
                36 in SocketPeerTest
                4 no channel of ours
                11 no dialect for bitfinex
                3 no dialect for bitstamp
                20 no dialect for gate
                19 no dialect for huobi
                18 no dialect for kucoin
                12 retired API of Bybit
                """, Map.of());
    }

    private static String unread(JsonNode row) {
        if (row.path("market_type").asText().startsWith("Inverse")) {
            return "COIN-M is no market of ours";
        }
        String raw = row.path("raw").asText();
        boolean ours = raw.contains("aggTrade") || raw.contains("@depth@")
                || raw.contains("markPrice")
                || raw.contains("lastUpdateId");
        return ours ? "" : "no channel of ours";
    }

    private static void message(JsonNode row) {
        String dialect = row.path("market_type").asText().equals("Spot")
                ? "binance"
                : "binance-futures";
        JsonNode raw = Corpus.json(row.path("raw").asText());
        String symbol = raw.has("stream") ? symbol(raw) : "BTCUSDT";
        var stage = new PeerStage(Dialects.of(dialect, Entry.of(dialect)), List.of(symbol));
        if (raw.path("data").has("U")) {
            // An empty snapshot right before it, so that it is applied.
            long before = raw.path("data").has("pu")
                    ? raw.path("data").path("pu").asLong()
                    : raw.path("data").path("U").asLong() - 1;
            stage.answer(symbol, "{\"lastUpdateId\":" + before + ",\"bids\":[],\"asks\":[]}");
        }
        Map<String, String> values = values(stage.feed(raw));
        row.path("expected").properties().forEach(expected -> {
            // Theirs is E also where the trade has its own time; ours is the trade's.
            String ours = values.get(expected.getKey());
            if (ours != null) {
                assertEquals(0, new BigDecimal(expected.getValue().asText())
                        .compareTo(new BigDecimal(ours)), row + " " + expected.getKey());
            }
        });
        assertTrue(values.keySet().stream().anyMatch(row.path("expected")::has), row.toString());
    }

    /// Our lines under the names of their paths.
    private static Map<String, String> values(List<String> lines) {
        var values = new HashMap<String, String>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "trade" -> values.put("trade.quantity_base", words[4].split("x", -1)[1]);
                case "derivative" -> {
                    for (String word : words) {
                        if (word.startsWith("fundingRate=")) {
                            values.put("funding_rates[0].funding_rate", word.substring(12));
                        }
                    }
                }
                case "book" -> {
                    book(values, "bids", line.substring(line.indexOf("e") + 1, line.indexOf('|')));
                    book(values, "asks", line.substring(line.indexOf('|') + 1));
                }
                case String _ -> {
                }
            }
        }
        return values;
    }

    private static void book(Map<String, String> values, String side, String text) {
        int i = 0;
        for (String word : text.strip().split(" ", -1)) {
            if (word.contains("x")) {
                values.put("orderbook." + side + "[" + i + "].price", word.split("x", -1)[0]);
                values.put("orderbook." + side + "[" + i + "].quantity_base",
                        word.split("x", -1)[1]);
                i++;
            }
        }
        values.put("orderbook." + side + ".len()", Integer.toString(i));
    }

    @Test
    void instruments_of_the_peers_are_ours() {
        assertEquals(Instrument.parse("BTC/USDT:USDT-210625"),
                Dialects.of("binance-futures", Entry.of("x")).instrument("BTCUSDT_210625"));
    }
}
