package io.crossbook.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Where the recorded sessions are; tests that need them are skipped, with a line, where they are not.
final class Corpus {

    private Corpus() {}

    static Path folder() {
        String told = System.getenv("CROSSBOOK_CORPUS");
        Path folder = told == null
                ? Ran.root().resolve("../shared/corpus").normalize()
                : Path.of(told);
        if (!Files.isDirectory(folder)) {
            System.out.println("skipped: no corpus of recorded sessions at " + folder
                    + " (CROSSBOOK_CORPUS names another place)");
        }
        Assumptions.assumeTrue(Files.isDirectory(folder), "no corpus");
        return folder;
    }
}
