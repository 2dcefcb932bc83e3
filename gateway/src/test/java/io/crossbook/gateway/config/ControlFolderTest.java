package io.crossbook.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever halts finds the daemon's folder, whatever is wrong with its configuration.
final class ControlFolderTest {

    @TempDir
    Path folder;

    private ControlFolder of(String text) throws IOException {
        return ControlFolder.of(Files.writeString(folder.resolve("exchanges.yaml"), text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"control: {directory: ../there}",
            "exchanges: {nonsense: 1}\ncontrol:\n  directory: ../there\n  silentMillis: soon",
            "control:\n  directory: \"../there\" # moved\nmode: [alive",
            "mode: [alive\ncontrol: {silentMillis: 5, directory: '../there'}",
            "mode: &a live\ncontrol: {directory: ../there, x: *a}",
            "control:\n  # directory: before\n  directory: ../there\nmode: [alive",
            "mode:\tlive\n\tcontrol\ncontrol:\n\tdirectory: ../there"})
    void where_the_file_names_it_that_is_it(String text) throws IOException {
        assertEquals(new ControlFolder(folder.resolveSibling("there").toAbsolutePath(), ""),
                of(text));
    }

    @Test
    void a_name_in_quotes_may_have_spaces() throws IOException {
        assertEquals(folder.resolve("the data, of it").toAbsolutePath(),
                of("control:\n  directory: 'the data, of it' # there\nmode: [alive").folder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode: live", "control: there", "control: {directory: [there]}",
            "control: {directory: ~/there}", "tape: {directory: there}\nmode: [alive", "",
            "exchanges: [nonsense"})
    void where_it_names_none_it_is_the_default_and_that_is_said(String text) throws IOException {
        ControlFolder found = of(text);

        assertEquals(folder.resolve("data").toAbsolutePath(), found.folder());
        assertTrue(found.doubt().startsWith(folder.resolve("exchanges.yaml").toString()),
                found.doubt());
    }

    @Test
    void a_file_that_is_not_there_names_none() {
        ControlFolder found = ControlFolder.of(folder.resolve("exchanges.yaml"));

        assertEquals(folder.resolve("data").toAbsolutePath(), found.folder());
        assertTrue(found.doubt().contains("exchanges.yaml cannot be read: "), found.doubt());
    }
}
