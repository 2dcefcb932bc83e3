package io.crossbook.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is closed when something does not close.
final class ClosingTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void whatever_fails_what_comes_after_it_is_closed_and_the_first_failure_is_told()
            throws IOException {
        var late = new IllegalStateException("a socket does not end");
        var full = new IOException("no space is left");
        var closing = new Closing().then(() -> closed.add("commands")).then(() -> {
            throw late;
        }).then(() -> closed.add("journal")).then(() -> {
            throw full;
        }).then(() -> closed.add("feed"));

        assertEquals(List.of("commands", "journal", "feed"), closed);
        assertSame(late, assertThrows(IllegalStateException.class, closing::end));
        assertEquals(List.of(full), List.of(late.getSuppressed()));
        assertSame(full, assertThrows(IOException.class, new Closing().then(() -> {
            throw full;
        })::end));
        new Closing().then(() -> closed.add("all")).end();
    }
}
