package io.crossbook.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The word by which HTTP may halt.
final class TokenTest {

    @TempDir
    Path folder;

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void the_token_is_made_once_and_for_our_own_eyes() throws IOException {
        Token token = Token.of(folder);
        Path file = folder.resolve("control.token");
        String word = Files.readString(file).strip();
        assertEquals("rw-------", mode(file));
        assertTrue(word.matches("[0-9a-f]{64}"));
        assertTrue(token.is(word) && Token.of(folder).is(word));
        for (String wrong : List.of("", word + "0", word.substring(1), word.toUpperCase(
                java.util.Locale.ROOT) + "!", "0".repeat(64))) {
            assertFalse(token.is(wrong), wrong);
        }
        assertFalse(token.toString().contains(word));
        Files.writeString(file, "secret");
        assertTrue(String.valueOf(assertThrows(IOException.class, () -> Token.of(folder))
                .getMessage()).endsWith("is no token; delete it, and a new one is made"));
    }
}
