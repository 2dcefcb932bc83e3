package io.crossbook.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// Where the recorded sessions are; tests that need them are skipped, with a line, where they are not.
final class Corpus {

    private Corpus() {}

    static Path folder() {
        Path folder = place();
        if (!Files.isDirectory(folder)) {
            System.out.println("skipped: no corpus of recorded sessions at " + folder
                    + " (CROSSBOOK_CORPUS names another place)");
        }
        Assumptions.assumeTrue(Files.isDirectory(folder), "no corpus");
        return folder;
    }

    /// A file of the corpus; empty, and said, where there is none.
    static Optional<Path> file(String name) {
        Path file = place().resolve(name);
        if (Files.exists(file)) {
            return Optional.of(file);
        }
        System.out.println("skipped: no corpus file " + name);
        return Optional.empty();
    }

    private static Path place() {
        String told = System.getenv("CROSSBOOK_CORPUS");
        return told == null
                ? Ran.root().resolve("../shared/corpus").normalize()
                : Path.of(told);
    }
}
