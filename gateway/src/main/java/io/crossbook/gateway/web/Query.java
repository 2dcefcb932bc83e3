package io.crossbook.gateway.web;

import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;

/// Reads parameters of a query.
final class Query {

    private Query() {}

    /// The first value of a parameter, decoded, or null.
    static @Nullable String parameter(@Nullable String query, String name) {
        if (query == null) {
            return null;
        }
        var values = new QueryStringDecoder("?" + query).parameters().get(name);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }

    /// A whole number within bounds, or `otherwise` when there is none; the error says what was found and wanted.
    static int number(@Nullable String text, int otherwise, int least, int most) {
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "'" + text + "' is found, " + least + " to " + most + " is wanted");
    }
}
