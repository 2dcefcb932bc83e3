package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What other projects' decoders make of the same messages of Kraken, OKX and Coinbase, against ours.
final class SocketPeerTest {

    /// Where we differ on purpose, by exchange and step of tardis-node's session.
    private static final Map<String, String> DELIBERATE = Map.of(
            "kraken 5", "a null between book and channel: they take the channel for the symbol",
            "kraken 7", "a spread of zeros: they drop it, for us both sides are empty",
            "okex-swap 17", "the index: they wait for the next ticker, we tell it at once",
            "okex-swap 21", "before their date for this channel they read another");

    /// The exchanges whose messages are compared here, as the peers name them.
    static final Set<String> EXCHANGES = Set.of("kraken", "okex-swap", "okx", "coinbase_pro");

    private static final String ELSEWHERE = "not for here, counted in PeerTest";

    @Test
    void tardis_node() {
        var reasons = new PeerReasons("tardis-node");
        List<JsonNode> rows = Corpus.rows("peer/tardis_node_mappers.jsonl");
        for (JsonNode row : rows) {
            String exchange = row.path("exchange").asText();
            reasons.count(EXCHANGES.contains(exchange) ? tardis(row, exchange) : ELSEWHERE);
        }

        reasons.are(rows.size(), """
                2 a channel that we do not read
                13 agrees
                4 deliberate
                131 not for here, counted in PeerTest
                13 retired API of OKX
                """, DELIBERATE);
    }

    private static String tardis(JsonNode row, String exchange) {
        JsonNode raw = row.path("raw");
        String step = exchange + " " + row.path("step").asInt();
        if (raw.has("table")) {
            return "retired API of OKX";
        }
        List<String> ours = feed(exchange.equals("kraken") ? "kraken" : "okx", raw);
        List<String> theirs = theirs(row.path("normalized"), ours);
        if (DELIBERATE.containsKey(step)) {
            assertNotEquals(theirs, ours, step + " agrees now");
            return "deliberate";
        }
        if (ours.isEmpty()) {
            assertEquals("tickers", raw.path("arg").path("channel").asText(), step);
            return "a channel that we do not read";
        }
        assertEquals(theirs, ours, step);
        return PeerReasons.AGREES;
    }

    /// What our dialect tells of one message, a book's change after an empty snapshot.
    private static List<String> feed(String name, JsonNode raw) {
        String symbol = symbol(raw);
        String url = name.equals("kraken") ? "wss://ws.kraken.com" : "";
        Dialect dialect = Dialects.of(name,
                new Entry(name, url, "", 0, true, true, Map.of(), Map.of()));
        var stage = new PeerStage(dialect, List.of(symbol));
        if (raw.isArray() && raw.toString().contains("\"book-")) {
            stage.feed(Corpus.json("[0,{\"as\":[],\"bs\":[]},\"book-1000\",\"" + symbol + "\"]"));
        } else if (raw.path("type").asText().equals("l2update")) {
            stage.feed(Corpus.json("{\"type\":\"snapshot\",\"product_id\":\"" + symbol
                    + "\",\"asks\":[],\"bids\":[]}"));
        }
        // The tick-by-tick book of OKX is for those who pay: its messages are those of the other.
        String text = raw.toString().replace("books-l2-tbt", "books");
        if (text.contains("\"update\"")) {
            stage.feed(Corpus.json("{\"arg\":{\"channel\":\"books\",\"instId\":\"" + symbol
                    + "\"},\"action\":\"snapshot\",\"data\":[{\"asks\":[],\"bids\":[],\"ts\":\"1\","
                    + "\"checksum\":7}]}"));
        }
        return stage.feed(Corpus.json(text));
    }

    private static String symbol(JsonNode raw) {
        if (raw.isArray()) {
            return raw.path(raw.size() - 1).asText();
        }
        String product = raw.path("product_id").asText();
        String instrument = raw.path("arg").path("instId").asText();
        return !product.isEmpty()
                ? product
                : raw.path("arg").path("channel").asText().equals("index-tickers")
                        ? instrument + "-SWAP"
                        : instrument;
    }

    /// Their normalized messages in the words of ours, as far as ours say anything to compare.
    private static List<String> theirs(JsonNode messages, List<String> ours) {
        var lines = new ArrayList<String>();
        for (JsonNode message : messages) {
            String symbol = message.path("symbol").asText();
            lines.add(switch (message.path("type").asText()) {
                case "trade" -> trade(message, symbol, lines.size(), ours);
                case "book_ticker" -> "quote " + symbol + " "
                        + PeerTest.plain(message.path("bidPrice")) + "x"
                        + PeerTest.plain(message.path("bidAmount")) + " "
                        + PeerTest.plain(message.path("askPrice")) + "x"
                        + PeerTest.plain(message.path("askAmount"));
                case "book_change" -> "book " + symbol + " "
                        + message.path("isSnapshot").asBoolean() + levels(message.path("bids"))
                        + " |" + levels(message.path("asks"));
                case "derivative_ticker" -> derivative(message, symbol, ours);
                case String other -> other;
            });
        }
        return lines;
    }

