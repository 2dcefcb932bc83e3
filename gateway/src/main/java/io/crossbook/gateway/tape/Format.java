package io.crossbook.gateway.tape;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// The numbers of the format; `docs/tape.md` tells what they mean. All integers of headers are big-endian.
final class Format {

    /// `CBTAPE`, then two bytes that a transfer as text would change.
    static final long SEGMENT_MAGIC = 0x4342_5441_5045_0D0AL;
    static final int BLOCK_MAGIC = 0x4342_424C;
    static final int VERSION = 1;

    /// A segment's header up to the build's name: magic, version, flags, segment, run, before, after, stamp, length.
    static final int SEGMENT_HEADER = 8 + 2 + 2 + 4 + 8 + 8 + 8 + 8 + 2;
    /// A block's header: magic, kind, coding, zero, length, raw length, first number, stamp, count, CRC32C.
    static final int BLOCK_HEADER = 4 + 1 + 1 + 2 + 4 + 4 + 8 + 8 + 4 + 4;
    static final int MAX_BUILD = 200;

    /// Inputs were left out on purpose: numbers grow, with gaps.
    static final int SPARSE = 1;

    static final byte CHECKPOINT = 1;
    static final byte RECORDS = 2;

    static final byte STORED = 0;
    static final byte DEFLATED = 1;

    /// A block is written when it has grown to this; one larger record makes one larger block.
    static final int BLOCK_BYTES = 256 << 10;
    /// No block is larger: a reader refuses to allocate more on a damaged file's word.
    static final int MAX_BLOCK = 256 << 20;

    static final byte FRAME = 1;
    static final byte OPENED = 2;
    static final byte CLOSED = 3;
    static final byte ANSWERED = 4;
    static final byte LISTED = 5;
    static final byte SERVER_TIME = 6;
    static final byte CONFIGURED = 7;
    static final byte COMMAND = 8;
    static final byte LOST = 9;
    static final byte TICK = 10;
    static final byte RECORDED = 11;
    static final byte ACCOUNT = 12;
    static final byte TRADING = 13;
    /// From here on: notes beside inputs, which take no number of their own.
    static final byte FIRST_NOTE = 32;
    static final byte OPEN = 32;
    static final byte DROP = 33;
    static final byte SEND = 34;
    static final byte CLOSE = 35;
    static final byte ASK = 36;
    static final byte POST = 37;
    static final byte REARMED = 38;
    static final byte HASH = 48;
    static final byte HOLE = 49;

    private static final Pattern SEGMENT_FILE = Pattern.compile("(\\d{6,9})\\.tape");

    private Format() {}

    /// The file of a segment, 1 being the first.
    static Path file(Path folder, int segment) {
        return folder.resolve("%06d.tape".formatted(segment));
    }

    /// The number in a segment's file name, 0 for any other file.
    static int segment(Path file) {
        var name = SEGMENT_FILE.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }
}
