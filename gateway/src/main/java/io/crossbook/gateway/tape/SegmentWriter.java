package io.crossbook.gateway.tape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/// Writes one segment: its header and checkpoint, then blocks of records. One thread; whoever fails to write closes.
final class SegmentWriter implements AutoCloseable {

    /// How a segment begins: after input `after`, at `stamp`; `before` is the last input of the segment before it.
    record Start(int segment, long run, long before, long after, long stamp, String build,
            boolean sparse) {}

    private static final int LONGEST_HEADER = 64;

    private final Path file;
    private final Storage.Sink sink;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32C crc = new CRC32C();
    private final boolean compress;
    private final Secrets secrets;

    private final Packer block = new Packer(Format.BLOCK_BYTES + (64 << 10));
    private final Packer payload = new Packer(4 << 10);
    private byte[] packed = new byte[Format.BLOCK_BYTES];
    private ByteBuffer out = ByteBuffer.allocate(Format.BLOCK_BYTES);
    private long first;
    private long firstStamp;
    private long number;
    private long stamp;
    private int count;
    private int pendingInputs;

    private long bytes;
    private long lastInput;
    private long written;
    private boolean begun;

    SegmentWriter(Path folder, Storage storage, Start start, Checkpoint checkpoint,
            boolean compress, Secrets secrets) throws IOException {
        this.compress = compress;
        this.secrets = secrets;
        file = Format.file(folder, start.segment());
        sink = storage.create(file);
        number = start.after();
        lastInput = start.after();
        written = start.after();
        stamp = start.stamp();
        try {
            write(header(start));
            Codec.pack(block, checkpoint);
            begin(start.after() + 1, start.stamp());
            put(Format.CHECKPOINT);
            begun = true;
        } catch (IOException | RuntimeException e) {
            abandon();
            throw e;
        }
    }

    private ByteBuffer header(Start start) {
        byte[] build = start.build().getBytes(StandardCharsets.UTF_8);
        int length = Math.min(build.length, Format.MAX_BUILD);
        var header = ByteBuffer.allocate(Format.SEGMENT_HEADER + length + 4);
        header.putLong(Format.SEGMENT_MAGIC).putShort((short) Format.VERSION)
                .putShort((short) (start.sparse() ? Format.SPARSE : 0)).putInt(start.segment())
                .putLong(start.run()).putLong(start.before()).putLong(start.after())
                .putLong(start.stamp()).putShort((short) length).put(build, 0, length);
        crc.reset();
        crc.update(header.array(), 0, header.position());
        return header.putInt((int) crc.getValue()).flip();
    }

    /// Bytes in the file, and in the block that is not yet there.
    long bytes() {
        return bytes + block.size;
    }

    /// The last input that is in the file, or in a hole that the file tells of.
    long written() {
        return written;
    }

    Path file() {
        return file;
    }

    boolean pending() {
        return count > 0;
    }

    /// Inputs that are not yet in the file.
    int pendingInputs() {
        return pendingInputs;
    }

    /// Adds a record whose payload lies in an array, and writes the block when it is full.
    void add(int type, long newNumber, long newStamp, byte[] array, int start, int end)
            throws IOException {
        open(type, newNumber, newStamp);
        block.bytes(array, start, end);
        full();
    }

    /// Adds a frame without a copy of its own.
    void frame(long newNumber, long newStamp, int connection, byte[] array, int start, int end)
            throws IOException {
        open(Format.FRAME, newNumber, newStamp);
        payload.clear();
        payload.varint(connection);
        block.varint((long) payload.size + end - start).raw(payload.array, 0, payload.size)
                .raw(array, start, end);
        full();
    }

