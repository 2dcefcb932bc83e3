package io.crossbook.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/// The recorded sessions beside the checkout; tests that need them are skipped where there are
/// none.
final class Corpus {

    private Corpus() {}

    static Path market(String session) {
        return file("market/" + session);
    }

    /// A file of the corpus.
    static Path file(String name) {
        String named = System.getenv("CROSSBOOK_CORPUS");
        Path root = named != null
                ? Path.of(named)
                : Path.of(System.getProperty("crossbook.root", "."), "..", "shared", "corpus");
        Path file = root.resolve(name);
        if (!Files.isRegularFile(file)) {
            String message = "skipped: no corpus at " + root + " (set CROSSBOOK_CORPUS)";
            System.out.println(message);
            Assumptions.abort(message);
        }
        return file;
    }

    static List<JsonNode> lines(Path file) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return in.lines().map(SlowClient::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
