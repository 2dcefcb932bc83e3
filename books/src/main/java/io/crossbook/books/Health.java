package io.crossbook.books;

/// Whether a book may be believed, and traded on.
public enum Health {
    /// In sequence, young and not crossed.
    LIVE,
    /// In sequence as far as we know, but too old, too late or crossed: not tradable.
    STALE,
    /// Known to be wrong or unknown: nothing derived from it leaves.
    BROKEN
}
