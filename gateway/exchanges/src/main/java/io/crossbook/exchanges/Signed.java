package io.crossbook.exchanges;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a signer made of a request.
public sealed interface Signed {

    /// Ready to leave, with headers by name; for the socket only: not taped, not logged, and it does not print itself.
    record Ready(Request unsigned, String url, Map<String, String> headers,
            @Nullable String body) implements Signed {
        public Ready {
            headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        }

        /// The request as it was before.
        @Override
        public String toString() {
            return "signed " + unsigned;
        }
    }

    /// Must not leave: its deadline has passed, or is not one that the exchange takes, or whoever signs has another reason. Counts as not sent.
    record Late(Request unsigned, String why) implements Signed {
        /// Past its deadline by so many milliseconds.
        public static Late by(Request unsigned, long millis) {
            return new Late(unsigned, "its deadline passed " + millis + " ms ago");
        }
    }
}
