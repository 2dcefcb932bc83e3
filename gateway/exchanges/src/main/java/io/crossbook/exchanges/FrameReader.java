package io.crossbook.exchanges;

import io.crossbook.books.Decimals;
import io.crossbook.books.Levels;

/// Reads a frame by template, byte for byte: every method reads one token and steps behind it, or leaves the frame as
/// unknown and says so. Reusable; allocates nothing.
///
/// What it accepts is a subset of JSON: no whitespace, no escapes, no exponents, no leading zeros. A template that
/// fails proves nothing about the frame: the general parser decides. A method that fails may have moved.
public final class FrameReader {

    /// No plain decimal stands here.
    public static final long NOTHING = -1;
    /// A plain decimal with digits other than zero beyond the scale: [#finer] says how many decimals it needs.
    public static final long FINER = -2;
    /// A plain decimal that does not fit 62 bits at the scale.
    public static final long TOO_LARGE = -3;

    private static final Literal TRUE = Literal.of("true");
    private static final Literal FALSE = Literal.of("false");

    // Tokens are read a word at a time, so up to this many bytes behind the frame are looked at; never believed,
    // since every token must end inside the frame.
    private static final int SLACK = 64;
    private static final long MOST = 1L << 62;

    private byte[] bytes = new byte[SLACK];
    private byte[] scratch = new byte[SLACK];
    private int at;
    private int end;
    private int decimals;
    private int finer;
    private int textAt;
    private int textLength;

    /// Starts at the first byte of a frame. A frame too near the end of its array is copied.
    public FrameReader over(Bytes frame) {
        return over(frame.array, frame.start, frame.end);
    }

    /// Starts at `start` of `array`.
    @SuppressWarnings("ReferenceEquality") // As in Bytes.wrap.
    public FrameReader over(byte[] array, int start, int newEnd) {
        if (array.length - newEnd >= SLACK) {
            if (bytes != array) {
                bytes = array;
            }
            at = start;
            end = newEnd;
        } else {
            int length = newEnd - start;
            if (scratch.length < length + SLACK) {
                scratch = new byte[Math.max(length + SLACK, scratch.length * 2)];
            }
            System.arraycopy(array, start, scratch, 0, length);
            scratch[length] = 0; // ends a number that ends the frame
            bytes = scratch;
            at = 0;
            end = length;
        }
        return this;
    }

    /// Steps behind `literal`; false when something else stands here.
    public boolean literal(Literal literal) {
        if (!literal.at(bytes, at)) {
            return false;
        }
        at += literal.length();
        return at <= end;
    }

    /// Steps behind one byte; false when another stands here.
    public boolean skip(char wanted) {
        return at < end && bytes[at++] == wanted;
    }

    /// Whether the next byte is this one; stays.
    public boolean next(char wanted) {
        return at < end && bytes[at] == wanted;
    }

