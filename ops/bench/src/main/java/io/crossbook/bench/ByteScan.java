package io.crossbook.bench;

import io.crossbook.exchanges.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Touches every byte once: counts quotation marks within a register, eight bytes at a time (SWAR).
///
/// A yardstick must not change its length: with a constant step the compiler made 64-byte vectors of this loop in some runs and not
/// in others. So the step is a variable.
final class ByteScan {

    private static volatile int step = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);
    private static final long QUOTES = 0x2222222222222222L;
    private static final long LOW = 0x7f7f7f7f7f7f7f7fL;

    private ByteScan() {}

    /// The same, with a step that the compiler knows: it unrolls that, and in some runs makes vectors of it. Reported beside the other.
    static int countUnrolled(Bytes frame) {
        byte[] bytes = frame.array;
        int count = 0;
        int i = frame.start;
        for (; i + 8 <= frame.end; i += 8) {
            count += quotes((long) LONGS.get(bytes, i));
        }
        for (; i < frame.end; i++) {
            count += bytes[i] == '"' ? 1 : 0;
        }
        return count;
    }

    private static int quotes(long bytes) {
        long word = bytes ^ QUOTES;
        // A zero byte, exactly: the high bit of each byte stays clear only there.
        long nonzero = (((word & LOW) + LOW) | word) & ~LOW;
        return 8 - Long.bitCount(nonzero);
    }

    /// How many quotation marks there are.
    static int count(Bytes frame) {
        byte[] bytes = frame.array;
        int count = 0;
        int i = frame.start;
        int stride = step;
        for (; i + 8 <= frame.end; i += stride) {
            count += quotes((long) LONGS.get(bytes, i));
        }
        for (; i < frame.end; i++) {
            count += bytes[i] == '"' ? 1 : 0;
        }
        return count;
    }
}
