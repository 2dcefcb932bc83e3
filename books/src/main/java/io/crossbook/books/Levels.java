package io.crossbook.books;

import java.util.Arrays;

/// The levels of one side in one update: parallel arrays that grow once and are reused.
///
/// A size of zero deletes the level. `wire` holds the decimals as sent (price in the high byte, size in the low one),
/// for checksums that are computed over the exchange's own digits.
public final class Levels {

    private long[] prices = new long[64];
    private long[] sizes = new long[64];
    private short[] wires = new short[64];
    private int count;

    /// Appends a level, in the order of the message.
    public void add(long price, long size, int wire) {
        if (count == prices.length) {
            prices = Arrays.copyOf(prices, count * 2);
            sizes = Arrays.copyOf(sizes, count * 2);
            wires = Arrays.copyOf(wires, count * 2);
        }
        prices[count] = price;
        sizes[count] = size;
        wires[count++] = (short) wire;
    }

    /// Packs the decimals of a price and a size as sent.
    public static int wire(int priceDecimals, int sizeDecimals) {
        return priceDecimals << 8 | sizeDecimals;
    }

    public int count() {
        return count;
    }

    public long price(int i) {
        return prices[i];
    }

    public long size(int i) {
        return sizes[i];
    }

    public short wire(int i) {
        return wires[i];
    }

    /// Forgets all levels.
    public void clear() {
        count = 0;
    }

    /// Whether every price is above zero and every size not below, and, multiplied, both are below their bounds.
    boolean fits(long pricePower, long sizePower) {
        if (pricePower == 1 && sizePower == 1) {
            return fits();
        }
        long highestPrice = highest(Decimals.PRICE_BOUND, pricePower);
        long highestSize = highest(Decimals.SIZE_BOUND, sizePower);
        boolean good = true;
        for (int i = 0; i < count; i++) {
            good &= prices[i] > 0 && prices[i] <= highestPrice && sizes[i] >= 0
                    && sizes[i] <= highestSize;
        }
        return good;
    }

    /// The same without factors. Both bounds are powers of two: no bit from there on may be set, the sign included, and a
    /// price of zero shows in the sign of the one below it.
    private boolean fits() {
        long priceBits = 0;
        long sizeBits = 0;
        for (int i = 0; i < count; i++) {
            priceBits |= prices[i] | (prices[i] - 1);
            sizeBits |= sizes[i];
        }
        return ((priceBits & -Decimals.PRICE_BOUND) | (sizeBits & -Decimals.SIZE_BOUND)) == 0;
    }

    private static long highest(long bound, long power) {
        return power == 1 ? bound - 1 : (bound - 1) / power;
    }

    /// Multiplies every price and size, when a scale grows; the products [#fits].
    void scale(long pricePower, long sizePower) {
        for (int i = 0; i < count; i++) {
            prices[i] *= pricePower;
            sizes[i] *= sizePower;
        }
    }

    /// Takes over what `other` holds.
    void copy(Levels other) {
        if (prices.length < other.count) {
            prices = new long[other.prices.length];
            sizes = new long[other.prices.length];
            wires = new short[other.prices.length];
        }
        System.arraycopy(other.prices, 0, prices, 0, other.count);
        System.arraycopy(other.sizes, 0, sizes, 0, other.count);
        System.arraycopy(other.wires, 0, wires, 0, other.count);
        count = other.count;
    }

    /// The first mantissas, for messages: `6183760 x 1200, 6183750 x 0, ... (40)`.
    @Override
    public String toString() {
        var out = new StringBuilder();
        for (int i = 0; i < Math.min(count, 8); i++) {
            out.append(prices[i]).append(" x ").append(sizes[i]).append(", ");
        }
        return out.append('(').append(count).append(')').toString();
    }
}