    /// Steps behind one byte when it is this one; else stays and says false.
    public boolean optional(char wanted) {
        if (at < end && bytes[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    /// Steps behind `literal` when it stands here; else stays and says false.
    public boolean optional(Literal literal) {
        if (literal.at(bytes, at) && at + literal.length() <= end) {
            at += literal.length();
            return true;
        }
        return false;
    }

    /// Steps behind the next `literal`, wherever it stands; false when none follows. For frames that cannot be read otherwise.
    public boolean seek(Literal literal) {
        for (; at < end; at++) {
            if (optional(literal)) {
                return true;
            }
        }
        return false;
    }

    /// Whether all of the frame has been read.
    public boolean done() {
        return at == end;
    }

    /// Where it stands, to come [#back] to.
    public int position() {
        return at;
    }

    /// Goes back to an earlier [#position] of the same frame.
    public void back(int position) {
        at = position;
    }

    /// Steps behind the text of `openings` that stands here, and returns its value; [SymbolTable#UNKNOWN] when none of them does, and stays.
    public int opening(Openings openings) {
        long found = openings.find(bytes, at);
        int behind = at + (int) (found >>> 32);
        if (found == 0 || behind > end) {
            return SymbolTable.UNKNOWN;
        }
        at = behind;
        return (int) found;
    }

    /// Reads a whole number that probably has 13 digits, as times in milliseconds have from 2001 to 2286; as [#unsigned].
    public long millis() {
        long first = Words.digits(Words.at(bytes, at));
        long last = Words.digits(Words.at(bytes, at + 5));
        boolean whole = (Words.stop(first) | Words.stop(last)) == 0 && (first & 0xFF) != 0;
        if (!whole || digit(bytes[at + 13]) || at + 13 > end) {
            return unsigned();
        }
        at += 13;
        return Words.number(first << 24) * 100_000_000 + Words.number(last);
    }

    /// Reads a whole number of 1 to 18 digits; −1 when there is none.
    public long unsigned() {
        long word = Words.digits(Words.at(bytes, at));
        long stop = Words.stop(word);
        if ((word & 0xFF) == 0 && Words.index(stop) != 1) {
            return NOTHING; // a leading zero
        }
        if (stop != 0) {
            int count = Words.index(stop);
            at += count;
            return count == 0 || at > end
                    ? NOTHING
                    : Words.number((word & Words.before(stop)) << (64 - 8 * count));
        }
        long high = Words.number(word);
        long rest = Words.digits(Words.at(bytes, at + 8));
        long restStop = Words.stop(rest);
        int count = Words.index(restStop);
        at += 8 + count;
        if (count == 0) {
            return at > end ? NOTHING : high;
        }
        long value = high * Decimals.power(count)
                + Words.number((rest & Words.before(restStop)) << (64 - 8 * count));
        return count == 8 ? unsignedRest(value) : at > end ? NOTHING : value;
    }

    private long unsignedRest(long start) {
        long value = start;
        for (int more = 0; at < end && digit(bytes[at]); at++, more++) {
            if (more == 2) {
                return NOTHING;
            }
            value = value * 10 + bytes[at] - '0';
        }
        return at > end ? NOTHING : value;
    }

    /// Reads `true` as 1 and `false` as 0; −1 for anything else.
    public int bool() {
        if (optional(TRUE)) {
            return 1;
        }
        return optional(FALSE) ? 0 : -1;
    }

    /// Reads a plain decimal as a mantissa at `scale`, or [#NOTHING], [#FINER] or [#TOO_LARGE]. Only `FINER` and
    /// `TOO_LARGE` stay in place. Quotes are not part of it. [#decimals] then says how many were sent.
    // Kept below 325 bytes of code, what the compiler inlines: the position then stays in a register.
    public long decimal(int scale) {
        long whole = Words.digits(Words.at(bytes, at));
        long stop = Words.stop(whole);
        int count = Words.index(stop);
        int dot = at + count;
        // A leading zero, found without a branch: every deleted level begins with 0 and would be guessed wrong.
        long padded = ((whole & 0xFF) - 1) & (1 - count);
        if (bytes[dot] != '.' || count == 0 || scale > 8 || padded < 0) {
            return oddDecimal(scale);
        }
        whole &= Words.before(stop);
        long fraction = Words.digits(Words.at(bytes, dot + 1));
        stop = Words.stop(fraction);
        int sent = Words.index(stop);
        if (sent == 0 || (sent == 8 && digit(bytes[dot + 9]))) {
            return oddDecimal(scale);
        }
        fraction &= Words.before(stop);
        // Two shifts, because one by 64 would be none.
        if (fraction >>> (4 * scale) >>> (4 * scale) != 0) {
            return tooFine(fraction, dot + sent);
        }
        decimals = sent;
        at = dot + 1 + sent;
        if (at > end) {
            return NOTHING;
        }
        int kept = count + scale;
        if (kept <= 8) {
            return Words.number((whole | (fraction << (8 * count))) << (64 - 8 * kept));
        }
        int shift = 4 * (8 - scale);
        return Words.number(whole << (64 - 8 * count)) * Decimals.power(scale)
                + Words.number(fraction << shift << shift);
    }

    /// Reads pairs as [Form#read] does; true when the closing quote of the last of all comes next.
    boolean pairs(Form form, Levels levels) {
        int stopped = form.read(bytes, at, end, levels);
        at = stopped < 0 ? ~stopped : stopped;
        return stopped >= 0;
    }

    private long tooFine(long fraction, int last) {
        finer = 8 - (Long.numberOfLeadingZeros(fraction) >>> 3);
        return last >= end ? NOTHING : FINER;
    }

    /// Up to seven whole digits without a fraction; else the slow way.
    private long oddDecimal(int scale) {
        long whole = Words.digits(Words.at(bytes, at));
        long stop = Words.stop(whole);
        int count = Words.index(stop);
        int next = at + count;
        if (stop == 0 || count == 0 || bytes[next] == '.' || next > end || scale > 8
                || ((whole & 0xFF) == 0 && count > 1)) {
            return slowDecimal(scale, false);
        }
        decimals = 0;
        at = next;
        return Words.number((whole & Words.before(stop)) << (64 - 8 * count))
                * Decimals.power(scale);
    }

    /// Like [#decimal], but drops digits beyond `scale`; [#finer] is above `scale` when one of them was not zero.
    public long decimalDown(int scale) {
        return slowDecimal(scale, true);
    }

    /// Like [#decimalDown], with an optional minus. What cannot be read is [Long#MIN_VALUE].
    public long signedDown(int scale) {
        boolean negative = optional('-');
        long value = slowDecimal(scale, true);
        if (value < 0) {
            return Long.MIN_VALUE;
        }
        return negative ? -value : value;
    }

    private long slowDecimal(int scale, boolean down) {
        int p = at;
        long value = 0;
        boolean large = false;
        while (p < end && digit(bytes[p])) {
            large |= value > MOST / 10 - 1;
            value = value * 10 + bytes[p++] - '0';
        }
        int count = p - at;
        if (count == 0 || (bytes[at] == '0' && count > 1)) {
            return NOTHING;
        }
        int sent = 0;
        int significant = 0;
        if (p < end && bytes[p] == '.') {
            int first = ++p;
            while (p < end && digit(bytes[p])) {
                int digit = bytes[p++] - '0';
                sent = p - first;
                if (digit != 0) {
                    significant = sent;
                }
                if (sent <= scale) {
                    large |= value > MOST / 10 - 1;
                    value = value * 10 + digit;
                }
            }
            if (sent == 0) {
                return NOTHING;
            }
        }
        finer = significant;
        if (significant > scale && !down) {
            return FINER;
        }
        for (int i = Math.min(sent, scale); i < scale && value != 0; i++) {
            large |= value > MOST / 10 - 1;
            value *= 10;
        }
        if (large) {
            return TOO_LARGE;
        }
        decimals = sent;
        at = p;
        return value;
    }

    /// How many decimals the last decimal was sent with.
    public int decimals() {
        return decimals;
    }

    /// How many decimals the last decimal needs; only after [#FINER] or [#decimalDown].
    public int finer() {
        return finer;
    }

    /// Reads a string up to and with its closing quote (the opening one is already read): printable ASCII without
    /// escapes. False for anything else. [#text] and [SymbolTable#find] then tell what it was.
    public boolean string() {
        textAt = at;
        for (int p = at; p < end; p += 8) {
            long word = Words.at(bytes, p);
            long quote = Words.equal(word, '"');
            long odd = Words.equal(word, '\\') | Words.below(word, ' ') | (word & Words.HIGH);
            if ((odd & Words.before(quote)) != 0) {
                return false;
            }
            if (quote != 0) {
                int close = p + Words.index(quote);
                textLength = close - textAt;
                at = close + 1;
                return at <= end;
            }
        }
        return false;
    }

    /// How long the last [#string] was.
    public int textLength() {
        return textLength;
    }

    /// Copies the last [#string] into `target`; false when it does not fit.
    public boolean text(byte[] target) {
        if (textLength > target.length) {
            return false;
        }
        System.arraycopy(bytes, textAt, target, 0, textLength);
        return true;
    }

    /// Copies what was read since `from` into `target`; how many bytes that are, −1 when they do not fit.
    public int copySince(int from, byte[] target) {
        int length = at - from;
        if (length > target.length) {
            return -1;
        }
        System.arraycopy(bytes, from, target, 0, length);
        return length;
    }

    /// Reads an RFC 3339 time in UTC as epoch nanoseconds, up to the `Z`; −1 when there is none.
    public long time() {
        int length = Times.length(bytes, at, end);
        if (length < 0) {
            return NOTHING;
        }
        long nanos = Times.nanos(bytes, at, length);
        at += length;
        return nanos;
    }

    /// Looks the last [#string] up; −1 when the table does not hold it.
    int find(SymbolTable table) {
        return table.find(bytes, textAt, textLength);
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }
}
