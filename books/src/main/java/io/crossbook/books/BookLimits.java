package io.crossbook.books;

/// How old a book may be, how late its feed, how long it may stand crossed; all in nanoseconds.
public record BookLimits(long maxAgeNanos, long maxLagNanos, long maxCrossedNanos) {

    /// What `exchanges.yaml` starts from: 5 s, 1 s, 250 ms.
    public static final BookLimits DEFAULT = new BookLimits(5_000_000_000L, 1_000_000_000L,
            250_000_000L);

    /// For rebuilding recordings: age and lag suppress nothing, a crossed book shows.
    public static final BookLimits NONE = new BookLimits(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4,
            Long.MAX_VALUE / 4);

    public BookLimits {
        if (maxAgeNanos <= 0 || maxLagNanos <= 0 || maxCrossedNanos <= 0) {
            throw new IllegalArgumentException("limits are positive: " + maxAgeNanos + ", "
                    + maxLagNanos + ", " + maxCrossedNanos);
        }
    }
}
