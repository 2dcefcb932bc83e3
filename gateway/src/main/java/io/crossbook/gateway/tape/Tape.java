package io.crossbook.gateway.tape;

import java.io.IOException;

/// A tape being read: a cursor over its items. [TapeReader] reads one.
public interface Tape extends AutoCloseable {

    /// Moves to the next item; false at the end, and [#ending] then says which.
    boolean next();

    /// The number of the current item: its own for an input, its input's for a note.
    long number();

    /// When, in epoch nanoseconds of the recording.
    long stamp();

    /// The current item; bytes in it are valid until [#next].
    Item item();

    /// How much of it was read, from 0 to 1; 0 where nobody knows.
    default double read() {
        return 0;
    }

    /// Why there is no more; only after [#next] returned false.
    Ending ending();

    @Override
    void close() throws IOException;
}
