package io.crossbook.gateway.tape;

/// Why a reader came to its end.
///
/// `file` and `offset` say where, `last` is the last input that was read (or told of by a hole), `why` is empty at a whole end.
public record Ending(String file, long offset, long last, String why) {

    /// Whether the tape ended, and was not cut short.
    public boolean whole() {
        return why.isEmpty();
    }

    @Override
    public String toString() {
        return whole()
                ? "ends whole after input " + last
                : "damaged after input " + last + ": " + file + " at byte " + offset + ": " + why;
    }
}
