package io.crossbook.exchanges;

import java.util.Map;
import java.util.Set;

/// Writes small JSON: frames of logins and orders.
public final class JsonText {

    private JsonText() {}

    /// A string with its quotes.
    public static String quoted(String text) {
        var json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    /// An object in the order of the map: the values of `numbers` as they are, all others as strings.
    public static String object(Map<String, String> fields, Set<String> numbers) {
        var json = new StringBuilder("{");
        fields.forEach((name, value) -> json.append(json.length() == 1 ? "" : ",")
                .append(quoted(name)).append(':')
                .append(numbers.contains(name) ? value : quoted(value)));
        return json.append('}').toString();
    }
}
