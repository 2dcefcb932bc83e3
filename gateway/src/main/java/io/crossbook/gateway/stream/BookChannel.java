package io.crossbook.gateway.stream;

import io.crossbook.gateway.feed.MirroredBook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One book to a depth: what moved within it since the last round, as absolute sizes of which 0 deletes, and with each message the health
/// that it rests on. Of a book that is not listed yet, why there is none.
public final class BookChannel extends LogChannel {

    private static final String BROKEN = "broken";

    private @Nullable MirroredBook book;
    private String missing = "";
    private final PublishedLevels levels;
    private final BookWords words = new BookWords();
    private String health = "";
    private String why = "";
    private boolean shown;
    /// The book broke since the last round, whatever became of it.
    private boolean broke;

    /// The best `depth` levels of each side.
    public BookChannel(Rounds rounds, String head, int depth) {
        super(rounds, head);
        levels = new PublishedLevels(depth);
    }

    /// There is no book for this reason, as long as there is none.
    public void none(String reason) {
        missing = reason;
        touch();
    }

    /// This is the book from now on.
    public void of(MirroredBook found) {
        book = found;
        moved();
    }

    /// The book, or its health, may have changed.
    public void moved() {
        broke |= book != null && !book.whole();
        touch();
    }

    @Override
    void publish() {
        MirroredBook found = book;
        if (found == null) {
            absent();
        } else if (found.whole()) {
            told(found);
        } else if (found.known() && found.health().equals(BROKEN)) {
            lost(found);
        } // else it lives again, and its levels are on their way
    }

    /// Said once for each reason.
    private void absent() {
        if (!why.equals(missing)) {
            health = BROKEN;
            why = missing;
            restart();
        }
    }

    private void told(MirroredBook found) {
        boolean begins = broke || !shown || levels.rescaled(found.levels());
        boolean otherHealth = !health.equals(found.health()) || !why.equals(found.why());
        words.begin(found, found.health(), found.why());
        boolean moved = begins
                ? levels.renew(found.levels())
                : levels.change(found.levels(), words);
        broke = false;
        shown = true;
        health = found.health();
        why = found.why();
        if (begins) {
            restart();
        } else if (moved || otherHealth) {
            append(List.of(words.end()));
        }
    }

    /// What was shown is not to be believed any more; said once.
    private void lost(MirroredBook found) {
        boolean said = version() > 0 && !shown && health.equals(found.health())
                && why.equals(found.why());
        broke = false;
        shown = false;
        health = found.health();
        why = found.why();
        levels.clear();
        if (!said) {
            restart();
        }
    }

    @Override
    Iterable<byte[]> standing() {
        if (book != null) {
            words.begin(book, health, why); // as published: its own may be newer than the levels are
            levels.all(words);
        } else {
            words.none(health, why);
        }
        return List.of(words.end());
    }
}
