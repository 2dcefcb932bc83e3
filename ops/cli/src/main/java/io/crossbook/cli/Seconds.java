package io.crossbook.cli;

import java.math.BigDecimal;

/// Times as the corpus writes them.
final class Seconds {

    private Seconds() {}

    /// The shortest decimal that is the same `double`: 1723161255.319702567 is written 1723161255.3197026, as JSON writers do.
    static String shortest(String seconds) {
        double value = Double.parseDouble(seconds);
        String plain = new BigDecimal(Double.toString(value)).toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
}
