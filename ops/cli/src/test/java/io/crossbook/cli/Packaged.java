package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `ops/crossbook` of this repository, with the jar that it has built.
final class Packaged {

    private static final String BUILD = "build first: ops/crossbook --version (a Maven within this Maven would write over the classes under test)";

    private Packaged() {}

    /// Fails unless what it would start is built of the sources as they are.
    static void wanted() throws IOException, InterruptedException {
        Path root = Ran.root();
        assertTrue(Files.exists(root.resolve(".crossbook/apps/current/crossbook.jar"))
                && Files.exists(root.resolve("ops/cli/target/built.stamp")), BUILD);
        Process asked = launcher("attempts", "--help").redirectErrorStream(true).start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, asked.waitFor(), said);
        assertTrue(!said.contains("what was built before does this"), () -> BUILD + "\n" + said);
    }

    /// Starts it; `own` is a folder for what it says on stderr.
    static Child starts(Path own, Map<String, String> environment, String... arguments)
            throws IOException {
        ProcessBuilder process = launcher(arguments);
        process.environment().putAll(environment);
        return Child.of(own, process);
    }

    private static ProcessBuilder launcher(String... arguments) {
        var line = new ArrayList<>(
                List.of("bash", Ran.root().resolve("ops/crossbook").toString()));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line);
    }
}
