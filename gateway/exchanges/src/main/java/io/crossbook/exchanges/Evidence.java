package io.crossbook.exchanges;

import java.util.regex.Pattern;

/// What an answer was, kept as text beside what was concluded from it.
public final class Evidence {

    private static final int MOST = 1_500;
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

    private static String quiet(String text) {
        return SECRET.matcher(text).replaceAll("***");
    }
}
