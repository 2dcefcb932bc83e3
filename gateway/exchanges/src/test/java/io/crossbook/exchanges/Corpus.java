package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// The recorded sessions beside the checkout. Tests that need them are skipped, with a message, where they are not.
public final class Corpus {

    public static final ObjectMapper JSON = new ObjectMapper();

    private Corpus() {}

    /// A file of the corpus; skips the test that asks for it when it is not there.
    public static Path file(String name) {
        Path path = root().resolve(name);
        if (!Files.exists(path)) {
            System.out.println("skipped: no corpus file " + name);
        }
        assumeTrue(Files.exists(path), "no corpus file " + name);
        return path;
    }

    /// Whether a file of the corpus is there, for tests that do with and without; says so where it is not.
    public static boolean there(String name) {
        boolean there = Files.exists(root().resolve(name));
        if (!there) {
            System.out.println("skipped: no corpus file " + name + ", frames of our own alone");
        }
        return there;
    }

    private static Path root() {
        String set = System.getenv("CROSSBOOK_CORPUS");
        return set != null && !set.isEmpty()
                ? Path.of(set)
                : Path.of(System.getProperty("crossbook.root", "."), "..", "shared", "corpus");
    }

    /// The lines of a text file, inflated when its name ends with `.gz`.
    public static List<String> lines(String name) {
        Path path = file(name);
        try (var in = Files.newInputStream(path);
                var plain = name.endsWith(".gz") ? new GZIPInputStream(in) : in;
                var reader = new BufferedReader(
                        new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The lines of a file of JSON lines.
    public static List<JsonNode> rows(String name) {
        return lines(name).stream().map(Corpus::json).toList();
    }

    /// One JSON document.
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The frames of a session in one direction: `recv` or `rest`.
    public static List<String> frames(String session, String direction) {
        return rows("market/" + session).stream()
                .filter(row -> row.path("dir").asText().equals(direction))
                .map(row -> row.path("frame").asText()).toList();
    }
}
