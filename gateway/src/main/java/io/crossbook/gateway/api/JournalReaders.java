package io.crossbook.gateway.api;

import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.web.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who reads the journal over HTTP: two at a time, and one for each caller, so that nobody keeps the others out. A few more wait. Any thread.
final class JournalReaders {

    private static final Logger LOG = LoggerFactory.getLogger(JournalReaders.class);
    private static final int MOST_READING = 2;
    static final int MOST_WAITING = 16;
    static final int MOST_OF_ONE = 4;

    private final Executor threads;
    private final Set<String> reading = new HashSet<>();
    /// In the order in which they came.
    private final List<Reading> waiting = new ArrayList<>();

    private record Reading(String who, Supplier<Reply> read, CompletableFuture<Reply> answer) {}

    /// On threads of their own.
    JournalReaders() {
        this(task -> Thread.ofPlatform().name("journal reading").daemon().start(task));
    }

    JournalReaders(Executor threads) {
        this.threads = threads;
    }

    /// Reads when it is the turn of `who`.
    CompletionStage<Reply> read(String who, Supplier<Reply> read) {
        var one = new Reading(who, read, new CompletableFuture<>());
        synchronized (this) {
            long own = waiting.stream().filter(each -> each.who.equals(who)).count();
            if (own >= MOST_OF_ONE || waiting.size() >= MOST_WAITING) {
                return CompletableFuture.completedFuture(Reply.later((own >= MOST_OF_ONE
                        ? own + " of your questions"
                        : waiting.size() + " questions")
                        + " wait for the journal already: ask again", 1));
            }
            waiting.add(one);
        }
        next();
        return one.answer;
    }

    private void next() {
        var begun = new ArrayList<Reading>();
        synchronized (this) {
            for (Reading each : List.copyOf(waiting)) {
                if (reading.size() < MOST_READING && reading.add(each.who)) {
                    waiting.remove(each);
                    begun.add(each);
                }
            }
        }
        begun.forEach(each -> threads.execute(() -> read(each)));
    }

    private void read(Reading one) {
        try {
            one.answer.complete(one.read.get());
        } catch (BadJournal e) {
            LOG.error("The journal cannot be read over HTTP", e);
            one.answer.complete(Reply.later(
                    "the journal cannot be read: the log of the daemon says why", 10));
        } catch (RuntimeException mistake) {
            one.answer.completeExceptionally(mistake);
        } finally {
            synchronized (this) {
                reading.remove(one.who);
            }
            next();
        }
    }
}
