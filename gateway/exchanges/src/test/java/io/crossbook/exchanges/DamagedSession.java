package io.crossbook.exchanges;

import com.fasterxml.jackson.databind.JsonNode;
import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The book frames of one symbol of a recorded session, to be heard whole or damaged.
final class DamagedSession {

    private final Dialect dialect;
    private final Listing listing;
    private final BookShape shape;
    /// The frames as recorded, the snapshot first.
    final List<String> frames;
    /// The checked levels after each frame.
    final List<String> truth;

    private final int checkedLevels;

    DamagedSession(Dialect dialect, String symbol, int checkedLevels, List<String> frames) {
        this.dialect = dialect;
        this.checkedLevels = checkedLevels;
        this.frames = frames;
        listing = new Listing(0, "x", symbol, Objects.requireNonNull(dialect.instrument(symbol)),
                Rules.UNKNOWN);
        shape = dialect.shape(listing);
        var after = new ArrayList<String>();
        Run run = run(true);
        for (String frame : frames) {
            run.hear(frame);
            after.add(run.checked());
            if (!run.live()) {
                throw new IllegalStateException("undamaged, and not live: " + run.book.why());
            }
        }
        truth = List.copyOf(after);
    }

    /// The frames of a session that hold a symbol and one of the words by which book frames are known.
    static List<String> frames(String session, String symbol, String... words) {
        var frames = new ArrayList<String>();
        for (JsonNode row : Corpus.rows("market/" + session + ".jsonl.gz")) {
            String frame = row.path("frame").asText();
            if (row.path("dir").asText().equals("recv") && frame.contains("\"" + symbol + "\"")
                    && List.of(words).stream().anyMatch(frame::contains)) {
                frames.add(frame);
            }
        }
        return frames;
    }

    /// A new conversation and its book; `verified` is whether the book compares checksums.
    Run run(boolean verified) {
        return new Run(verified);
    }

    /// One hearing of the session.
    final class Run implements Out {

        final ListingBook book;
        final List<BookBreak> breaks = new ArrayList<>();
        int faults;
        boolean concerned;
        private final Conversation conversation;

        private Run(boolean verified) {
            var ours = verified ? shape : new BookShape(shape.depth(), shape.truncate(), null);
            book = new ListingBook(listing, ours, OrderBooks.of(shape, Rules.UNKNOWN),
                    BookLimits.NONE);
            conversation = dialect.converse(dialect.links(List.of(listing)).getFirst(), this);
            conversation.opened(0);
        }

        void hear(String frame) {
            concerned = false;
            conversation.frame(Bytes.of(frame), 0);
        }

        boolean live() {
            return book.health() != Health.BROKEN;
        }

        @Override
        public void event(FeedEvent event) {
            if (event instanceof BookUpdate update) {
                concerned = true;
                if (book.apply(update, 0) == ListingBook.Applied.CHECKSUM) {
                    breaks.add(new BookBreak(0, BookBreak.Kind.CHECKSUM, book.why()));
                    conversation.resync(listing, book.why(), 0);
                }
            } else if (event instanceof BookBreak broken) {
                breaks.add(broken);
                book.fail(broken.kind(), broken.why());
            }
        }

        /// The best levels of each side, as many as the exchange's checksum covers.
        String checked() {
            var text = new StringBuilder();
            for (Side side : Side.values()) {
                var cursor = new Cursor();
                book.levels().walk(side, cursor);
                for (int level = 0; level < checkedLevels && cursor.next(); level++) {
                    Decimals.append(text, cursor.price(), book.levels().priceScale());
                    text.append('x');
                    Decimals.append(text, cursor.size(), book.levels().sizeScale());
                    text.append(' ');
                }
                text.append('|');
            }
            return text.toString();
        }

        @Override
        public void send(String frame) {}

        @Override
        public void request(Request request) {}

        @Override
        public void fault(Fault fault) {
            faults++;
        }

        @Override
        public void reconnect(String why) {}
    }
}
