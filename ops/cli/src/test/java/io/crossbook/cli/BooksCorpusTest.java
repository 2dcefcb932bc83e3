package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @TempDir
    private Path out;

    @TestFactory
    Stream<DynamicTest> each_session() throws IOException {
        Path corpus = Corpus.folder();
        try (Stream<Path> files = Files.walk(corpus.resolve("market"))) {
            List<Path> sessions = files.filter(file -> file.toString().endsWith(".jsonl.gz"))
                    .filter(file -> VENUES.contains(venue(file)))
                    .filter(file -> Files.exists(expected(corpus, file, ".json")))
                    .sorted().toList();
            assertTrue(sessions.size() > 10, "sessions: " + sessions);
            return sessions.stream().map(session -> DynamicTest.dynamicTest(
                    venue(session) + " " + session.getFileName(), () -> rebuilt(corpus, session)));
        }
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

    private static Path expected(Path corpus, Path session, String end) {
        return corpus.resolve("expected").resolve(venue(session) + "__"
                + session.getFileName().toString().replace(".jsonl.gz", end));
    }
}
