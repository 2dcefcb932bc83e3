package io.crossbook.gateway.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a list is gone on with: the place of the last row that was told, opaque to who asks. It names rows, not how many there were: what is added
/// meanwhile moves nothing.
public record Cursor(String list, List<Long> keys) {

    private static final int MOST_KEYS = 4;

    public Cursor {
        keys = List.copyOf(keys);
    }

    /// Behind the row with these keys.
    public static Cursor behind(String list, Long... keys) {
        return new Cursor(list, List.of(keys));
    }

    /// The beginning of a list.
    public static Cursor start(String list) {
        return new Cursor(list, List.of());
    }

    /// Whether nothing was told yet.
    public boolean starts() {
        return keys.isEmpty();
    }

    /// One of the keys; `otherwise` at the beginning.
    public long key(int index, long otherwise) {
        return index < keys.size() ? keys.get(index) : otherwise;
    }

    /// As `next` says it.
    public String text() {
        String plain = list + keys.stream().map(key -> ":" + key)
                .collect(Collectors.joining());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(US_ASCII));
    }

    static @Nullable Cursor read(String list, String text) {
        if (text.isEmpty()) {
            return start(list);
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), US_ASCII).split(":",
                    MOST_KEYS + 2);
            if (parts.length < 2 || parts.length > MOST_KEYS + 1 || !parts[0].equals(list)) {
                return null;
            }
            var read = new Cursor(list,
                    Arrays.stream(parts).skip(1).map(Long::valueOf).toList());
            boolean placed = read.keys.stream().allMatch(key -> key >= 0); // as all rows are
            return placed && read.text().equals(text) ? read : null;
        } catch (IllegalArgumentException _) { // neither Base64 nor numbers
            return null;
        }
    }
}
