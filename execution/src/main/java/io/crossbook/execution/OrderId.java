package io.crossbook.execution;

import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What one order is called, everywhere and for ever.
///
/// Lower-case letters and digits that fit every exchange's rule (Kraken takes 18, OKX letters and digits only): `cb`, the epoch (4), the attempt (6), the role (1),
/// the leg (1), its number within the attempt (2), a check character (1). An epoch of six digits has its last two behind the attempt, and role and leg in one
/// character. The epoch is a boot of the journal's, the attempt a number of its own: no id is ever given twice. Where orders leave, a boot's epoch is no less than
/// the second it began in ([#epochAt]), so that a journal that is lost, or an old copy of it, does not give its ids again.
public record OrderId(int epoch, long attempt, Role role, int leg, int number) {

    /// What all of ours begin with, for sweeps.
    public static final String PREFIX = "cb";
    /// How long the text is at most.
    public static final int LENGTH = 18;

    private static final int BASE = 36;
    private static final int PAIR = BASE * BASE;
    /// How many orders an attempt can have: their numbers are below it.
    public static final int MOST_ORDERS = PAIR;
    private static final int SHORT_EPOCHS = PAIR * PAIR;
    private static final long MOST_ATTEMPTS = (long) SHORT_EPOCHS * PAIR;
    /// With an epoch of six digits: as many for each role.
    private static final int MOST_LEGS = 12;
    private static final int SHORT_LENGTH = 17;
    /// 2020-01-01, in seconds: an `int` of them lasts until 2088.
    private static final long FIRST_SECOND = 1_577_836_800L;

    /// What an order is for.
    public enum Role {
        /// One of the trades that the opportunity is made of.
        LEG('l', 0),
        /// Completes or replaces what a leg did not get.
        HEDGE('h', 1),
        /// Gives back what a leg got and nobody needs.
        UNWIND('u', 2);

        private final char letter;
        private final int rank;

        Role(char letter, int rank) {
            this.letter = letter;
            this.rank = rank;
        }

        private static @Nullable Role of(char letter) {
            return of(role -> role.letter == letter);
        }

        private static @Nullable Role of(int rank) {
            return of(role -> role.rank == rank);
        }

        private static @Nullable Role of(Predicate<Role> wanted) {
            for (Role role : values()) {
                if (wanted.test(role)) {
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
        if (epoch < 0 || attempt < 0 || attempt >= MOST_ATTEMPTS || leg < 0
                || leg >= (epoch < SHORT_EPOCHS ? BASE : MOST_LEGS) || number < 0
                || number >= PAIR) {
            throw new IllegalArgumentException("no order id: epoch " + epoch + ", attempt "
                    + attempt + ", leg " + leg + ", number " + number);
        }
    }

    /// The least epoch of a boot at this time, epoch nanoseconds: one a second, none below 1.
    public static int epochAt(long now) {
        return Math.clamp(now / 1_000_000_000L - FIRST_SECOND, 1, Integer.MAX_VALUE);
    }

    /// Reads one; null when it is not one of ours, or damaged.
    public static @Nullable OrderId parse(String text) {
        int last = text.length() - 1;
        boolean whole = last == LENGTH - 1 || last == SHORT_LENGTH - 1;
        if (!whole || !text.startsWith(PREFIX)
                || check(text, last) != text.charAt(last)) {
            return null;
        }
        long epoch = number(text, 2, 6);
        long attempt = number(text, 6, 12);
        long number = number(text, last - 2, last);
        return epoch < 0 || attempt < 0 || number < 0
                ? null
                : last == SHORT_LENGTH - 1
                        ? of(epoch, attempt, Role.of(text.charAt(12)), number(text, 13, 14), number)
                        : longer(text, epoch, attempt, number);
    }

    private static @Nullable OrderId longer(String text, long epoch, long attempt, long number) {
        long behind = number(text, 12, 14);
        long both = number(text, 14, 15);
        long whole = epoch * PAIR + behind;
        return behind < 0 || both < 0 || whole < SHORT_EPOCHS || whole > Integer.MAX_VALUE
                ? null
                : of(whole, attempt, Role.of((int) both / MOST_LEGS), both % MOST_LEGS,
                        number);
    }

    private static @Nullable OrderId of(long epoch, long attempt, @Nullable Role role, long leg,
            long number) {
        return role == null || leg < 0
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
    private static char check(CharSequence text, int length) {
        int product = BASE;
        for (int i = 0; i < length; i++) {
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
        boolean small = epoch < SHORT_EPOCHS;
        padded(text, small ? epoch : epoch / PAIR, 4);
        padded(text, attempt, 6);
        if (small) {
            text.append(role.letter);
            padded(text, leg, 1);
        } else {
            padded(text, epoch % PAIR, 2);
            padded(text, (long) role.rank * MOST_LEGS + leg, 1);
        }
        padded(text, number, 2);
        return text.append(check(text, text.length())).toString();
    }
}
