package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.List;

/// How Kraken's WebSocket v2 writes facts: JSON numbers with all their decimals.
final class KrakenV2Words {

    private final Market market;

    KrakenV2Words(Market market) {
        this.market = market;
    }

    String snapshot(Listing listing, Book book, long atMicros) {
        List<Change> levels = new ArrayList<>();
        for (Side side : Side.values()) {
            for (int rank = 0; rank < book.depth(side); rank++) {
                levels.add(new Change(side, book.price(side, rank), book.size(side, rank)));
            }
        }
        return message("snapshot", listing, book, levels, atMicros);
    }

    String update(Listing listing, Book held, List<Change> changes, long atMicros) {
        return message("update", listing, held, changes, atMicros);
    }

    private static String message(String type, Listing listing, Book held, List<Change> changes,
            long atMicros) {
        return "{\"channel\":\"book\",\"type\":\"" + type + "\",\"data\":[{\"symbol\":\""
                + listing.symbol()
                + "\",\"bids\":" + side(listing, Side.BID, changes) + ",\"asks\":"
                + side(listing, Side.ASK, changes) + ",\"checksum\":" + checksum(listing, held)
                + ",\"timestamp\":\"" + KrakenTime.v2(atMicros) + "\"}]}";
    }

    private static String side(Listing listing, Side side, List<Change> changes) {
        return Json.array(changes.stream().filter(change -> change.side() == side).toList(),
                change -> "{\"price\":" + listing.price(change.price()) + ",\"qty\":"
                        + listing.size(change.size()) + "}");
    }

    static long checksum(Listing listing, Book book) {
        return KrakenChecksum.of(digits(listing, book, Side.ASK), digits(listing, book, Side.BID));
    }

    private static List<String> digits(Listing listing, Book book, Side side) {
        List<String> digits = new ArrayList<>(20);
        for (int rank = 0; rank < Math.min(10, book.depth(side)); rank++) {
            digits.add(listing.price(book.price(side, rank)));
            digits.add(listing.size(book.size(side, rank)));
        }
        return digits;
    }

    String trades(String type, Listing listing, List<Trade> trades) {
        return "{\"channel\":\"trade\",\"type\":\"" + type + "\",\"data\":"
                + Json.array(trades, trade -> "{\"symbol\":\"" + listing.symbol() + "\",\"side\":\""
                        + (trade.taker() == Side.BID ? "buy" : "sell") + "\",\"price\":"
                        + listing.price(trade.price()) + ",\"qty\":" + listing.size(trade.size())
                        + ",\"ord_type\":\"limit\",\"trade_id\":" + trade.id() + ",\"timestamp\":\""
                        + KrakenTime.v2(trade.atMicros()) + "\"}")
                + "}";
    }

    String ticker(String type, Listing listing) {
        Book best = market.published(listing).top(1);
        Statistics day = Statistics.of(market, listing);
        return "{\"channel\":\"ticker\",\"type\":\"" + type + "\",\"data\":[{\"symbol\":\""
                + listing.symbol() + "\",\"bid\":" + listing.price(best.price(Side.BID, 0))
                + ",\"bid_qty\":" + listing.size(best.size(Side.BID, 0)) + ",\"ask\":"
                + listing.price(best.price(Side.ASK, 0)) + ",\"ask_qty\":"
                + listing.size(best.size(Side.ASK, 0)) + ",\"last\":" + listing.price(day.last())
                + ",\"volume\":" + listing.size(day.volume()) + ",\"vwap\":"
                + listing.price(day.average())
                + ",\"low\":" + listing.price(day.low()) + ",\"high\":" + listing.price(day.high())
                + ",\"change\":" + listing.price(day.last() - day.open()) + ",\"change_pct\":"
                + day.changePercent() + ",\"timestamp\":\"" + KrakenTime.v2(market.now() * 1_000)
                + "\"}]}";
    }

    String instruments(String type) {
        return instruments(type, market.listings(Exchange.KRAKEN));
    }

    String instruments(String type, List<Listing> listings) {
        List<String> assets = listings.stream()
                .flatMap(listing -> List
                        .of(listing.instrument().base(), listing.instrument().quote()).stream())
                .distinct().toList();
        return "{\"channel\":\"instrument\",\"type\":\"" + type + "\",\"data\":{\"assets\":"
                + Json.array(assets, asset -> "{\"id\":\"" + asset + "\",\"status\":\"enabled\","
                        + "\"precision\":10,\"precision_display\":5,\"borrowable\":false,"
                        + "\"collateral_value\":0.00}")
                + ",\"pairs\":" + Json.array(listings, this::pair) + "}}";
    }

    private String pair(Listing listing) {
        String tick = Digits.plain(1, listing.priceDecimals());
        return "{\"symbol\":\"" + listing.symbol() + "\",\"base\":\"" + listing.instrument().base()
                + "\",\"quote\":\"" + listing.instrument().quote() + "\",\"status\":\""
                + (market.trading(listing) ? "online" : "cancel_only") + "\",\"qty_precision\":"
                + listing.sizeDecimals() + ",\"qty_increment\":"
                + Digits.plain(1, listing.sizeDecimals())
                + ",\"price_precision\":" + listing.priceDecimals() + ",\"cost_precision\":"
                + (listing.priceDecimals() + 4)
                + ",\"marginable\":false,\"has_index\":true,\"cost_min\":"
                + listing.minNotional() + ",\"tick_size\":" + tick + ",\"price_increment\":" + tick
                + ",\"qty_min\":" + listing.size(listing.minSize()) + "}";
    }
}