    /// Theirs has milliseconds where the exchange has microseconds: ours must lie within theirs.
    private static String trade(JsonNode message, String symbol, int place, List<String> ours) {
        String line = "trade " + symbol + " " + message.path("id").asText() + " "
                + message.path("side").asText() + " " + PeerTest.plain(message.path("price")) + "x"
                + PeerTest.plain(message.path("amount")) + " ";
        long millis = Instant.parse(message.path("timestamp").asText()).toEpochMilli();
        String found = place < ours.size() ? ours.get(place) : "";
        String nanos = found.substring(found.lastIndexOf(' ') + 1);
        return line + (nanos.matches("[0-9]+") && Long.parseLong(nanos) / 1_000_000 == millis
                ? nanos
                : millis * 1_000_000);
    }

    /// Theirs repeats what earlier messages said; only what ours carries is compared.
    private static String derivative(JsonNode message, String symbol, List<String> ours) {
        var line = new StringBuilder("derivative " + symbol);
        String found = ours.isEmpty() ? "" : ours.getFirst();
        for (String name : List.of("markPrice", "indexPrice", "lastPrice", "fundingRate",
                "openInterest")) {
            if (message.has(name) && found.contains(name)) {
                line.append(' ').append(name).append('=')
                        .append(PeerTest.plain(message.path(name)));
            }
        }
        return line.toString();
    }

    private static String levels(JsonNode levels) {
        var text = new StringBuilder();
        for (JsonNode level : levels) {
            text.append(' ').append(PeerTest.plain(level.path("price"))).append('x')
                    .append(PeerTest.plain(level.path("amount")));
        }
        return text.toString();
    }

    /// crypto-msg-parser asserts single values of single messages. Contracts it turns into coins; ours stay contracts.
    @Test
    void crypto_msg_parser() {
        var reasons = new PeerReasons("crypto-msg-parser");
        List<JsonNode> rows = Corpus.rows("peer/crypto_msg_parser.jsonl");
        for (JsonNode row : rows) {
            String exchange = row.path("exchange").asText();
            String reason = EXCHANGES.contains(exchange) ? unread(row) : ELSEWHERE;
            if (reason.isEmpty()) {
                message(exchange.equals("coinbase_pro") ? "coinbase" : exchange, row);
            }
            reasons.count(reason.isEmpty() ? PeerReasons.AGREES : reason);
        }
        reasons.are(rows.size(), """
                6 Kraken's futures are another exchange
                1 a trade of before the subscription is no news
                11 agrees
                17 no channel of ours
                104 not for here, counted in PeerTest
                1 options are no market of ours
                """, Map.of());
    }

    private static String unread(JsonNode row) {
        String raw = row.path("raw").asText();
        if (row.path("market_type").asText().equals("EuropeanOption")) {
            return "options are no market of ours";
        }
        if (row.path("exchange").asText().equals("kraken")
                && !row.path("market_type").asText().equals("Spot")) {
            return "Kraken's futures are another exchange";
        }
        if (raw.contains("\"last_match\"")) {
            return "a trade of before the subscription is no news";
        }
        boolean ours = raw.contains("\"trades\"") || raw.contains("\"trade\"")
                || raw.contains("\"bbo-tbt\"") || raw.contains("\"books-l2-tbt\"")
                || raw.contains("\"funding-rate\"") || raw.contains("\"l2update\"");
        return ours ? "" : "no channel of ours";
    }

    private static void message(String dialect, JsonNode row) {
        Map<String, String> values = values(
                feed(dialect, Corpus.json(row.path("raw").asText())));
        int compared = 0;
        for (var expected : row.path("expected").properties()) {
            String ours = values.get(expected.getKey());
            if (ours != null && !expected.getValue().isNull()) {
                compared++;
                assertEquals(0,
                        new BigDecimal(expected.getValue().asText())
                                .compareTo(new BigDecimal(ours)),
                        row + " " + expected.getKey());
            }
        }
        assertTrue(compared > 0, row.toString());
    }

    /// Our lines under the names of their paths; sizes are contracts where the market has them.
    private static Map<String, String> values(List<String> lines) {
        var values = new HashMap<String, String>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            String size = words[1].matches(".*-(SWAP|\\d{6})")
                    ? "quantity_contract"
                    : "quantity_base";
            switch (words[0]) {
                case "trade" -> {
                    values.put("trade.price", words[4].split("x", -1)[0]);
                    values.put("trade." + size, words[4].split("x", -1)[1]);
                    values.put("trades.len()", Integer.toString(lines.size()));
                }
                case "quote" -> {
                    values.put("bbo_msg.bid_price", words[2].split("x", -1)[0]);
                    values.put("bbo_msg.bid_" + size, words[2].split("x", -1)[1]);
                    values.put("bbo_msg.ask_price", words[3].split("x", -1)[0]);
                    values.put("bbo_msg.ask_" + size, words[3].split("x", -1)[1]);
                }
                case "derivative" -> values.put("funding_rates.len()",
                        line.contains("fundingRate=") ? "1" : "0");
                case "book" -> {
                    String[] sides = line.split("\\|", -1);
                    book(values, "bids", size, sides[0].replaceFirst("^book \\S+ \\S+", ""));
                    book(values, "asks", size, sides[1]);
                }
                case String _ -> {
                }
            }
        }
        return values;
    }

    private static void book(Map<String, String> values, String side, String size, String text) {
        int i = 0;
        for (String word : text.strip().split(" ", -1)) {
            if (word.contains("x")) {
                String path = "orderbook." + side + "[" + i++ + "].";
                values.put(path + "price", word.split("x", -1)[0]);
                values.put(path + size, word.split("x", -1)[1]);
            }
        }
        values.put("orderbook." + side + ".len()", Integer.toString(i));
    }
}
