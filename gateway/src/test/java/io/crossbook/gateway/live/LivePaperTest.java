package io.crossbook.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.ApiKey;
import io.crossbook.gateway.config.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The paper is for one file, these keys, one build and seven days.
final class LivePaperTest {

    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");
    private static final String BUILD = "crossbook 1 java 25";

    @TempDir
    private Path folder = Path.of("");
    private Path file = Path.of("");
    private final Map<String, ApiKey> keys = Map.of("kraken", key("canary-4711"), "binance",
            key("another"));

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("exchanges.yaml"), "mode: live\n");
    }

    private static ApiKey key(String id) {
        return new ApiKey(ApiKey.Kind.SHA256, id, "a secret of no exchange");
    }

    private Path control() {
        return folder.resolve("data");
    }

    private String refusal(Map<String, ApiKey> wanted, String build, Duration later)
            throws IOException {
        return LivePaper.of(Sha256.of(Files.readString(file)), wanted, build, NOW.plus(later))
                .refusal(control());
    }

    private String refusal() throws IOException {
        return refusal(keys, BUILD, Duration.ZERO);
    }

    private void keep() throws IOException {
        LivePaper.of(Sha256.of(Files.readString(file)), keys, BUILD, NOW).keep(control());
    }

    @Test
    void without_it_nothing_is_traded() throws IOException {
        assertEquals("`crossbook check --live` has not passed: there is no "
                + control().resolve("live-check.json"), refusal());
        keep();
        assertEquals("", refusal());
        LivePaper.drop(control());
        LivePaper.drop(control());
        assertFalse(refusal().isEmpty());
    }

    @Test
    void it_is_for_our_own_user_and_holds_no_key() throws IOException {
        keep();
        keep();

        Path paper = control().resolve("live-check.json");
        assertEquals("rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(paper)));
        String text = Files.readString(paper);
        assertFalse(text.contains("canary-4711") || text.contains("another"), text);
        assertFalse(text.contains("a secret of no exchange"), text);
        try (var all = Files.list(control())) {
            assertEquals(List.of(paper), all.toList());
        }
    }

    @Test
    void another_file_other_keys_another_build_and_another_week_want_it_anew()
            throws IOException {
        keep();
        String paper = control().resolve("live-check.json").toString();
        String again = ": `crossbook check --live` again";

        assertEquals("", refusal(keys, BUILD, Duration.ofDays(7)));
        assertEquals(paper + " is of 2026-11-21T20:00:00Z, and good for seven days" + again,
                refusal(keys, BUILD, Duration.ofDays(7).plusSeconds(1)));
        assertEquals("", refusal(keys, BUILD, Duration.ofMinutes(-1)), "clocks may be apart");
        assertFalse(refusal(keys, BUILD, Duration.ofSeconds(-61)).isEmpty(), "of the future");
        assertEquals(paper + " is of another build" + again,
                refusal(keys, "crossbook 2 java 25", Duration.ZERO));
        assertEquals(paper + " is of other keys" + again,
                refusal(Map.of("kraken", key("canary-4711")), BUILD, Duration.ZERO));
        assertEquals(paper + " is of other keys" + again, refusal(
                Map.of("kraken", key("canary-4712"), "binance", key("another")), BUILD,
                Duration.ZERO));
        // The same key at another exchange is another key.
        assertEquals(paper + " is of other keys" + again, refusal(
                Map.of("kraken", key("another"), "binance", key("canary-4711")), BUILD,
                Duration.ZERO));
        Files.writeString(file, "mode: live \n");
        assertEquals(paper + " is of another configuration" + again, refusal());
    }

    @Test
    void what_is_no_paper_is_refused_and_not_believed() throws IOException {
        keep();
        Path paper = control().resolve("live-check.json");
        String whole = Files.readString(paper);
        for (String broken : List.of("", "{}", "[]", "null", "{\"keys\":{}}",
                whole.substring(0, whole.length() / 2), whole.replace("2026-11-21T", "soon"),
                whole.replace("\"build\"", "\"bild\""))) {
            Files.writeString(paper, broken);
            assertTrue(refusal().startsWith(paper.toString()), broken + ": " + refusal());
        }
        Files.writeString(paper, whole);
        assertEquals("", refusal());
    }
}
