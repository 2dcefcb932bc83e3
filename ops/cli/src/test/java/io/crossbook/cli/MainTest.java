package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The door: help, versions, exit codes, and errors that are one line.
class MainTest {

    @TempDir
    private Path folder;

    @Test
    void help_lists_the_commands_and_the_exit_codes() {
        Ran ran = Ran.crossbook("--help");

        assertEquals(Exit.OK, ran.code());
        assertTrue(ran.out().contains("books") && ran.out().contains("check"), ran.out());
        assertTrue(ran.out().contains("78   the configuration is wrong"), ran.out());
        assertFalse(ran.out().contains("\u001b"), "no colours without a terminal");
        assertEquals("", ran.err());
    }

    @Test
    void the_version_names_java_too() {
        Ran ran = Ran.crossbook("--version");

        assertEquals(Exit.OK, ran.code());
        assertTrue(ran.out().matches("crossbook .*, Java 25.*\\R"), ran.out());
    }

    @Test
    void every_command_explains_itself() {
        for (String command : new picocli.CommandLine(Main.class, new Factory()).getSubcommands()
                .keySet()) {
            Ran ran = Ran.crossbook(command, "--help");
            assertEquals(Exit.OK, ran.code(), command);
            assertTrue(ran.out().startsWith("Usage: crossbook " + command), ran.out());
        }
    }

    @Test
    void a_wrong_command_line_is_one_line_and_exit_code_2() {
        for (String[] line : new String[][]{{"bokos"}, {"books"}, {"books", "x", "--outt", "y"},
                {"check", "--config"}}) {
            Ran ran = Ran.crossbook((Object[]) line);
            assertEquals(Exit.USAGE, ran.code());
            assertEquals("", ran.out());
            assertTrue(ran.err().matches("crossbook: [^\\n]+ --help says more\\)\\n"), ran.err());
        }
    }

    @Test
    void a_wrong_configuration_is_exit_code_78() throws IOException {
        Path file = Files.writeString(folder.resolve("exchanges.yaml"), "exchange: {}\n");

        Ran ran = Ran.crossbook("check", "--config", file);

        assertEquals(78, ran.code());
        assertEquals("", ran.out());
        assertTrue(ran.err().contains(file
                + ":1: exchange is no key that is known: did you mean exchanges?\n"), ran.err());
    }

    @Test
    void where_an_error_came_from_is_shown_on_demand_only() {
        assertFalse(Ran.crossbook("check", "--config", "no.yaml").err().contains("\tat "));
        assertTrue(Ran.crossbook("check", "--config", "no.yaml", "--debug").err()
                .contains("\tat io.crossbook"));
    }

    @Test
    void completion_for_the_shells_is_there() {
        assertTrue(Ran.crossbook("completion", "bash").out().contains("_complete_crossbook"));
        assertTrue(Ran.crossbook("completion", "zsh").out().startsWith("autoload"));
    }

    /// Lets picocli make [Main], whose constructor is private.
    private static final class Factory implements picocli.CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        }
    }
}
