package io.crossbook.exchanges.binance;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Out;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How listings are spread over connections, and what is said on one.
final class Links {

    /// Three streams each keeps well below the 1024 that a connection may carry.
    static final int LISTINGS = 100;
    /// Binance cuts after 24 hours.
    private static final long LIFE_MILLIS = 24 * 3_600_000L;
    private static final long OVERLAP_MILLIS = 60_000;
    /// Binance pings every 20 s on spot, every 3 min on futures; a market of one quiet listing sends nothing else.
    private static final long SPOT_IDLE_MILLIS = 60_000;
    private static final long FUTURES_IDLE_MILLIS = 400_000;
    private static final int SENDS_PER_SECOND = 5;
    private static final int FRAME_BYTES = 4 << 20;

    private Links() {}

    /// `path` comes behind the host, `part` between the exchange's name and the number in the link's id.
    static List<Link> spread(List<Listing> wanted, String part, String path, Market market,
            Entry entry) {
        var links = new ArrayList<Link>();
        for (int from = 0; from < wanted.size(); from += LISTINGS) {
            links.add(new Link(entry.name() + part + "/" + from / LISTINGS, entry.name(),
                    market.webSocket(entry) + path,
                    wanted.subList(from, Math.min(wanted.size(), from + LISTINGS)), LIFE_MILLIS,
                    OVERLAP_MILLIS,
                    market == Market.SPOT ? SPOT_IDLE_MILLIS : FUTURES_IDLE_MILLIS,
                    SENDS_PER_SECOND, FRAME_BYTES));
        }
        return links;
    }

    static Conversation converse(Market market, Entry entry, Link link,
            Map<Stream, String> suffixes, Out out) {
        var lines = new Lines(market, entry, link, out);
        return new BinanceConversation(lines, new Streams(suffixes, lines, out), out);
    }

    /// Adds the trades that the option `tradeStream` asks for.
    static void trades(Map<Stream, String> suffixes, Entry entry, String usual) {
        String wanted = entry.options().getOrDefault("tradeStream", usual);
        switch (wanted) {
            case "@trade" -> suffixes.put(Stream.TRADE, wanted);
            case "@aggTrade" -> suffixes.put(Stream.AGGREGATE_TRADE, wanted);
            case String _ -> throw new IllegalArgumentException("tradeStream of " + entry.name()
                    + " is '" + wanted + "', wanted is @trade or @aggTrade");
        }
    }
}
