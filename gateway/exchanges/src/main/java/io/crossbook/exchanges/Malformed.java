package io.crossbook.exchanges;

import io.crossbook.books.BookBreak;

/// Thrown by the general parser only, never by a template: this frame cannot be read. Carries no stack trace.
public final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final BookBreak.Kind kind;

    /// A frame that is not what the exchange documents, `why` in a few words.
    public Malformed(String why) {
        this(BookBreak.Kind.MALFORMED, why);
    }

    Malformed(BookBreak.Kind kind, String why) {
        super(why, null, false, false);
        this.kind = kind;
    }

    /// `MALFORMED`, or `TOO_PRECISE` for a number that is well written but does not fit fixed point.
    public BookBreak.Kind kind() {
        return kind;
    }

    /// Why, in a few words.
    public String why() {
        return String.valueOf(getMessage());
    }
}
