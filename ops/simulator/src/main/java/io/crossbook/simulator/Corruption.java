package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Damages one frame's text: a digit or a byte becomes another. Pure; chance comes in from outside.
public final class Corruption {

    private static final Pattern LEVEL = Pattern
            .compile("\\[\"([0-9.]+)\",\"([0-9.]+)\"|\"price\":([0-9.]+),\"qty\":([0-9.]+)");
    private static final Pattern SEQUENCE = Pattern
            .compile("\"(?:U|u|pu|seq|lastUpdateId|checksum|c)\":\"?([0-9]+)");

    private Corruption() {}

    /// Another digit in one price or size; the same text where there is none.
    public static String level(String text, RandomGenerator random) {
        return digit(text, LEVEL, random);
    }

    /// Another digit in one update id, sequence number or checksum; the same text where there is
    /// none.
    public static String sequence(String text, RandomGenerator random) {
        return digit(text, SEQUENCE, random);
    }

    /// Another character somewhere.
    public static String anyByte(String text, RandomGenerator random) {
        if (text.isEmpty()) {
            return text;
        }
        int at = random.nextInt(text.length());
        char other = (char) (' ' + random.nextInt(95));
        return put(text, at, other == text.charAt(at) ? (char) (other ^ 1) : other);
    }

    private static String digit(String text, Pattern where, RandomGenerator random) {
        List<Integer> digits = new ArrayList<>();
        Matcher found = where.matcher(text);
        while (found.find()) {
            for (int group = 1; group <= found.groupCount(); group++) {
                for (int i = Math.max(0, found.start(group)); i < found.end(group); i++) {
                    if (text.charAt(i) != '.') {
                        digits.add(i);
                    }
                }
            }
        }
        if (digits.isEmpty()) {
            return text;
        }
        int at = digits.get(random.nextInt(digits.size()));
        int now = text.charAt(at) - '0';
        return put(text, at, (char) ('0' + (now + 1 + random.nextInt(9)) % 10));
    }

    private static String put(String text, int at, char other) {
        return text.substring(0, at) + other + text.substring(at + 1);
    }
}
