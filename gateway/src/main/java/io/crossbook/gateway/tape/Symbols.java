package io.crossbook.gateway.tape;

import java.io.IOException;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Finds out which symbols a recording is about, from the names under which exchanges put them in their messages.
///
/// A recording does not say what was subscribed to; a symbol too many costs an empty book, one too few loses its data.
final class Symbols {

    private static final Pattern FIELD = Pattern.compile(
            "\"(?:s|symbol|instId|product_id|book|trade|quote)\":\"([^\"\\\\]{2,40})\"");
    /// Kraken v1 ends an array with channel and pair: `,"book-1000","XBT/CHF"]`.
    private static final Pattern KRAKEN_V1 = Pattern
            .compile(",\"[a-z0-9-]+\",\"([A-Z0-9.]+/[A-Z0-9.]+)\"]\\s*$");
    private static final Pattern PARAMETER = Pattern
            .compile("[?&](?:symbol|instId|pair|product_id)=([^&]{2,40})");

    private final SortedMap<String, SortedSet<String>> found = new TreeMap<>();
    private final SortedSet<String> own = new TreeSet<>();
    private final SortedSet<String> theirs = new TreeSet<>();

    void see(Line line) {
        SortedSet<String> symbols = found.computeIfAbsent(line.exchange(), _ -> new TreeSet<>());
        (line.url().equals(Line.OWN) ? own : theirs).add(line.exchange());
        switch (line.direction()) {
            case RECV -> frame(line.frame().toString(), symbols);
            case REST -> all(PARAMETER, line.url(), symbols);
            case OPEN, SEND, CLOSE -> {
            }
        }
    }

    /// The symbols that a frame names.
    static void frame(String text, SortedSet<String> into) {
        all(FIELD, text, into);
        if (text.startsWith("[")) {
            all(KRAKEN_V1, text, into);
        }
    }

    private static void all(Pattern pattern, String text, SortedSet<String> into) {
        var match = pattern.matcher(text);
        while (match.find()) {
            into.add(match.group(1));
        }
    }

    /// Exchanges whose frames are of our own making.
    SortedSet<String> own() throws IOException {
        for (String exchange : own) {
            if (theirs.contains(exchange)) {
                throw new IOException(exchange + ": a normalised export and a recording of the"
                        + " exchange's own frames do not go on one tape; merge two tapes");
            }
        }
        return own;
    }

    /// Symbols by exchange.
    SortedMap<String, SortedSet<String>> found() {
        return found;
    }
}
