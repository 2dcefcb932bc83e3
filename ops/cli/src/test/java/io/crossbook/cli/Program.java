package io.crossbook.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A program that a test wants and that not every machine has. Without it the test is skipped, with a line; where the environment says in `CROSSBOOK_REQUIRED` that it
/// must be there (`chromium,promtool`), the test fails, so that nobody takes what was skipped for proven.
final class Program {

    private Program() {}

    /// The first of these names on the PATH; `what` for.
    static Path found(String program, List<String> names, String what) {
        Optional<Path> found = Stream
                .of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(place -> names.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable).findFirst();
        return orSkip(found, program, what,
                System.getenv().getOrDefault("CROSSBOOK_REQUIRED", ""));
    }

    static Path orSkip(Optional<Path> found, String program, String what, String required) {
        if (found.isEmpty() && List.of(required.strip().split("\\s*,\\s*")).contains(program)) {
            throw new AssertionError(program + " is required here (CROSSBOOK_REQUIRED), and is not "
                    + "on the PATH to " + what);
        }
        if (found.isEmpty()) {
            System.out.println("skipped: no " + program + " on the PATH to " + what);
        }
        Assumptions.assumeTrue(found.isPresent(), "no " + program);
        return found.orElseThrow();
    }
}
