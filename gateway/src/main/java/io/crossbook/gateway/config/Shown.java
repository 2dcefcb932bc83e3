package io.crossbook.gateway.config;

/// What a file says, as it may be told to whoever reads a log, a terminal or `/v1/health`: in one line, not all of what was pasted, and nobody's password.
final class Shown {

    private static final int MOST = 60;
    private static final String SCHEME = "://";
    private static final String HIDDEN = "...";

    private Shown() {}

    /// A value or a key.
    static String of(String value) {
        return of(value, MOST);
    }

    /// The same with so much of it.
    static String of(String value, int most) {
        String open = open(value);
        return open.codePointCount(0, open.length()) > most
                ? line(open.substring(0, open.offsetByCodePoints(0, most))) + HIDDEN
                : line(open);
    }

    /// Without what would end the line, steer a terminal, or turn the direction of what is read.
    static String line(String text) {
        var line = new StringBuilder();
        text.codePoints().map(c -> unseen(c) ? '?' : c).forEach(line::appendCodePoint);
        return line.toString();
    }

    private static boolean unseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    /// Without user and password, and what a URL asks. A password that was copied as it is makes the URL wrong by `/`, `@` or `?`: so they end at the last `@`,
    /// wherever that is.
    private static String open(String value) {
        int scheme = value.indexOf(SCHEME);
        int begin = scheme < 0 ? 0 : scheme + SCHEME.length();
        int at = value.lastIndexOf('@');
        int query = scheme < 0 ? -1 : value.indexOf('?', begin);
        boolean credentials = at > begin && (scheme >= 0 || value.lastIndexOf(':', at) >= 0);
        if (!credentials) {
            return query < 0 ? value : value.substring(0, query + 1) + HIDDEN;
        }
        if (query >= 0 && query < at) { // of which it is cannot be told
            return value.substring(0, begin) + HIDDEN;
        }
        return value.substring(0, begin) + HIDDEN + (query < 0
                ? value.substring(at)
                : value.substring(at, query + 1) + HIDDEN);
    }
}
