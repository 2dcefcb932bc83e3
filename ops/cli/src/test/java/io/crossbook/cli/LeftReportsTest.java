package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What all tests of every module have said, as the build's reports have it, tells no key. Runs by itself, after the last of them (ops/cli/pom.xml).
final class LeftReportsTest {

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    @Test
    void no_test_of_any_module_has_said_a_key() throws IOException {
        var searched = new Searched();
        for (MatchResult module : MODULE.matcher(Files.readString(Ran.root().resolve("pom.xml")))
                .results().toList()) {
            Path reports = Ran.root().resolve(module.group(1)).resolve("target/surefire-reports");
            if (Files.isDirectory(reports)) {
                searched.folder(module.group(1), reports, "");
            }
        }

        assertTrue(!searched.places("<testsuite ").isEmpty(), "no test has left a report");
        searched.keepsKeys();
    }
}
