package io.crossbook.gateway.tape;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// Where the recordings of real exchanges are, on machines that have them.
final class Corpus {

    private Corpus() {}

    /// A file or folder of the corpus; skips the test that asks for it, and says so, where there is none.
    static Path part(String part) {
        @Nullable
        String named = System.getenv("CROSSBOOK_CORPUS");
        Path corpus = named != null
                ? Path.of(named)
                : Path.of(System.getProperty("crossbook.root", "."), "..", "shared", "corpus");
        Path path = corpus.resolve(part);
        if (!Files.exists(path)) {
            System.out.println("skipped: no " + path + " (set CROSSBOOK_CORPUS)");
        }
        Assumptions.assumeTrue(Files.exists(path), "no corpus");
        return path;
    }
}
