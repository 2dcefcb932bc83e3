package io.crossbook.exchanges;

import java.util.regex.Pattern;

/// What an answer was, kept as text beside what was concluded from it.
public final class Evidence {

    private static final int MOST = 1_500;
    private static final int MOST_OF_A_LINE = 200;
    /// Longer than any id of an order: keys, tokens and signatures.
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9+/=_]{40,}");

    private Evidence() {}

    /// An answer in words: how far it got, status, what went wrong, the head of its body; what looks like a secret is left out.
    public static String of(Answer answer) {
        return answer.phase() + " " + answer.status() + " " + quiet(answer.why()) + " "
                + quiet(answer.body());
    }

    /// The head of a body or frame, without what looks like a secret.
    public static String quiet(Bytes body) {
        return quiet(body.head(MOST));
    }

    /// An exchange's words for one line of ours, without what looks like a secret.
    static String line(String words) {
        String line = quiet(words).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= MOST_OF_A_LINE ? line : line.substring(0, MOST_OF_A_LINE) + " ...";
    }

    private static String quiet(String text) {
        return SECRET.matcher(text).replaceAll("***");
    }
}
