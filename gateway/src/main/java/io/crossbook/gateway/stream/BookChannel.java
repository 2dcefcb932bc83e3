package io.crossbook.gateway.stream;

import io.crossbook.gateway.feed.MirroredBook;
import java.util.List;

/// One book to a depth: what moved within it since the last round, as absolute sizes of which 0 deletes, and with each message the health
/// that it rests on.
public final class BookChannel extends LogChannel {

    private final MirroredBook book;
    private final PublishedLevels levels;
    private final BookWords words = new BookWords();
    private String health = "";
    private String why = "";
    private boolean shown;
    /// The book broke since the last round, whatever became of it.
    private boolean broke;

    /// The best `depth` levels of each side.
    public BookChannel(Rounds rounds, String head, MirroredBook book, int depth) {
        super(rounds, head);
        this.book = book;
        levels = new PublishedLevels(depth);
    }

    /// The book, or its health, may have changed.
    public void moved() {
        broke |= !book.whole();
        touch();
    }

    @Override
    void publish() {
        if (!book.known()) {
            return; // nobody has told of it yet
        }
        if (!book.whole()) {
            lost();
            return;
        }
        boolean begins = broke || !shown || levels.rescaled(book.levels());
        boolean otherHealth = !health.equals(book.health()) || !why.equals(book.why());
        words.begin(book);
        boolean moved = begins
                ? levels.renew(book.levels())
                : levels.change(book.levels(), words);
        broke = false;
        shown = true;
        health = book.health();
        why = book.why();
        if (begins) {
            restart();
        } else if (moved || otherHealth) {
            append(List.of(words.end()));
        }
    }

    /// What was shown is not to be believed any more; said once.
    private void lost() {
        boolean said = version() > 0 && !shown && health.equals(book.health())
                && why.equals(book.why());
        broke = false;
        shown = false;
        health = book.health();
        why = book.why();
        levels.clear();
        if (!said) {
            restart();
        }
    }

    @Override
    Iterable<byte[]> standing() {
        words.begin(book);
        levels.all(words);
        return List.of(words.end());
    }
}
