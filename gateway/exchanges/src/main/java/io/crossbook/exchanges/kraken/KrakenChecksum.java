package io.crossbook.exchanges.kraken;

import io.crossbook.books.Checksum;
import io.crossbook.books.Cursor;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import io.crossbook.exchanges.WireDigits;
import java.util.zip.CRC32;

/// Kraken's CRC32 of a book: unsigned, over the ten best levels whatever the depth.
///
/// Kraken, "Book checksum (WebSocket v2)" and the same for v1: asks from low to high, then bids from high to low; of each
/// the price and the quantity as sent, without point and leading zeros. Reused; allocates nothing.
final class KrakenChecksum implements Checksum {

    private static final int LEVELS = 10;
    /// Two numbers a level, each of at most 19 digits and the 255 zeros that a wire byte can tell; eight to spare.
    private static final int ROOM = 2 * LEVELS * 2 * (19 + 255) + 8;

    private final Cursor cursor = new Cursor();
    private final CRC32 crc = new CRC32();
    private final byte[] text = new byte[ROOM];

    @Override
    public long of(OrderBook book) {
        int end = side(book, Side.BID, side(book, Side.ASK, 0));
        crc.reset();
        crc.update(text, 0, end);
        return crc.getValue();
    }

    private int side(OrderBook book, Side side, int start) {
        int end = start;
        book.walk(side, cursor);
        for (int level = 0; level < LEVELS && cursor.next(); level++) {
            int wire = cursor.wire();
            end = WireDigits.bare(text, end, cursor.price(), book.priceScale(), wire >> 8 & 0xFF);
            end = WireDigits.bare(text, end, cursor.size(), book.sizeScale(), wire & 0xFF);
        }
        return end;
    }
}
