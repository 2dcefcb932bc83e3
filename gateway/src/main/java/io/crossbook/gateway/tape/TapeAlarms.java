package io.crossbook.gateway.tape;

/// Who is told what becomes of a recording. Called on the writer's thread (`recovered`: on the opener's).
public interface TapeAlarms {

    /// Tells nobody.
    TapeAlarms NONE = new TapeAlarms() {
    };

    /// The last segment of an earlier run had a torn end, which was cut off: `cut` bytes after input `last`.
    default void recovered(String file, long cut, long last, String why) {}

    /// Recording stopped after input `last`; `policy` says what trading shall do meanwhile.
    default void stopped(long last, String why, TapeSettings.OnDiskFull policy) {}

    /// Recording goes on after input `last`, in a new segment.
    default void resumed(long last) {}

    /// The ring was full: inputs `first` to `last` are not on the tape.
    default void hole(long first, long last) {}

    /// An old segment was removed to stay within the limits.
    default void pruned(String file) {}

    /// An old segment should be removed, and cannot be.
    default void unpruned(String file, String why) {}
}
