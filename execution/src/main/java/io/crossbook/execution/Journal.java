package io.crossbook.execution;

import java.util.List;

/// Where entries are kept for good; kept outside, on another thread.
///
/// `Durable(n)` or that it failed comes back as an input of its own: never from within [#append].
public interface Journal {

    /// Takes a commit: all of it is kept, or nothing. Entries are numbered densely from 1 in this order; the number of the last is returned.
    long append(List<Entry> commit);

    /// Something is likely to be appended within this call: whoever keeps it can wake up meanwhile.
    default void rouse() {}
}
