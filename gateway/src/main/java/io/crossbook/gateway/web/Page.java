package io.crossbook.gateway.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Some rows of a list, and where it goes on; null where it ends.
public record Page<T>(List<T> rows, @Nullable Cursor next) {

    public Page {
        rows = List.copyOf(rows);
    }

    /// The first `limit` of what was found, which is one more where the list goes on.
    public static <T> Page<T> of(List<T> found, int limit, Function<T, Cursor> behind) {
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, limit), behind.apply(found.get(limit - 1)));
    }
}
