package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.List;

/// How Kraken's WebSocket v1 and REST write numbers: prices with five decimals or one more than the
/// pair's, quantities with eight.
final class KrakenV1Words {

    private final Market market;

    KrakenV1Words(Market market) {
        this.market = market;
    }

    static String price(Listing listing, long ticks) {
        int decimals = listing.priceDecimals();
        return Digits.padded(ticks, decimals, Math.max(5, decimals + 1));
    }

    static String size(Listing listing, long lots) {
        return Digits.padded(lots, listing.sizeDecimals(), 8);
    }

    String snapshot(Listing listing, Book book, int channel, int depth, long atMicros) {
        return "[" + channel + ",{\"as\":" + levels(listing, book, Side.ASK, atMicros) + ",\"bs\":"
                + levels(listing, book, Side.BID, atMicros) + "}," + tail("book-" + depth, listing);
    }

    private static String levels(Listing listing, Book book, Side side, long atMicros) {
        StringBuilder out = new StringBuilder("[");
        for (int rank = 0; rank < book.depth(side); rank++) {
            out.append(rank == 0 ? "" : ",")
                    .append(level(listing, book.price(side, rank), book.size(side, rank),
                            atMicros));
        }
        return out.append(']').toString();
    }

    private static String level(Listing listing, long price, long size, long atMicros) {
        return "[\"" + price(listing, price) + "\",\"" + size(listing, size) + "\",\""
                + KrakenTime.v1(atMicros) + "\"]";
    }

    /// One object a side that changed; the last of them carries the checksum.
    String update(Listing listing, Book held, List<Change> changes, int channel, int depth,
            long atMicros) {
        List<String> sides = new ArrayList<>();
        for (Side side : List.of(Side.ASK, Side.BID)) {
            List<Change> mine = changes.stream().filter(change -> change.side() == side).toList();
            if (!mine.isEmpty()) {
                sides.add("{\"" + (side == Side.ASK ? "a" : "b") + "\":" + Json.array(mine,
                        change -> level(listing, change.price(), change.size(), atMicros)));
            }
        }
        return "[" + channel + "," + String.join("},", sides) + ",\"c\":\""
                + checksum(listing, held)
                + "\"}," + tail("book-" + depth, listing);
    }

    static long checksum(Listing listing, Book book) {
        return KrakenChecksum.of(digits(listing, book, Side.ASK), digits(listing, book, Side.BID));
    }

    private static List<String> digits(Listing listing, Book book, Side side) {
        List<String> digits = new ArrayList<>(20);
        for (int rank = 0; rank < Math.min(10, book.depth(side)); rank++) {
            digits.add(price(listing, book.price(side, rank)));
            digits.add(size(listing, book.size(side, rank)));
        }
        return digits;
    }

    String trades(Listing listing, List<Trade> trades, int channel) {
        return "[" + channel + ","
                + Json.array(trades, trade -> "[\"" + price(listing, trade.price())
                        + "\",\"" + size(listing, trade.size()) + "\",\""
                        + KrakenTime.v1(trade.atMicros())
                        + "\",\"" + (trade.taker() == Side.BID ? "b" : "s") + "\",\"l\",\"\"]")
                + ","
                + tail("trade", listing);
    }

    String ticker(Listing listing, int channel) {
        return "[" + channel + "," + day(listing, true) + "," + tail("ticker", listing);
    }

    /// The ticker's object; on the socket `o` is two figures and lots are numbers, in REST text.
    String day(Listing listing, boolean socket) {
        Book best = market.published(listing).top(1);
        Statistics day = Statistics.of(market, listing);
        return "{\"a\":" + best(listing, best, Side.ASK, socket) + ",\"b\":"
                + best(listing, best, Side.BID, socket) + ",\"c\":[\"" + price(listing, day.last())
                + "\",\"" + size(listing, day.lastSize()) + "\"],\"v\":"
                + twice(size(listing, day.volume())) + ",\"p\":"
                + twice(price(listing, day.average()))
                + ",\"t\":[" + day.count() + "," + day.count() + "],\"l\":"
                + twice(price(listing, day.low())) + ",\"h\":" + twice(price(listing, day.high()))
                + ",\"o\":" + (socket
                        ? twice(price(listing, day.open()))
                        : "\"" + price(listing, day.open()) + "\"")
                + "}";
    }

    private static String best(Listing listing, Book best, Side side, boolean socket) {
        long whole = best.size(side, 0) / Digits.power(listing.sizeDecimals());
        String lots = socket ? Long.toString(whole) : "\"" + whole + "\"";
        return "[\"" + price(listing, best.price(side, 0)) + "\"," + lots + ",\""
                + (socket
                        ? size(listing, best.size(side, 0))
                        : thousandths(listing, best.size(side, 0)))
                + "\"]";
    }

    /// REST shows quantities of levels with three decimals only.
    static String thousandths(Listing listing, long lots) {
        int decimals = listing.sizeDecimals();
        return decimals <= 3
                ? Digits.padded(lots, decimals, 3)
                : Digits.plain(lots / Digits.power(decimals - 3), 3);
    }

    private static String twice(String text) {
        return "[\"" + text + "\",\"" + text + "\"]";
    }

    private static String tail(String channel, Listing listing) {
        return "\"" + channel + "\",\"" + KrakenNames.socket(listing.instrument()) + "\"]";
    }
}
