package io.crossbook.gateway.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Looks at SQLite's write-ahead log before SQLite does: what follows the last whole commit there SQLite drops without a word.
///
/// SQLite, "WAL-mode File Format": a header of 32 bytes, then frames of 24 bytes and a page; a frame counts when its salts are the header's and
/// the check sum over all before it is right; a commit is a frame that says how large the database is then.
final class WalTail {

    private static final int HEADER = 32;
    private static final int FRAME = 24;
    private static final int SUMMED_OF_HEADER = 24;
    private static final int SUMMED_OF_FRAME = 8;
    private static final int MAGIC = 0x377f0682;
    /// How many generations back a frame may be left over from.
    private static final int OLDER = 1 << 20;

    private final FileChannel file;
    private ByteOrder order = ByteOrder.BIG_ENDIAN;
    private int sum0;
    private int sum1;

    private WalTail(FileChannel file) {
        this.file = file;
    }

    /// What will be dropped of the log of this database, in words; empty when nothing.
    static String of(Path database) throws IOException {
        Path wal = database.resolveSibling(database.getFileName() + "-wal");
        if (!Files.exists(wal)) {
            return "";
        }
        try (FileChannel file = FileChannel.open(wal, StandardOpenOption.READ)) {
            String torn = new WalTail(file).torn();
            return torn.isEmpty() ? "" : wal + ": " + torn;
        }
    }

    private String torn() throws IOException {
        long size = file.size();
        if (size == 0) {
            return "";
        }
        ByteBuffer header = read(0, HEADER);
        if (header.remaining() < HEADER || (header.getInt(0) & ~1) != MAGIC) {
            return "its header is torn, all of it was cut";
        }
        order = (header.getInt(0) & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        int page = header.getInt(8);
        sum(header, 0, SUMMED_OF_HEADER);
        if (sum0 != header.getInt(24) || sum1 != header.getInt(28) || page <= 0) {
            return "its header is torn, all of it was cut";
        }
        long whole = HEADER; // the end of the last commit that counts
        long at = HEADER;
        boolean sound = true;
        long frames = 0;
        long commits = 0;
        while (at < size) {
            ByteBuffer frame = read(at, FRAME + page);
            if (old(header, frame)) {
                sound = false; // what counts is over; what follows of this generation was torn from it
                at += FRAME + page;
                continue;
            }
            boolean full = frame.remaining() == FRAME + page;
            boolean commit = full && frame.getInt(4) != 0;
            sound = sound && full && sound(header, frame, page);
            if (sound && commit) {
                whole = at + FRAME + page;
                frames = 0;
            } else {
                frames++;
                commits += !sound && commit && frame.getInt(8) == header.getInt(16) ? 1 : 0;
            }
            at += FRAME + page;
        }
        return frames == 0
                ? ""
                : frames + (frames == 1 ? " frame" : " frames") + " after byte " + whole
                        + " were cut, which had not been written whole"
                        + (commits == 0
                                ? ""
                                : "; among them up to " + commits
                                        + (commits == 1 ? " commit" : " commits"));
    }

    /// Left over from before the log was begun anew, which is as it should be.
    private static boolean old(ByteBuffer header, ByteBuffer frame) {
        if (frame.remaining() < FRAME) {
            return false;
        }
        int generations = header.getInt(16) - frame.getInt(8);
        return generations > 0 && generations < OLDER;
    }

    private boolean sound(ByteBuffer header, ByteBuffer frame, int page) {
        sum(frame, 0, SUMMED_OF_FRAME);
        sum(frame, FRAME, page);
        return frame.getInt(8) == header.getInt(16) && frame.getInt(12) == header.getInt(20)
                && frame.getInt(16) == sum0 && frame.getInt(20) == sum1;
    }

    private void sum(ByteBuffer bytes, int from, int length) {
        ByteBuffer ordered = bytes.duplicate().order(order);
        for (int i = from; i < from + length; i += 8) {
            sum0 += ordered.getInt(i) + sum1;
            sum1 += ordered.getInt(i + 4) + sum0;
        }
    }

    private ByteBuffer read(long at, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) > 0) {
            // until all is there
        }
        return bytes.flip();
    }
}
