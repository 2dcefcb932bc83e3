package io.crossbook.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a journal may be.
final class JournalSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:sqlite:file:x?mode=ro",
            "jdbc:sqlite:x?cache=shared", "jdbc:mysql://host/x", "journal.db", ""})
    void what_keeps_nothing_or_is_not_known_is_refused(String url) {
        assertThrows(IllegalArgumentException.class,
                () -> JournalSettings.at(url, "", "", Durability.FULL));
    }

    @Test
    void it_is_told_without_secrets() {
        assertEquals("jdbc:postgresql://host:5432/x, FULL",
                JournalSettings.at("jdbc:postgresql://me:word@host:5432/x?password=word", "me",
                        "word", Durability.FULL).toString());
        assertEquals("/var/journal.db, NORMAL",
                JournalSettings.file(Path.of("/var/journal.db"), Durability.NORMAL).toString());
    }
}
