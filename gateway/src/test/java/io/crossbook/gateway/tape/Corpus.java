package io.crossbook.gateway.tape;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the recordings of real exchanges are, on machines that have them.
final class Corpus {

    private Corpus() {}

    static Path folder(String part) {
        @Nullable
        String named = System.getenv("CROSSBOOK_CORPUS");
        Path corpus = named != null
                ? Path.of(named)
                : Path.of(System.getProperty("crossbook.root", "."), "..", "shared", "corpus");
        return corpus.resolve(part);
    }
}
