package io.crossbook.gateway.stream;

/// Text as JSON has it.
final class Text {

    private Text() {}

    static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2);
        quote(out, text);
        return out.toString();
    }

    /// Appends what [#quoted] would give.
    static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c)); // halves of characters have no UTF-8
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
