package io.crossbook.simulator;

/// Binance's figures of the day, as REST and the ticker stream write them.
final class BinanceDay {

    private BinanceDay() {}

    static String rest(Market market, BinanceFeed feed, Listing listing, long now) {
        Statistics day = Statistics.of(market, listing);
        Book book = market.book(listing).top(1);
        return "{\"symbol\":\"" + listing.symbol() + "\",\"priceChange\":\""
                + feed.price(listing, day.last() - day.open()) + "\",\"priceChangePercent\":\""
                + day.changePercent() + "\",\"weightedAvgPrice\":\""
                + feed.price(listing, day.average()) + "\",\"prevClosePrice\":\""
                + feed.price(listing, day.open()) + "\",\"lastPrice\":\""
                + feed.price(listing, day.last()) + "\",\"lastQty\":\""
                + feed.size(listing, day.lastSize()) + "\",\"bidPrice\":\""
                + feed.price(listing, book.price(Side.BID, 0)) + "\",\"bidQty\":\""
                + feed.size(listing, book.size(Side.BID, 0)) + "\",\"askPrice\":\""
                + feed.price(listing, book.price(Side.ASK, 0)) + "\",\"askQty\":\""
                + feed.size(listing, book.size(Side.ASK, 0)) + "\",\"openPrice\":\""
                + feed.price(listing, day.open()) + "\",\"highPrice\":\""
                + feed.price(listing, day.high()) + "\",\"lowPrice\":\""
                + feed.price(listing, day.low()) + "\",\"volume\":\""
                + feed.size(listing, day.volume())
                + "\",\"quoteVolume\":\"" + day.turnover() + "\",\"openTime\":" + (now - 86_400_000)
                + ",\"closeTime\":" + now + ",\"firstId\":" + day.firstId() + ",\"lastId\":"
                + day.lastId() + ",\"count\":" + day.count() + "}";
    }

    static String stream(Market market, BinanceFeed feed, Listing listing, long now) {
        Statistics day = Statistics.of(market, listing);
        Book book = market.published(listing).top(1);
        return "{\"e\":\"24hrTicker\",\"E\":" + now + ",\"s\":\"" + listing.symbol() + "\",\"p\":\""
                + feed.price(listing, day.last() - day.open()) + "\",\"P\":\"" + day.changePercent()
                + "\",\"w\":\"" + feed.price(listing, day.average()) + "\",\"x\":\""
                + feed.price(listing, day.open()) + "\",\"c\":\"" + feed.price(listing, day.last())
                + "\",\"Q\":\"" + feed.size(listing, day.lastSize()) + "\",\"b\":\""
                + feed.price(listing, book.price(Side.BID, 0)) + "\",\"B\":\""
                + feed.size(listing, book.size(Side.BID, 0)) + "\",\"a\":\""
                + feed.price(listing, book.price(Side.ASK, 0)) + "\",\"A\":\""
                + feed.size(listing, book.size(Side.ASK, 0)) + "\",\"o\":\""
                + feed.price(listing, day.open()) + "\",\"h\":\"" + feed.price(listing, day.high())
                + "\",\"l\":\"" + feed.price(listing, day.low()) + "\",\"v\":\""
                + feed.size(listing, day.volume()) + "\",\"q\":\"" + day.turnover() + "\",\"O\":"
                + (now - 86_400_000) + ",\"C\":" + now + ",\"F\":" + day.firstId() + ",\"L\":"
                + day.lastId() + ",\"n\":" + day.count() + "}";
    }
}
