package io.crossbook.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.web.Access.Verdict;
import io.crossbook.gateway.web.Caller;
import io.crossbook.gateway.web.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose a token is, by the file that says so.
final class TokensTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path folder;
    private Instant now = NOON;
    private long nanos;
    private TokenFile file = new TokenFile(Path.of(""));
    private Tokens tokens = Tokens.of(Path.of(""));

    @BeforeEach
    void open() {
        file = new TokenFile(folder);
        tokens = new Tokens(folder, () -> now, () -> nanos);
    }

    private String create(String name, Scope scope, @Nullable Instant expires)
            throws IOException {
        String word = file.create(name, hash -> new Issued(name, hash, scope, Set.of("top"),
                new Caller.Quota(1, 2, 3), now, expires, null), now).text();
        later();
        return word;
    }

    private void later() {
        nanos += 1_000_000_000L;
    }

    private String refusal(String token) {
        return assertInstanceOf(Verdict.Refused.class, tokens.whose(token)).why();
    }

    @Test
    void a_token_is_known_with_all_that_it_is_for() throws IOException {
        String word = create("desk", Scope.TRADE, null);

        Caller caller = assertInstanceOf(Verdict.Known.class, tokens.whose(word)).caller();

        assertEquals("desk", caller.name());
        assertTrue(caller.may(Scope.READ) && caller.may(Scope.TRADE) && !caller.may(Scope.ADMIN));
        assertTrue(caller.reads("top") && !caller.reads("book"));
        assertEquals(new Caller.Quota(1, 2, 3), caller.quota());
        assertEquals("", tokens.over(caller));
        assertTrue(word.matches("crossbook_[A-Za-z0-9_-]{43}"), "a token of 32 random bytes");
    }

    @Test
    void nothing_of_it_is_kept_but_its_hash_and_that_for_our_own_eyes() throws IOException {
        String word = create("desk", Scope.READ, null);
        Path kept = folder.resolve("tokens");

        String text = Files.readString(kept);

        assertFalse(text.contains(word.substring(10, 20)), text);
        assertTrue(text.contains(TokenFile.hash(word)), text);
        assertEquals("rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
        assertFalse(file.read().toString().contains(word));
    }

    @Test
    void every_other_word_is_refused_whatever_it_has_in_common() throws IOException {
        String word = create("desk", Scope.ADMIN, null);
        for (String wrong : List.of("", word + "A", word.substring(1), word.substring(0, 20),
                word.toUpperCase(java.util.Locale.ROOT), TokenFile.hash(word), "desk",
                " " + word)) {
            assertEquals("this token is not known here", refusal(wrong), wrong);
        }
    }

    @Test
    void a_token_ends_when_it_expires() throws IOException {
        String word = create("guest", Scope.READ, NOON.plusSeconds(3_600));
        Caller caller = assertInstanceOf(Verdict.Known.class, tokens.whose(word)).caller();

        now = NOON.plusSeconds(3_600);

        assertEquals("token 'guest' has expired at 2026-11-22T13:00:00Z", refusal(word));
        assertEquals("token 'guest' has expired at 2026-11-22T13:00:00Z", tokens.over(caller));
        assertFalse(tokens.any());
    }

    @Test
    void a_token_that_is_taken_back_is_refused_at_once_and_stays_so() throws IOException {
        String word = create("guest", Scope.READ, null);
        Caller caller = assertInstanceOf(Verdict.Known.class, tokens.whose(word)).caller();

        file.revoke("guest", NOON);
        later();

        assertEquals("token 'guest' was revoked at 2026-11-22T12:00:00Z", refusal(word));
        assertEquals("token 'guest' was revoked at 2026-11-22T12:00:00Z", tokens.over(caller));
        String other = create("guest", Scope.READ, null);
        assertInstanceOf(Verdict.Known.class, tokens.whose(other));
        assertEquals("this token is not known here", refusal(word));
        assertEquals("token 'guest' is not known any more", tokens.over(caller));
    }

    @Test
    void a_name_is_given_once_and_taken_back_once() throws IOException {
        create("desk", Scope.READ, null);
        assertThrows(IllegalArgumentException.class, () -> create("desk", Scope.ADMIN, null));
        assertThrows(IllegalArgumentException.class, () -> file.revoke("nobody", NOON));
        file.revoke("desk", NOON);
        assertThrows(IllegalArgumentException.class, () -> file.revoke("desk", NOON));
    }

    @Test
    void a_folder_that_cannot_be_looked_into_lets_nobody_in() throws IOException {
        String word = create("desk", Scope.READ, null);
        Caller caller = assertInstanceOf(Verdict.Known.class, tokens.whose(word)).caller();
        Path moved = folder.resolveSibling(folder.getFileName() + " moved");

        Files.move(folder, moved);
        Files.createSymbolicLink(folder, folder.getFileName()); // which leads nowhere but to itself
        later();
        assertEquals("this token is not known here", refusal(word));
        assertEquals("token 'desk' is not known any more", tokens.over(caller));

        Files.delete(folder);
        Files.move(moved, folder);
        later();
        assertInstanceOf(Verdict.Known.class, tokens.whose(word), "and is known again");
    }

    /// It may have been what revoked somebody.
    @Test
    void a_file_that_cannot_be_trusted_lets_nobody_in() throws IOException {
        String word = create("desk", Scope.READ, null);
        Path kept = folder.resolve("tokens");
        String good = Files.readString(kept);
        for (String bad : List.of("", "{}", "[]", "no JSON", good.replace("\"read\"", "\"root\""),
                good.replace("\"scope\"", "\"scop\""), good.substring(0, good.length() / 2))) {
            Files.writeString(kept, bad);
            later();
            assertEquals("this token is not known here", refusal(word), bad);
        }
        Files.writeString(kept, good);
        later();
        assertInstanceOf(Verdict.Known.class, tokens.whose(word), "and is known again");
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.writeString(kept, good + " ");
        later();
        assertEquals("this token is not known here", refusal(word), "anybody may have written it");
    }
}
