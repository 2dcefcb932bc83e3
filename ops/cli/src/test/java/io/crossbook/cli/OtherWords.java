package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.simulator.Book;
import io.crossbook.simulator.Listing;
import io.crossbook.simulator.Session;
import io.crossbook.simulator.Side;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// A practice session told in the words of an exchange that the simulator does not speak: OKX or Coinbase Advanced.
///
/// The books are those of the session; checksums and sequences are made here, from the exchanges' documents, without the
/// product's code.
enum OtherWords {
    /// OKX as recorded in 2022: a checksum over 25 levels a side, no sequence.
    OKX_SUMMED("OKX", "wss://ws.okx.com:8443/ws/v5/public") {
        @Override
        String frame(Told told) {
            return okx(told, "\"checksum\":" + checksum(told.listing, told.book));
        }
    },
    /// OKX since June 2026: a sequence, the checksum zero.
    OKX_NUMBERED("OKX", "wss://ws.okx.com:8443/ws/v5/public") {
        @Override
        String frame(Told told) {
            return okx(told, "\"checksum\":0,\"seqId\":" + (1_000 + 7 * told.number)
                    + ",\"prevSeqId\":"
                    + (told.first ? -1 : 1_000 + 7 * told.previous));
        }
    },
    /// Coinbase Advanced Trade: one sequence over the connection.
    COINBASE_ADVANCED("COINBASE_ADVANCED", "wss://advanced-trade-ws.coinbase.com") {
        @Override
        String frame(Told told) {
            var updates = new ArrayList<String>();
            for (Side side : Side.values()) {
                told.changes(side).forEach((price, size) -> updates.add("{\"side\":\""
                        + (side == Side.BID ? "bid" : "offer") + "\",\"event_time\":\"" + TIME
                        + "\",\"price_level\":\"" + price + "\",\"new_quantity\":\"" + size
                        + "\"}"));
            }
            return "{\"channel\":\"l2_data\",\"timestamp\":\"" + TIME + "\",\"sequence_num\":"
                    + told.number + ",\"events\":[{\"type\":\""
                    + (told.first ? "snapshot" : "update") + "\",\"product_id\":\""
                    + told.symbol() + "\",\"updates\":[" + String.join(",", updates) + "]}]}";
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TIME = "2026-08-24T22:34:13.793075885Z";
    private static final int SUMMED_LEVELS = 25;

    private final String venue;
    private final String url;

    OtherWords(String venue, String url) {
        this.venue = venue;
        this.url = url;
    }

    /// One book message: the `number` of the message, of the listing's message before it, and the books before and after.
    record Told(Listing listing, boolean first, long number, long previous, Book before,
            Book book) {

        String symbol() {
            return listing.instrument().base() + "-" + listing.instrument().quote();
        }

        /// What changed on a side, as printed; a size of 0 deletes.
        Map<String, String> changes(Side side) {
            var changes = new LinkedHashMap<String, String>();
            for (int i = 0; !first && i < before.depth(side); i++) {
                changes.put(listing.price(before.price(side, i)), "0");
            }
            for (int i = 0; i < book.depth(side); i++) {
                changes.put(listing.price(book.price(side, i)), listing.size(book.size(side, i)));
            }
            for (int i = 0; !first && i < before.depth(side); i++) {
                changes.remove(listing.price(before.price(side, i)),
                        listing.size(before.size(side, i)));
            }
            return changes;
        }
    }

    abstract String frame(Told told);

    /// The lines of a recorded session in these words.
    List<String> lines(Session session) {
        var lines = new ArrayList<String>();
        var books = new HashMap<String, Book>();
        var numbers = new HashMap<String, Long>();
        long number = 0;
        for (Session.Entry entry : session.entries()) {
            Book book = entry.truth();
            if (book != null) {
                Book before = books.put(entry.symbol(), book);
                Long previous = numbers.put(entry.symbol(), number);
                lines.add(line(entry.atMicros(), frame(new Told(session.listing(entry.symbol()),
                        before == null, number, previous == null ? -1 : previous,
                        before == null ? book : before, book))));
                number++;
            }
        }
        return lines;
    }

    /// A line of a recording.
    String line(long micros, String frame) {
        try {
            return "{\"ts\":" + micros / 1_000_000 + "." + String.format("%06d", micros % 1_000_000)
                    + ",\"venue\":\"" + venue + "\",\"conn\":\"ws1\",\"dir\":\"recv\",\"url\":\""
                    + url + "\",\"frame\":" + JSON.writeValueAsString(frame) + "}";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String okx(Told told, String guard) {
        return "{\"arg\":{\"channel\":\"books\",\"instId\":\"" + told.symbol()
                + "\"},\"action\":\"" + (told.first ? "snapshot" : "update")
                + "\",\"data\":[{\"asks\":" + levels(told.changes(Side.ASK)) + ",\"bids\":"
                + levels(told.changes(Side.BID)) + ",\"ts\":\"1652459225381\"," + guard + "}]}";
    }

    private static String levels(Map<String, String> levels) {
        var rows = new ArrayList<String>();
        levels.forEach((price, size) -> rows
                .add("[\"" + price + "\",\"" + size + "\",\"0\",\"1\"]"));
        return "[" + String.join(",", rows) + "]";
    }

    /// OKX, "Order book channel", checksum: bid, ask, bid, ask, price and size as sent; a signed number.
    private static int checksum(Listing listing, Book book) {
        var texts = new ArrayList<String>();
        for (int i = 0; i < SUMMED_LEVELS; i++) {
            for (Side side : List.of(Side.BID, Side.ASK)) {
                if (i < book.depth(side)) {
                    texts.add(listing.price(book.price(side, i)) + ":"
                            + listing.size(book.size(side, i)));
                }
            }
        }
        var crc = new CRC32();
        crc.update(String.join(":", texts).getBytes(StandardCharsets.US_ASCII));
        return (int) crc.getValue();
    }
}
