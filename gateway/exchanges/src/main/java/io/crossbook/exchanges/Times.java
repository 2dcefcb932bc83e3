package io.crossbook.exchanges;

/// How exchanges write times, as epoch nanoseconds.
public final class Times {

    /// There is no time here.
    public static final long NONE = -1;

    private static final int DATE_TIME = "2026-08-16T12:34:56".length();
    private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Times() {}

    /// Nanoseconds of an epoch number whose unit its size tells: seconds, milli-, micro- or nanoseconds. Good from 1973 (in
    /// milliseconds) to 2262; what lies beyond is no time, 0.
    public static long epoch(long value) {
        if (value < 100_000_000_000L) {
            return nanos(value, 1_000_000_000L);
        }
        if (value < 100_000_000_000_000L) {
            return nanos(value, 1_000_000L);
        }
        return value < 100_000_000_000_000_000L ? nanos(value, 1_000L) : value;
    }

    /// Nanoseconds of epoch milliseconds; what lies beyond 2262 is no time, 0.
    public static long millis(long value) {
        return nanos(value, 1_000_000L);
    }

    private static long nanos(long value, long unit) {
        return value <= Long.MAX_VALUE / unit ? value * unit : 0;
    }

    /// Reads `2026-08-16T12:34:56.123456Z`; [#NONE] when the text is anything else.
    public static long rfc3339(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return length(bytes, 0, bytes.length) == bytes.length
                ? nanos(bytes, 0, bytes.length)
                : NONE;
    }

    /// How many bytes from `from` are a time that ends with `Z`; −1 when they are none.
    static int length(byte[] bytes, int from, int end) {
        if (end - from <= DATE_TIME || !dateTime(bytes, from)) {
            return -1;
        }
        int p = from + DATE_TIME;
        if (bytes[p] == '.') {
            int first = ++p;
            while (p < end && digit(bytes[p])) {
                p++;
            }
            if (p == first || p - first > 9) {
                return -1;
            }
        }
        return p < end && bytes[p] == 'Z' ? p + 1 - from : -1;
    }

    private static boolean dateTime(byte[] bytes, int from) {
        for (int i = 0; i < DATE_TIME; i++) {
            boolean fits = switch (i) {
                case 4, 7 -> bytes[from + i] == '-';
                case 10 -> bytes[from + i] == 'T';
                case 13, 16 -> bytes[from + i] == ':';
                default -> digit(bytes[from + i]);
            };
            if (!fits) {
                return false;
            }
        }
        int month = two(bytes, from + 5);
        int day = two(bytes, from + 8);
        return month >= 1 && month <= 12 && day >= 1
                && day <= MONTH_DAYS[month - 1]
                        + (month == 2 && leap(two(bytes, from) * 100 + two(bytes, from + 2))
                                ? 1
                                : 0)
                && two(bytes, from + 11) < 24 && two(bytes, from + 14) < 60
                && two(bytes, from + 17) < 60;
    }

    /// Nanoseconds of a time that [#length] has found whole.
    static long nanos(byte[] bytes, int from, int length) {
        long days = days(two(bytes, from) * 100 + two(bytes, from + 2), two(bytes, from + 5),
                two(bytes, from + 8));
        long seconds = days * 86_400 + two(bytes, from + 11) * 3_600L + two(bytes, from + 14) * 60L
                + two(bytes, from + 17);
        long fraction = 0;
        int digits = 0;
        for (int p = from + DATE_TIME + 1; p < from + length - 1; p++, digits++) {
            fraction = fraction * 10 + bytes[p] - '0';
        }
        return seconds * 1_000_000_000L + fraction * io.crossbook.books.Decimals.power(9 - digits);
    }

    /// Days from 1970-01-01, years counted from March so that the leap day comes last.
    private static long days(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    private static boolean leap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private static int two(byte[] bytes, int at) {
        return (bytes[at] - '0') * 10 + bytes[at + 1] - '0';
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }
}
