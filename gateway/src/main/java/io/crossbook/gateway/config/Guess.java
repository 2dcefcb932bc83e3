package io.crossbook.gateway.config;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a number means that is written in a way of other files: with an exponent, as a percentage, in groups. It is never taken for that: only asked.
final class Guess {

    private static final int LONGEST = 24;
    private static final Pattern GROUPS = Pattern.compile("[0-9]{1,3}([_,'][0-9]{3})+");
    private static final Pattern NUMBER = Pattern
            .compile("([+-]?)([0-9]{0,18})(?:[.,]([0-9]{1,18}))?(?:[eE]([+-]?[0-9]))?( ?%)?");

    private Guess() {}

    /// The number as it is written here; empty where the text is none in any way.
    static String number(String text) {
        String bare = text.strip();
        if (bare.isEmpty() || bare.length() > LONGEST) {
            return "";
        }
        if (GROUPS.matcher(bare).matches()) {
            return bare.replaceAll("[_,']", "");
        }
        Matcher found = NUMBER.matcher(bare);
        if (!found.matches() || (found.group(2).isEmpty() && found.group(3) == null)) {
            return "";
        }
        var number = new BigDecimal("0" + found.group(2)
                + (found.group(3) == null ? "" : "." + found.group(3)))
                .scaleByPowerOfTen(found.group(4) == null ? 0 : Integer.parseInt(found.group(4)))
                .scaleByPowerOfTen(found.group(5) == null ? 0 : -2).stripTrailingZeros();
        return (found.group(1).equals("-") ? number.negate() : number).toPlainString();
    }
}
