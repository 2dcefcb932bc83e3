package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads a tape from its beginning to its end, or to the first place where it is damaged: it never throws for what is in
/// the file, and what it returns is a prefix of what was written.
///
/// One thread. A tape that is being recorded may be read at the same time; its last block then looks torn.
public final class TapeReader implements Tape {

    private final List<Path> files;
    private final Codec codec = new Codec();
    private final Bytes payload = new Bytes();
    private final Unpacker record = new Unpacker();
    private int nextFile;
    private @Nullable SegmentReader segment;

    private int left;
    private long blockStart;
    private long number;
    private long stamp;
    private long last;
    private boolean begun;
    /// How long all of it is; 0 before anybody has asked.
    private long bytes;
    private Item item = new Item.Hole(0, 0);
    private @Nullable Item later;
    private @Nullable Ending ending;

    private TapeReader(List<Path> files) {
        this.files = files;
    }

    /// Opens a folder of segments, or one segment.
    public static TapeReader open(Path tape) throws IOException {
        if (!Files.isDirectory(tape)) {
            return of(List.of(tape));
        }
        List<Path> files = Segments.files(tape);
        if (files.isEmpty()) {
            throw new java.nio.file.NoSuchFileException(tape.toString(), null,
                    "no segment of a tape is here");
        }
        return of(files);
    }

    /// The file with which a tape ends: the one that is being written, if any is.
    public static Path lastFile(Path tape) throws IOException {
        return Files.isDirectory(tape) ? Segments.files(tape).getLast() : tape;
    }

    /// Opens a tape where the run began that was recorded at this time, or after the last hole between segments before it: whoever wants to know how books stood then needs all
    /// that was said since.
    public static TapeReader open(Path tape, long nanos) throws IOException {
        List<Path> files = Files.isDirectory(tape) ? Segments.files(tape) : List.of(tape);
        int first = 0;
        SegmentReader.Header before = SegmentReader.Header.NONE;
        for (int i = 0; i < files.size(); i++) {
            SegmentReader.Header header = SegmentReader.headerOf(files.get(i));
            if (i > 0 && header.stamp() > nanos) {
                break;
            }
            if (header.run() != before.run() || header.after() != header.before()) {
                first = i;
            }
            before = header;
        }
        if (files.isEmpty()) {
            return open(tape);
        }
        return of(files.subList(first, files.size()));
    }

    static TapeReader of(List<Path> files) {
        return new TapeReader(files);
    }

    @Override
    public double read() {
        try {
            if (bytes == 0) {
                for (Path file : files) {
                    bytes += Files.size(file);
                }
            }
            long here = 0;
            for (Path file : files.subList(0, Math.max(0, nextFile - 1))) {
                here += Files.size(file);
            }
            return Math.min(1, (double) (here + blockStart) / Math.max(1, bytes));
        } catch (IOException e) {
            return 0; // a segment is gone: nobody knows
        }
    }

    @Override
    public boolean next() {
        try {
            return ending == null && advance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean advance() throws IOException {
        if (later != null) {
            item = later;
            later = null;
            return true;
        }
        while (left == 0) {
            if (segment == null) {
                if (nextFile == files.size()) {
                    return end(files.getLast(), 0, "");
                }
                return start(files.get(nextFile++));
            }
            blockStart = segment.good();
            if (!segment.next()) {
                if (!segment.damage().isEmpty()) {
                    return end(segment.file(), segment.good(), segment.damage());
                }
                segment.close();
                segment = null;
            } else if (segment.kind != Format.RECORDS) {
                return spoil("a block of kind " + segment.kind + " among records");
            } else {
                left = segment.count;
                number = segment.first;
                stamp = segment.stamp;
            }
        }
        return read(Objects.requireNonNull(segment));
    }

    private boolean start(Path file) throws IOException {
        SegmentReader opened = new SegmentReader(file);
        segment = opened;
        blockStart = opened.good();
        if (!opened.next() || opened.kind != Format.CHECKPOINT) {
            return end(file, opened.good(),
                    opened.damage().isEmpty()
                            ? "no checkpoint opens the segment"
                            : opened.damage());
        }
        SegmentReader.Header header = opened.header();
        try {
            item = new Item.Started(header.segment(), header.build(), header.run(),
                    header.sparse(), Codec.checkpoint(opened.content));
        } catch (BadTape e) {
            return spoil(String.valueOf(e.getMessage()));
        }
        number = header.after();
        stamp = header.stamp();
        if (begun && header.after() < last) {
            return spoil("the segment begins after input " + header.after()
                    + ", the tape is past it");
        }
        if (begun && header.after() > last && !header.sparse()) {
            later = item;
            item = new Item.Hole(last + 1, header.after());
        }
        begun = true;
        last = header.after();
        return true;
    }

    private boolean read(SegmentReader from) throws IOException {
        try {
            int type = from.content.byte1();
            number = Math.addExact(number, from.content.varint());
            stamp += from.content.zigzag();
            from.content.bytes(payload);
            record.wrap(payload.array, payload.start, payload.end);
            item = codec.unpack(type, record);
            if (record.more()) {
                return spoil("a record of type " + type + " is longer than its fields");
            }
            left--;
            if (left == 0 && from.content.more()) {
                return spoil("a block holds more than its records");
            }
            return follows(type, from.header().sparse())
                    ? true
                    : spoil("input " + number + " follows input " + last);
        } catch (BadTape e) {
            return spoil(String.valueOf(e.getMessage()));
        } catch (ArithmeticException | IllegalArgumentException | NullPointerException e) {
            // A record's own check refuses what the checksum let through: the writer was wrong.
            return spoil("a fact that cannot be: " + e.getMessage());
        }
    }

    /// Inputs count up by one; a note stands under the last input or the next.
    private boolean follows(int type, boolean sparse) {
        if (item instanceof Item.Hole(long from, long to)) {
            boolean right = from == last + 1 && to >= from && to == number;
            last = number;
            return right;
        }
        if (type >= Format.FIRST_NOTE) {
            return sparse || number == last || number == last + 1;
        }
        boolean right = sparse ? number > last : number == last + 1;
        last = right ? number : last;
        return right;
    }

    private boolean spoil(String why) throws IOException {
        return end(Objects.requireNonNull(segment).file(), blockStart, why);
    }

    private boolean end(Path file, long offset, String why) throws IOException {
        ending = new Ending(file.toString(), offset, last, why);
        close();
        return false;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public long stamp() {
        return stamp;
    }

    @Override
    public Item item() {
        return item;
    }

    @Override
    public Ending ending() {
        return Objects.requireNonNull(ending, "the tape has not ended yet");
    }

    @Override
    public void close() throws IOException {
        if (segment != null) {
            segment.close();
            segment = null;
        }
    }
}
