package io.crossbook.gateway.tape;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing run of bytes with variable-length numbers: seven bits a byte, low bits first.
final class Packer {

    byte[] array;
    int size;

    Packer(int capacity) {
        array = new byte[capacity];
    }

    void clear() {
        size = 0;
    }

    private void room(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(size, more), array.length * 2));
        }
    }

    Packer byte1(int value) {
        room(1);
        array[size++] = (byte) value;
        return this;
    }

    /// A number that is rarely large and never negative (a negative one takes ten bytes).
    Packer varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            array[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[size++] = (byte) rest;
        return this;
    }

    /// A number of either sign near zero.
    Packer zigzag(long value) {
        return varint((value << 1) ^ (value >> 63));
    }

    Packer long8(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            array[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /// Bytes without their length.
    Packer raw(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, array, size, end - start);
        size += end - start;
        return this;
    }

    /// Bytes after their length.
    Packer bytes(byte[] from, int start, int end) {
        return varint(end - start).raw(from, start, end);
    }

    Packer text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return bytes(utf8, 0, utf8.length);
    }
}
