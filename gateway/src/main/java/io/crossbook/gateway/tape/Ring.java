package io.crossbook.gateway.tape;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLongArray;

/// A bounded ring of variable-length messages from one thread to another: allocates nothing, never waits.
///
/// A message lies in one piece, on 8 bytes: length and kind, number, stamp, then its payload. What does not fit before the
/// end of the array goes to its beginning, and filler takes its place.
final class Ring {

    /// Takes messages out; `array` is valid between `start` and `end` during the call.
    interface Taker {
        void take(int kind, long number, long stamp, byte[] array, int start, int end);
    }

    static final int HEADER = 24;
    private static final int FILLER = -1;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class,
            ByteOrder.nativeOrder());
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.nativeOrder());

    private final byte[] array;
    private final int mask;
    /// Bytes published and bytes taken, far enough apart that the two threads do not share a cache line.
    private final AtomicLongArray places = new AtomicLongArray(48);
    private static final int PUBLISHED = 16;
    private static final int TAKEN = 32;

    private long published;
    private long takenSeen;

    private long taken;

    Ring(int capacity) {
        if (Integer.bitCount(capacity) != 1 || capacity < 1 << 10) {
            throw new IllegalArgumentException(
                    "a ring holds a power of two from 1024 bytes on, not " + capacity);
        }
        array = new byte[capacity];
        mask = capacity - 1;
    }

    /// Where the payload of a new message goes in [#array], or −1 when there is no room; [#publish] follows.
    int claim(int kind, int payload, long number, long stamp) {
        // In 64 bits: a payload near 2^31 must not wrap into a small one.
        long length = ((long) HEADER + payload + 7) & ~7L;
        if (length > array.length) {
            return -1;
        }
        int at = (int) published & mask;
        int toEnd = array.length - at;
        long needed = toEnd < length ? toEnd + length : length;
        if (!room(needed)) {
            return -1;
        }
        if (toEnd < length) {
            INT.set(array, at, toEnd);
            INT.set(array, at + 4, FILLER);
            published += toEnd;
            at = 0;
        }
        INT.set(array, at, HEADER + payload);
        INT.set(array, at + 4, kind);
        LONG.set(array, at + 8, number);
        LONG.set(array, at + 16, stamp);
        published += length;
        return at + HEADER;
    }

    private boolean room(long needed) {
        if (published + needed - takenSeen > array.length) {
            takenSeen = places.getAcquire(TAKEN);
        }
        return published + needed - takenSeen <= array.length;
    }

    /// Whether at least half of it is free.
    boolean half() {
        return room(array.length / 2);
    }

    /// Shows all that was claimed to the other thread.
    void publish() {
        places.setRelease(PUBLISHED, published);
    }

    byte[] array() {
        return array;
    }

    static void putLong(byte[] array, int at, long value) {
        LONG.set(array, at, value);
    }

    static long longAt(byte[] array, int at) {
        return (long) LONG.get(array, at);
    }

    /// Hands every message that was there at the call to `taker`; returns how many there were.
    int drain(Taker taker) {
        long until = places.getAcquire(PUBLISHED);
        int messages = 0;
        while (taken < until) {
            int at = (int) taken & mask;
            int length = (int) INT.get(array, at);
            int kind = (int) INT.get(array, at + 4);
            taken += (length + 7) & ~7;
            try {
                if (kind != FILLER) {
                    taker.take(kind, (long) LONG.get(array, at + 8),
                            (long) LONG.get(array, at + 16), array, at + HEADER, at + length);
                    messages++;
                }
            } finally {
                places.setRelease(TAKEN, taken);
            }
        }
        return messages;
    }
}
