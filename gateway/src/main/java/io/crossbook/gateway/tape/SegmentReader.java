package io.crossbook.gateway.tape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads one segment block by block. A damaged file is no exception: [#damage] says what is wrong after [#good] bytes,
/// and nothing that follows is read.
final class SegmentReader implements AutoCloseable {

    /// The header of a segment, all zero where it could not be read.
    record Header(int segment, long run, long before, long after, long stamp, String build,
            boolean sparse) {
        static final Header NONE = new Header(0, 0, 0, 0, 0, "", false);
    }

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private final CRC32C crc = new CRC32C();
    private final Inflater inflater = new Inflater(true);
    private final ByteBuffer blockHeader = ByteBuffer.allocate(Format.BLOCK_HEADER);
    private byte[] packed = {};
    private byte[] raw = {};

    private Header header = Header.NONE;
    private String damage = "";
    private long good;

    /// Of the block that was read last.
    byte kind;
    long first;
    long stamp;
    int count;
    final Unpacker content = new Unpacker();

    SegmentReader(Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(file);
        size = channel.size();
        try {
            readHeader();
        } catch (BadTape e) {
            damage = String.valueOf(e.getMessage());
        }
    }

    /// Only the header; all zero where it cannot be read.
    static Header headerOf(Path file) throws IOException {
        try (var reader = new SegmentReader(file)) {
            return reader.header;
        }
    }

    Path file() {
        return file;
    }

    Header header() {
        return header;
    }

    /// What is wrong, empty when nothing is.
    String damage() {
        return damage;
    }

    /// How many bytes are whole.
    long good() {
        return good;
    }

    long size() {
        return size;
    }

    /// A record of the current block cannot be read although its checksum holds.
    void spoiled(String why, long goodBefore) {
        damage = why;
        good = goodBefore;
    }

    private void readHeader() throws IOException, BadTape {
        var fixed = ByteBuffer.allocate(Format.SEGMENT_HEADER);
        fill(fixed, "the segment's header");
        if (fixed.getLong() != Format.SEGMENT_MAGIC) {
            throw new BadTape("this is no tape");
        }
        int version = fixed.getShort();
        int flags = fixed.getShort();
        int segment = fixed.getInt();
        long run = fixed.getLong();
        long before = fixed.getLong();
        long after = fixed.getLong();
        long start = fixed.getLong();
        int length = fixed.getShort();
        if (length < 0 || length > Format.MAX_BUILD) {
            throw new BadTape("the segment's header is damaged");
        }
        var rest = ByteBuffer.allocate(length + 4);
        channel.position(Format.SEGMENT_HEADER);
        fill(rest, "the segment's header");
        crc.reset();
        crc.update(fixed.array());
        crc.update(rest.array(), 0, length);
        if ((int) crc.getValue() != rest.getInt(length)) {
            throw new BadTape("the segment's header does not match its checksum");
        }
        if (version != Format.VERSION) {
            throw new BadTape("the tape has format version " + version + ", this build reads "
                    + Format.VERSION);
        }
        header = new Header(segment, run, before, after, start,
                new String(rest.array(), 0, length, StandardCharsets.UTF_8),
                (flags & Format.SPARSE) != 0);
        good = Format.SEGMENT_HEADER + length + 4L;
    }

    /// Reads the next block into [#content]; false at the end, or where the file is damaged.
    boolean next() throws IOException {
        if (!damage.isEmpty() || good == size) {
            return false;
        }
        try {
            good += readBlock();
            return true;
        } catch (BadTape e) {
            damage = String.valueOf(e.getMessage());
            return false;
        }
    }

    private long readBlock() throws IOException, BadTape {
        channel.position(good);
        blockHeader.clear();
        fill(blockHeader, "a block's header");
        if (blockHeader.getInt() != Format.BLOCK_MAGIC) {
            throw new BadTape("no block begins here");
        }
        kind = blockHeader.get();
        byte coding = blockHeader.get();
        blockHeader.getShort();
        int length = blockHeader.getInt();
        int rawLength = blockHeader.getInt();
        first = blockHeader.getLong();
        stamp = blockHeader.getLong();
        count = blockHeader.getInt();
        int sum = blockHeader.getInt();
        if (length < 0 || rawLength < 0 || rawLength > Format.MAX_BLOCK
                || length > size - good - Format.BLOCK_HEADER) {
            throw new BadTape("a block is torn: it says " + length + " bytes, the file has "
                    + (size - good - Format.BLOCK_HEADER));
        }
        packed = packed.length < length ? new byte[length] : packed;
        fill(ByteBuffer.wrap(packed, 0, length), "a block");
        crc.reset();
        crc.update(blockHeader.array(), 0, Format.BLOCK_HEADER - 4);
        crc.update(packed, 0, length);
        if ((int) crc.getValue() != sum) {
            throw new BadTape("a block does not match its checksum");
        }
        show(coding, length, rawLength);
        return Format.BLOCK_HEADER + (long) length;
    }

    private void show(byte coding, int length, int rawLength) throws BadTape {
        switch (coding) {
            case Format.STORED -> content.wrap(packed, 0, length);
            case Format.DEFLATED -> {
                inflate(length, rawLength);
                content.wrap(raw, 0, rawLength);
            }
            default -> throw new BadTape("a block of unknown coding " + coding);
        }
    }

    private void inflate(int length, int rawLength) throws BadTape {
        raw = raw.length < rawLength ? new byte[rawLength] : raw;
        inflater.reset();
        inflater.setInput(packed, 0, length);
        try {
            if (inflater.inflate(raw, 0, rawLength) != rawLength) {
                throw new BadTape("a block is shorter than it says");
            }
        } catch (DataFormatException e) {
            throw new BadTape("a block cannot be inflated", e);
        }
    }

    /// Reads all that `into` holds from the channel's place on, and makes it readable.
    private void fill(ByteBuffer into, String what) throws IOException, BadTape {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new BadTape("the file ends within " + what);
            }
        }
        into.flip();
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        channel.close();
    }
}
