package io.crossbook.execution;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What one order is called, everywhere and for ever.
///
/// 17 lower-case letters and digits, which fit every exchange's rule (Kraken takes 18, OKX letters and digits only): `cb`, the
/// epoch (4), the attempt (6), the role (1), the leg (1), its number within the attempt (2), a check character (1). The epoch is a
/// boot of the journal's, the attempt a number of its own: no id is ever given twice.
public record OrderId(int epoch, long attempt, Role role, int leg, int number) {

    /// What all of ours begin with, for sweeps.
    public static final String PREFIX = "cb";
    /// How long the text is.
    public static final int LENGTH = 17;

    private static final int BASE = 36;
    private static final int MOST_EPOCHS = BASE * BASE * BASE * BASE;
    private static final long MOST_ATTEMPTS = (long) MOST_EPOCHS * BASE * BASE;

    /// What an order is for.
    public enum Role {
        /// One of the trades that the opportunity is made of.
        LEG('l'),
        /// Completes or replaces what a leg did not get.
        HEDGE('h'),
        /// Gives back what a leg got and nobody needs.
        UNWIND('u');

        private final char letter;

        Role(char letter) {
            this.letter = letter;
        }

        private static @Nullable Role of(char letter) {
            for (Role role : values()) {
                if (role.letter == letter) {
                    return role;
                }
            }
            return null;
        }

        /// How people and the journal read it: `leg`.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public OrderId {
        if (epoch < 0 || epoch >= MOST_EPOCHS || attempt < 0 || attempt >= MOST_ATTEMPTS || leg < 0
                || leg >= BASE || number < 0 || number >= BASE * BASE) {
            throw new IllegalArgumentException("no order id: epoch " + epoch + ", attempt "
                    + attempt + ", leg " + leg + ", number " + number);
        }
    }

    /// Reads one; null when it is not one of ours, or damaged.
    public static @Nullable OrderId parse(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX)
                || check(text) != text.charAt(LENGTH - 1)) {
            return null;
        }
        Role role = Role.of(text.charAt(12));
        long epoch = number(text, 2, 6);
        long attempt = number(text, 6, 12);
        long leg = number(text, 13, 14);
        long number = number(text, 14, 16);
        return role == null || epoch < 0 || attempt < 0 || leg < 0 || number < 0
                ? null
                : new OrderId((int) epoch, attempt, role, (int) leg, (int) number);
    }

    private static long number(String text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) {
                return -1;
            }
            value = value * BASE + Character.digit(c, BASE);
        }
        return value;
    }

    /// ISO 7064, MOD 37,36: any single wrong character is noticed, and nearly any swap of neighbours.
    private static char check(CharSequence text) {
        int product = BASE;
        for (int i = 0; i < LENGTH - 1; i++) {
            int sum = (product + Character.digit(text.charAt(i), BASE)) % BASE;
            product = (sum == 0 ? BASE : sum) * 2 % (BASE + 1);
        }
        return Character.forDigit((BASE + 1 - product) % BASE, BASE);
    }

    private static void padded(StringBuilder text, long value, int width) {
        int from = text.length();
        text.setLength(from + width);
        long left = value;
        for (int i = from + width - 1; i >= from; i--) {
            text.setCharAt(i, Character.forDigit((int) (left % BASE), BASE));
            left /= BASE;
        }
    }

    /// What the exchange sees.
    @Override
    public String toString() {
        var text = new StringBuilder(LENGTH).append(PREFIX);
        padded(text, epoch, 4);
        padded(text, attempt, 6);
        text.append(role.letter);
        padded(text, leg, 1);
        padded(text, number, 2);
        return text.append(check(text)).toString();
    }
}
