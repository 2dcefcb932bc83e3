package io.crossbook.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.web.Reply;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Who reads the journal, and who waits for that.
final class JournalReadersTest {

    private final ArrayDeque<Runnable> threads = new ArrayDeque<>();
    private final JournalReaders readers = new JournalReaders(threads::add);
    private final List<String> read = new ArrayList<>();

    private static final Reply NOT_YET = Reply.problem(500, "nothing yet");

    private CompletableFuture<Reply> ask(String who) {
        return readers.read(who, () -> {
            read.add(who);
            return Reply.json(new JsonObject());
        }).toCompletableFuture();
    }

    @Test
    void one_caller_has_one_thread_however_often_it_asks_and_another_has_the_other() {
        var _ = ask("script");
        var _ = ask("script");
        assertEquals(1, threads.size());
        var _ = ask("person");
        assertEquals(2, threads.size());
        var third = ask("third");
        assertEquals(2, threads.size());

        threads.remove().run(); // which frees a place for who has waited for longest
        threads.remove().run();
        assertEquals(List.of("script", "person"), read);
        threads.remove().run();
        threads.remove().run();
        assertEquals(List.of("script", "person", "script", "third"), read);
        assertEquals(200, third.getNow(NOT_YET).status());
    }

    @Test
    void no_more_wait_than_so_many_and_who_is_refused_hears_it() {
        for (int i = 0; i < 1 + JournalReaders.MOST_OF_ONE; i++) {
            assertFalse(ask("script").isDone());
        }
        Reply refused = ask("script").getNow(NOT_YET);
        assertEquals(503, refused.status());
        assertEquals("4 of your questions wait for the journal already: ask again",
                new JsonObject(refused.body()).getString("detail"));
        for (int i = 0; i < JournalReaders.MOST_WAITING - JournalReaders.MOST_OF_ONE + 1; i++) {
            assertFalse(ask("caller " + i).isDone());
        }
        assertEquals(503, ask("one more").getNow(NOT_YET).status());
    }

    @Test
    void a_reading_that_fails_leaves_its_thread_to_the_next() {
        var bad = readers.read("script", () -> {
            throw new IllegalStateException("a mistake of ours");
        }).toCompletableFuture();
        threads.remove().run();
        assertTrue(bad.isCompletedExceptionally());
        var _ = ask("script");
        assertEquals(1, threads.size());
    }
}
