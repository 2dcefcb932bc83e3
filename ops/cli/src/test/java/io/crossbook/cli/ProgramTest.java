package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/// What a machine lacks is skipped, unless it must be there.
final class ProgramTest {

    private static Path promtool(Optional<Path> found, String required) {
        return Program.orSkip(found, "promtool", "check rules", required);
    }

    @Test
    void what_is_required_and_not_there_is_a_failure_and_no_skip() {
        assertThrows(TestAbortedException.class, () -> promtool(Optional.empty(), ""));
        assertThrows(TestAbortedException.class, () -> promtool(Optional.empty(), "chromium"));
        assertEquals(
                "promtool is required here (CROSSBOOK_REQUIRED), and is not on the PATH to check rules",
                String.valueOf(assertThrows(AssertionError.class,
                        () -> promtool(Optional.empty(), "chromium, promtool")).getMessage()));
        assertEquals(Path.of("/usr/bin/promtool"),
                promtool(Optional.of(Path.of("/usr/bin/promtool")), "promtool"));
    }
}
