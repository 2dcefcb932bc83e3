package io.crossbook.exchanges.okx;

import io.crossbook.books.Checksum;
import io.crossbook.books.Cursor;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import io.crossbook.exchanges.WireDigits;
import java.util.zip.CRC32;

/// OKX's CRC32 of a book, a signed 32-bit number, over the 25 best levels. Retired by OKX on 2026-06-23.
///
/// OKX, "Order book channel", checksum: `bid:size:ask:size:bid:size...` as sent, level by level; where one side has run
/// out the other goes on alone. Reused; allocates nothing.
final class OkxChecksum implements Checksum {

    private static final int LEVELS = 25;
    /// Two numbers a level, each of at most 19 digits, `0.`, the 255 zeros that a wire byte can tell, and a colon; eight to spare.
    private static final int ROOM = 2 * LEVELS * 2 * (19 + 2 + 255 + 1) + 8;

    private final Cursor bids = new Cursor();
    private final Cursor asks = new Cursor();
    private final CRC32 crc = new CRC32();
    private final byte[] text = new byte[ROOM];

    @Override
    public long of(OrderBook book) {
        book.walk(Side.BID, bids);
        book.walk(Side.ASK, asks);
        int end = 0;
        for (int level = 0; level < LEVELS; level++) {
            end = level(book, bids, end);
            end = level(book, asks, end);
        }
        crc.reset();
        // The last colon separates nothing.
        crc.update(text, 0, Math.max(end - 1, 0));
        return (int) crc.getValue();
    }

    private int level(OrderBook book, Cursor side, int start) {
        if (!side.next()) {
            return start;
        }
        int wire = side.wire();
        int end = WireDigits.plain(text, start, side.price(), book.priceScale(), wire >> 8 & 0xFF);
        text[end++] = ':';
        end = WireDigits.plain(text, end, side.size(), book.sizeScale(), wire & 0xFF);
        text[end++] = ':';
        return end;
    }
}
