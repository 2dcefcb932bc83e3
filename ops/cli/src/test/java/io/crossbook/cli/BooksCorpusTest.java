package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every recorded session of a dialect, rebuilt, is what the independent replay of the corpus found: counts, final tops, update
/// ids, and each row of the series.
class BooksCorpusTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> VENUES = List.of("binance", "binance_us", "binance_futures",
            "kraken", "bybit", "okx", "coinbase", "coinbase_advanced");

    /// Those that the corpus must hold; whatever else it has is rebuilt as well.
    private static final List<String> KNOWN = List.of(
            "binance__2021-10-12_spot_depth100ms",
            "binance__2024-08-08_spot_BTCUSDT_depth100ms_bbo_trade",
            "binance_us__2021-10-12_spot_depth100ms",
            "binance_futures__2021-07-22_usdm_depth100ms",
            "binance_futures__2024-08-08_usdm_BTCUSDT_depth0ms_bbo_trade",
            "kraken__2021-04-17_v1_book1000_crc",
            "kraken__2026-07-05_v2_BTCUSD_d10_crc",
            "kraken__2026-08-16_v2_BTCUSD_d10_crc",
            "kraken__2026-08-24_v2_BTCUSD_d10_crc",
            "bybit__2024-12-01_v5_linear_XRPUSDT_orderbook500",
            "okx__2022-05-13_v5_books_crc",
            "coinbase__2021-04-17_exchange_level2",
            "coinbase_advanced__2026-08-24_advanced_level2_BTCUSD");

    @TempDir
    private Path out;

    @TestFactory
    Stream<DynamicTest> each_session() throws IOException {
        Path corpus = Corpus.folder();
        try (Stream<Path> files = Files.walk(corpus.resolve("market"))) {
            List<Path> sessions = files.filter(file -> file.toString().endsWith(".jsonl.gz"))
                    .filter(file -> VENUES.contains(venue(file)))
                    .filter(file -> judged(corpus, file)).sorted().toList();
            var missing = new ArrayList<>(KNOWN);
            sessions.forEach(session -> missing.remove(name(session)));
            assertEquals(List.of(), missing, "sessions: " + sessions);
            return sessions.stream().map(session -> DynamicTest.dynamicTest(
                    venue(session) + " " + session.getFileName(), () -> rebuilt(corpus, session)));
        }
    }

    /// Whether somebody else has replayed a session, so that there is something to compare with.
    private static boolean judged(Path corpus, Path session) {
        boolean judged = Files.exists(expected(corpus, session, ".json"));
        if (!judged) {
            System.out.println("skipped: nothing is expected of " + name(session));
        }
        return judged;
    }

    private void rebuilt(Path corpus, Path session) throws IOException, Failure {
        Ran ran = Ran.crossbook("books", session, "--out", out);

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertEquals("", ran.out());
        Path expected = expected(corpus, session, ".json");
        var ours = (ObjectNode) JSON.readTree(
                out.resolve(expected.getFileName().toString()).toFile());
        JsonNode events = ours.remove("events");
        assertEquals(JSON.readTree(expected.toFile()).toPrettyString(),
                sorted(ours, JSON.readTree(expected.toFile())));
        assertEquals("[]", events.toString());
        Path rows = expected(corpus, session, ".bbo.jsonl.gz");
        assertEquals(rows(rows), rows(out.resolve(rows.getFileName().toString())));
    }

    // Shows ours in the order of theirs, so that a difference can be read.
    private static String sorted(JsonNode ours, JsonNode theirs) {
        return ours.equals(theirs) ? theirs.toPrettyString() : ours.toPrettyString();
    }

    private static List<JsonNode> rows(Path file) throws IOException {
        return Rows.of(file);
    }

    private static String venue(Path session) {
        return session.getName(session.getNameCount() - 2).toString().toLowerCase(Locale.ROOT);
    }

    private static String name(Path session) {
        return venue(session) + "__" + session.getFileName().toString().replace(".jsonl.gz", "");
    }

    private static Path expected(Path corpus, Path session, String end) {
        return corpus.resolve("expected").resolve(name(session) + end);
    }
}