    void add(long newNumber, long newStamp, Item item) throws IOException {
        payload.clear();
        int type = switch (item) {
            case Item.Taken(var input) -> {
                Codec.pack(payload, input);
                yield Codec.type(input);
            }
            case Item.Recorded recorded -> {
                Codec.pack(payload, recorded);
                yield Format.RECORDED;
            }
            case Item.Did(var effect) -> {
                Codec.pack(payload, effect);
                yield Codec.type(effect);
            }
            case Item.Hashed(long inputs, long hash) -> {
                payload.varint(inputs).long8(hash);
                yield Format.HASH;
            }
            case Item.Hole(long from, long to) -> {
                payload.varint(from).varint(to);
                yield Format.HOLE;
            }
            case Item.Started _ -> throw new IllegalArgumentException(
                    "a checkpoint opens a segment, it is no record");
        };
        add(type, newNumber, newStamp, payload.array, 0, payload.size);
    }

    private void open(int type, long newNumber, long newStamp) throws IOException {
        if (newNumber < number) {
            throw new IllegalStateException(
                    "the tape is at " + number + ", " + newNumber + " comes too late");
        }
        if (count == 0) {
            begin(newNumber, newStamp);
        }
        block.byte1(type).varint(newNumber - number).zigzag(newStamp - stamp);
        number = newNumber;
        stamp = newStamp;
        // The inputs of a hole are accounted for; a note's own input may still be lost.
        if (type < Format.FIRST_NOTE || type == Format.HOLE) {
            lastInput = newNumber;
            pendingInputs += type == Format.HOLE ? 0 : 1;
        }
        count++;
    }

    private void begin(long newFirst, long newStamp) {
        first = newFirst;
        firstStamp = newStamp;
        number = newFirst;
        stamp = newStamp;
    }

    private void full() throws IOException {
        if (block.size >= Format.BLOCK_BYTES) {
            flush();
        }
    }

    /// Writes the block that has gathered, if any.
    void flush() throws IOException {
        if (count > 0) {
            put(Format.RECORDS);
            written = lastInput;
        }
    }

    private void put(byte kind) throws IOException {
        secrets.blank(block.array, 0, block.size);
        int length = compress ? deflate() : block.size;
        boolean deflated = compress && length < block.size;
        byte[] content = deflated ? packed : block.array;
        int contentLength = deflated ? length : block.size;
        if (out.capacity() < Format.BLOCK_HEADER + contentLength) {
            out = ByteBuffer.allocate(
                    Math.addExact(Format.BLOCK_HEADER, contentLength) + contentLength / 2);
        }
        out.clear();
        out.putInt(Format.BLOCK_MAGIC).put(kind).put(deflated ? Format.DEFLATED : Format.STORED)
                .putShort((short) 0).putInt(contentLength).putInt(block.size).putLong(first)
                .putLong(firstStamp).putInt(count);
        crc.reset();
        crc.update(out.array(), 0, out.position());
        crc.update(content, 0, contentLength);
        out.putInt((int) crc.getValue()).put(content, 0, contentLength).flip();
        write(out);
        block.clear();
        count = 0;
        pendingInputs = 0;
    }

    private int deflate() {
        if (packed.length < block.size + LONGEST_HEADER) {
            packed = new byte[block.size + block.size / 2 + LONGEST_HEADER];
        }
        deflater.reset();
        deflater.setInput(block.array, 0, block.size);
        deflater.finish();
        int length = deflater.deflate(packed);
        return deflater.finished() ? length : block.size;
    }

    private void write(ByteBuffer whole) throws IOException {
        int length = whole.remaining();
        sink.write(whole);
        bytes += length;
    }

    /// Writes what is pending, has the disk take it, and closes; after a failure, [#abandon] is to follow.
    @Override
    public void close() throws IOException {
        flush();
        sink.force();
        sink.close();
        deflater.end();
    }

    /// Gives up after a failed write: cuts the file back to its last whole block. A file without even a checkpoint goes.
    void abandon() {
        deflater.end();
        try (sink) {
            sink.truncate(bytes);
        } catch (IOException _) {
            // A reader stops at the torn block just as well, and the next opening cuts it off.
        }
        if (!begun) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException _) {
                // An empty segment says nothing and harms nobody.
            }
        }
    }
}
