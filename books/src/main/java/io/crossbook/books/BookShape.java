package io.crossbook.books;

import org.jspecify.annotations.Nullable;

/// What a dialect knows about the books that it feeds.
///
/// `depth` is how many levels a side the exchange maintains (0: all), `truncate` whether levels beyond it are ours to
/// drop (Kraken) rather than the exchange's to delete. `checksum` is null where the exchange sends none.
public record BookShape(int depth, boolean truncate, @Nullable Checksum checksum) {

    /// Every level that the exchange has, nothing to compare with.
    public static final BookShape FULL = new BookShape(0, false, null);

    public BookShape {
        if (depth < 0 || (truncate && depth == 0)) {
            throw new IllegalArgumentException("no book is cut to " + depth + " levels");
        }
    }
}
