package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.simulator.Book;
import io.crossbook.simulator.Instrument;
import io.crossbook.simulator.Listing;
import io.crossbook.simulator.Session;
import io.crossbook.simulator.SessionPlan;
import io.crossbook.simulator.SessionPlan.Variant;
import io.crossbook.simulator.Side;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Sessions whose whole truth is known, rebuilt: whole ones to the last row, damaged ones never to a wrong row.
class BooksCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instrument BTC = Instrument.of("BTC/USDT");
    private static final Instrument ETH = Instrument.of("ETH/USDT");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void a_whole_session_gives_every_best_bid_and_ask(Variant variant) throws IOException {
        Session session = Session.generate(SessionPlan.books(variant, 11, 300, BTC, ETH));

        JsonNode summary = rebuild(lines(session));

        assertEquals("[]", summary.get("events").toString());
        assertEquals(2, summary.get("symbols").size());
        assertEquals(truth(session), rows());
        for (JsonNode symbol : summary.get("symbols")) {
            assertEquals(1, symbol.get("snapshots").asInt());
            assertEquals(0, symbol.get("gaps").asInt() + symbol.get("unsynced").asInt());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_lost_frame_is_an_event_and_no_wrong_row_follows(Variant variant) throws IOException {
        Session session = Session.generate(SessionPlan.books(variant, 12, 200, BTC));
        List<String> lines = lines(session);
        int lost = lines.size() / 2;
        while (session.entries().get(lost).truth() == null) {
            lost++;
        }
        lines.remove(lost);

        JsonNode summary = rebuild(lines);

        var events = summary.get("events");
        assertEquals(1, events.size(), events.toString());
        assertEquals(lost, events.get(0).get("record").asInt());
        String kind = variant.name().startsWith("KRAKEN") ? "checksum" : "gap";
        assertEquals(kind, events.get(0).get("kind").asText());
        assertFalse(events.get(0).get("why").asText().isEmpty());
        // What comes after the loss stands one record earlier than it did.
        int last = rows().getLast().get(1).asInt();
        assertTrue(last < lost, "a row of record " + last + " after the loss of " + lost);
        JsonNode symbol = summary.get("symbols").elements().next();
        assertEquals("[]", symbol.at("/final_top10/bids").toString());
    }

    @Test
    void a_session_that_nobody_can_read_is_left_out_and_told() throws IOException {
        Session session = Session.generate(SessionPlan.books(Variant.KRAKEN_V2, 1, 5, BTC));
        Path kraken = folder.resolve("kraken.jsonl");
        Files.write(kraken, lines(session));
        Path strange = folder.resolve("strange.jsonl");
        Files.writeString(strange, lines(session).getFirst().replace("KRAKEN", "HUOBI") + "\n");
        Path broken = folder.resolve("broken.jsonl");
        Files.writeString(broken, lines(session).getFirst() + "\n{\"ts\":1,\n");

        Ran none = Ran.crossbook("books", strange, "--out", folder);
        assertEquals(Exit.NOTHING, none.code());
        assertEquals("crossbook: " + strange + ": no dialect for HUOBI, left out\n", none.err());

        Ran some = Ran.crossbook("books", strange, kraken, "--out", folder);
        assertEquals(Exit.OK, some.code(), some.err());
        assertTrue(Files.exists(folder.resolve("kraken__kraken.json")));

        Ran half = Ran.crossbook("books", broken, kraken, folder.resolve("no.jsonl"), "--out",
                folder);
        assertEquals(Exit.FAILED, half.code());
        assertTrue(half.err().contains(broken + ": record 1: "), half.err());
        assertTrue(half.err().contains("there is no file"), half.err());
        assertFalse(Files.exists(folder.resolve("kraken__broken.json")));
    }

    @Test
    void a_connection_that_is_opened_again_starts_with_nothing() throws IOException {
        Session session = Session.generate(SessionPlan.books(Variant.KRAKEN_V2, 3, 40, BTC));
        List<String> twice = new ArrayList<>(lines(session));
        int again = twice.size();
        twice.addAll(lines(session));

        JsonNode summary = rebuild(twice);

        assertEquals("reset", summary.at("/events/0/kind").asText(), summary.toString());
        assertEquals(again, summary.at("/events/0/record").asInt());
        assertEquals(2, summary.get("symbols").elements().next().get("snapshots").asInt());
        int rows = truth(session).size();
        assertEquals(2 * rows, rows().size());
    }

    private static List<String> lines(Session session) {
        return new ArrayList<>(session.entries().stream().map(session::line).toList());
    }

    private JsonNode rebuild(List<String> lines) throws IOException {
        Path file = folder.resolve("session.jsonl");
        Files.write(file, lines);
        Ran ran = Ran.crossbook("books", file, "--out", folder.resolve("out"));
        assertEquals(Exit.OK, ran.code(), ran.err());
        return JSON.readTree(result(".json").toFile());
    }

    private Path result(String end) throws IOException {
        try (var files = Files.list(folder.resolve("out"))) {
            return files.filter(file -> file.toString().endsWith("session" + end)).findFirst()
                    .orElseThrow();
        }
    }

    private List<JsonNode> rows() throws IOException {
        return Rows.of(result(".bbo.jsonl.gz"));
    }

    /// The rows that are right, by the market's own books.
    private static List<JsonNode> truth(Session session) throws IOException {
        Map<String, List<String>> bySymbol = new java.util.TreeMap<>();
        Map<String, String> last = new HashMap<>();
        boolean known = false;
        for (int i = 0; i < session.entries().size(); i++) {
            Session.Entry entry = session.entries().get(i);
            // Until Binance has answered with a snapshot, nobody can know the book that its changes belong to.
            known |= entry.direction() == Session.Direction.REST || !asksForSnapshots(session);
            if (entry.truth() != null && known) {
                String best = best(entry.truth(), session.listing(entry.symbol()));
                if (!best.equals(last.put(entry.symbol(), best))) {
                    String symbol = session.plan().variant() == Variant.KRAKEN_V1
                            ? entry.symbol().replace("BTC", "XBT")
                            : entry.symbol();
                    bySymbol.computeIfAbsent(symbol, _ -> new ArrayList<>())
                            .add("[\"" + symbol + "\"," + i + ","
                                    + BigDecimal.valueOf(entry.atMicros(), 6)
                                            .stripTrailingZeros().toPlainString()
                                    + best + "]");
                }
            }
        }
        var rows = new ArrayList<JsonNode>();
        for (List<String> those : bySymbol.values()) {
            for (String row : those) {
                rows.add(JSON.readTree(row));
            }
        }
        return rows;
    }

    private static boolean asksForSnapshots(Session session) {
        return session.plan().variant().name().startsWith("BINANCE");
    }

    private static String best(Book book, Listing listing) {
        return ",\"" + plain(listing.price(book.price(Side.BID, 0))) + "\",\""
                + plain(listing.size(book.size(Side.BID, 0))) + "\",\""
                + plain(listing.price(book.price(Side.ASK, 0))) + "\",\""
                + plain(listing.size(book.size(Side.ASK, 0))) + "\"";
    }

    private static String plain(String decimal) {
        return new BigDecimal(decimal).stripTrailingZeros().toPlainString();
    }
}
