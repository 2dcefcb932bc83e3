package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Bytes;
import java.nio.charset.StandardCharsets;

/// Reads what a [Packer] wrote; whatever cannot have been written by one is a [BadTape].
final class Unpacker {

    private byte[] array = {};
    private int at;
    private int end;

    Unpacker wrap(byte[] newArray, int start, int newEnd) {
        array = newArray;
        at = start;
        end = newEnd;
        return this;
    }

    boolean more() {
        return at < end;
    }

    int byte1() throws BadTape {
        need(1);
        return array[at++] & 0xFF;
    }

    long varint() throws BadTape {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = byte1();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new BadTape("a number longer than ten bytes");
    }

    int int4() throws BadTape {
        long value = varint();
        if (value != (int) value) {
            throw new BadTape("a number beyond 32 bits: " + value);
        }
        return (int) value;
    }

    long zigzag() throws BadTape {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    long long8() throws BadTape {
        need(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | (array[at++] & 0xFF);
        }
        return value;
    }

    /// Shows `into` the bytes that follow their length.
    void bytes(Bytes into) throws BadTape {
        int length = int4();
        need(length);
        into.wrap(array, at, at + length);
        at += length;
    }

    byte[] copy() throws BadTape {
        var bytes = new Bytes();
        bytes(bytes);
        return bytes.copy();
    }

    String text() throws BadTape {
        return new String(copy(), StandardCharsets.UTF_8);
    }

    /// Shows `into` all that is left.
    void rest(Bytes into) {
        into.wrap(array, at, end);
        at = end;
    }

    private void need(int bytes) throws BadTape {
        if (bytes < 0 || end - at < bytes) {
            throw new BadTape("a record ends within a field");
        }
    }
}
