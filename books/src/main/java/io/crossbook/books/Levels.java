package io.crossbook.books;

import java.util.Arrays;

/// The levels of one side in one update: arrays that grow once and are reused.
///
/// A size of zero deletes the level. `wire` holds the decimals as sent (price in the high byte, size in the low one),
/// for checksums that are computed over the exchange's own digits.
public final class Levels {

    private static final int FIRST = 64;

    /// Price and size of each level, side by side.
    private long[] levels = new long[2 * FIRST];
    /// What was sent of the first so many levels; of the others it is `restWire`.
    private short[] wires = new short[FIRST];
    private int wired;
    private short restWire;
    private int count;
    /// The bits of all prices, of all prices less one, and of all sizes: enough to know whether all are in bounds.
    private long priceBits;
    private long sizeBits;

    /// Appends a level, in the order of the message.
    public void add(long price, long size, int wire) {
        int at = count;
        if (at == wires.length) {
            grow(2 * at);
        }
        if (wired != at) {
            settleWires();
        }
        levels[2 * at] = price;
        levels[2 * at + 1] = size;
        wires[at] = (short) wire;
        priceBits |= price | (price - 1);
        sizeBits |= size;
        count = at + 1;
        wired = at + 1;
    }

    /// Room for so many more levels: the array to write them to from twice [#count] on, price and size of each side by side. They
    /// count once they are [#take]n.
    public long[] room(int more) {
        if (more > wires.length - count) {
            grow(Math.max(count + more, 2 * count));
        }
        return levels;
    }

    /// Takes levels that stand in [#room], up to `newCount`; all are in bounds and were sent with the same decimals.
    public void take(int newCount, int wire) {
        if (wire != restWire) {
            settleWires();
            restWire = (short) wire;
        }
        count = newCount;
    }

    private void grow(int length) {
        levels = Arrays.copyOf(levels, 2 * length);
        wires = Arrays.copyOf(wires, length);
    }

    private void settleWires() {
        Arrays.fill(wires, wired, count, restWire);
        wired = count;
    }

    /// Packs the decimals of a price and a size as sent.
    public static int wire(int priceDecimals, int sizeDecimals) {
        return priceDecimals << 8 | sizeDecimals;
    }

    public int count() {
        return count;
    }

    public long price(int i) {
        return levels[2 * i];
    }

    public long size(int i) {
        return levels[2 * i + 1];
    }

    public short wire(int i) {
        return i < wired ? wires[i] : restWire;
    }

    /// Forgets all levels.
    public void clear() {
        count = 0;
        wired = 0;
        priceBits = 0;
        sizeBits = 0;
    }

    /// Whether every price is above zero and every size not below, and, multiplied, both are below their bounds.
    boolean fits(long pricePower, long sizePower) {
        if (pricePower == 1 && sizePower == 1) {
            // Both bounds are powers of two: no bit from there on may be set, the sign included, and a price of zero shows
            // in the sign of the one below it.
            return ((priceBits & -Decimals.PRICE_BOUND) | (sizeBits & -Decimals.SIZE_BOUND)) == 0;
        }
        long highestPrice = highest(Decimals.PRICE_BOUND, pricePower);
        long highestSize = highest(Decimals.SIZE_BOUND, sizePower);
        boolean good = true;
        for (int i = 0; i < count; i++) {
            good &= price(i) > 0 && price(i) <= highestPrice && size(i) >= 0
                    && size(i) <= highestSize;
        }
        return good;
    }

    private static long highest(long bound, long power) {
        return power == 1 ? bound - 1 : (bound - 1) / power;
    }

    /// Multiplies every price and size, when a scale grows; the products [#fits].
    void scale(long pricePower, long sizePower) {
        priceBits = 0;
        sizeBits = 0;
        for (int i = 0; i < count; i++) {
            long price = levels[2 * i] *= pricePower;
            priceBits |= price | (price - 1);
            sizeBits |= levels[2 * i + 1] *= sizePower;
        }
    }

    /// Takes over what `other` holds.
    void copy(Levels other) {
        if (wires.length < other.count) {
            levels = new long[other.levels.length];
            wires = new short[other.wires.length];
        }
        System.arraycopy(other.levels, 0, levels, 0, 2 * other.count);
        System.arraycopy(other.wires, 0, wires, 0, other.wired);
        wired = other.wired;
        restWire = other.restWire;
        priceBits = other.priceBits;
        sizeBits = other.sizeBits;
        count = other.count;
    }

    /// The first mantissas, for messages: `6183760 x 1200, 6183750 x 0, ... (40)`.
    @Override
    public String toString() {
        var out = new StringBuilder();
        for (int i = 0; i < Math.min(count, 8); i++) {
            out.append(price(i)).append(" x ").append(size(i)).append(", ");
        }
        return out.append('(').append(count).append(')').toString();
    }
}
