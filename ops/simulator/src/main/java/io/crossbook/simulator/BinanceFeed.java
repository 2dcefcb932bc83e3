package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What Binance's streams say: diff depth at a cadence, partial books, best quotes, trades.
///
/// Every subscriber of a stream hears the same payload; the diff of a stream runs on whether
/// anybody listens or not, so that U follows u for whoever joins.
final class BinanceFeed implements MarketListener, BinanceTalk.Streams {

    private final Market market;
    private final Timeline timeline;
    private final Exchange exchange;
    private final Map<String, Listing> bySymbol = new LinkedHashMap<>();
    private final Map<String, Set<BinanceTalk>> listeners = new LinkedHashMap<>();
    private final List<Diff> diffs = new ArrayList<>();
    private final Map<Listing, String> lastQuote = new LinkedHashMap<>();
    private long trades = 1;

    BinanceFeed(Market market, Timeline timeline, Exchange exchange) {
        this.market = market;
        this.timeline = timeline;
        this.exchange = exchange;
        market.listings(exchange).forEach(listing -> bySymbol.put(listing.symbol(), listing));
        cadence("@100ms", 100);
        if (futures()) {
            cadence("@0ms", 10);
            cadence("", 250);
            cadence("@500ms", 500);
        } else {
            cadence("", 1_000);
        }
        timeline.every(1_000, () -> bySymbol.values().forEach(this::ticker));
        market.listen(this);
    }

    private boolean futures() {
        return exchange == Exchange.BINANCE_FUTURES;
    }

    private void cadence(String suffix, int millis) {
        List<Diff> mine = new ArrayList<>();
        bySymbol.values().forEach(listing -> mine.add(new Diff(listing, suffix)));
        diffs.addAll(mine);
        timeline.every(millis, () -> mine.forEach(diff -> {
            flush(diff);
            partials(diff);
        }));
    }

    Listing listing(String symbol) {
        Listing listing = bySymbol.get(symbol);
        if (listing == null) {
            throw new IllegalArgumentException(exchange.id() + " lists no " + symbol);
        }
        return listing;
    }

    boolean lists(String symbol) {
        return bySymbol.containsKey(symbol);
    }

    /// Streams of symbols that do not exist are accepted, and stay silent: so does Binance.
    @Override
    public void join(String stream, BinanceTalk talk) {
        listeners.computeIfAbsent(stream, _ -> new LinkedHashSet<>()).add(talk);
    }

    @Override
    public void leave(String stream, BinanceTalk talk) {
        Set<BinanceTalk> talks = listeners.get(stream);
        if (talks != null) {
            talks.remove(talk);
        }
    }

    @Override
    public void book(Listing listing, BookEvent event) {
        if (listing.exchange() != exchange) {
            return;
        }
        diffs.stream().filter(diff -> diff.listing.equals(listing))
                .forEach(diff -> diff.add(event));
        quote(listing, event);
    }

    @Override
    public void trade(Listing listing, Trade trade) {
        if (listing.exchange() != exchange) {
            return;
        }
        long millis = trade.atMicros() / 1_000;
        // "m": is the buyer the market maker? So it is where the taker sold.
        String rest = "\"p\":\"" + price(listing, trade.price()) + "\",\"q\":\""
                + size(listing, trade.size()) + "\",";
        String end = "\"T\":" + millis + ",\"m\":" + (trade.taker() == Side.ASK);
        String head = "\"E\":" + made(listing) + ",\"s\":\"" + listing.symbol() + "\",";
        say(stream(listing, "@trade"), Topic.Kind.TRADE, listing, futures()
                ? "{\"e\":\"trade\"," + head.replace(",\"s\"", ",\"T\":" + millis + ",\"s\"")
                        + "\"t\":"
                        + trade.id() + "," + rest + "\"X\":\"MARKET\",\"m\":"
                        + (trade.taker() == Side.ASK) + "}"
                : "{\"e\":\"trade\"," + head + "\"t\":" + trade.id() + "," + rest + end
                        + ",\"M\":true}");
        String aggregate = "{\"e\":\"aggTrade\"," + head + "\"a\":" + trades++ + "," + rest
                + "\"f\":"
                + trade.id() + ",\"l\":" + trade.id() + "," + end;
        say(stream(listing, "@aggTrade"), Topic.Kind.TRADE, listing,
                aggregate + (futures() ? "}" : ",\"M\":true}"));
    }

    @Override
    public void status(Listing listing, boolean trading) {
        // Spot streams do not tell; only exchangeInfo does.
    }

    private void quote(Listing listing, BookEvent event) {
        String levels = "\"b\":" + best(listing, Side.BID, "B") + ",\"a\":"
                + best(listing, Side.ASK, "A");
        if (levels.equals(lastQuote.put(listing, levels))) {
            return;
        }
        String head = "\"u\":" + event.lastId() + ",\"s\":\"" + listing.symbol() + "\"," + levels;
        long millis = event.atMicros() / 1_000;
        say(stream(listing, "@bookTicker"), Topic.Kind.QUOTE, listing, futures()
                ? "{\"e\":\"bookTicker\"," + head + ",\"T\":" + millis + ",\"E\":" + made(listing)
                        + "}"
                : "{" + head + "}");
    }

    private String best(Listing listing, Side side, String sizeName) {
        Map.Entry<Long, Long> best = market.published(listing, side).firstEntry();
        return "\"" + price(listing, best.getKey()) + "\",\"" + sizeName + "\":\""
                + size(listing, best.getValue()) + "\"";
    }

    private void ticker(Listing listing) {
        String stream = stream(listing, "@ticker");
        if (!listeners.getOrDefault(stream, Set.of()).isEmpty()) {
            say(stream, Topic.Kind.TICKER, listing,
                    BinanceDay.stream(market, this, listing, timeline.now()));
        }
    }

    private void flush(Diff diff) {
        if (diff.isEmpty()) {
            return;
        }
        Listing listing = diff.listing;
        String payload = "{\"e\":\"depthUpdate\",\"E\":" + made(listing)
                + (futures() ? ",\"T\":" + diff.atMicros / 1_000 : "") + ",\"s\":\""
                + listing.symbol()
                + "\",\"U\":" + diff.firstId + ",\"u\":" + diff.lastId
                + (futures() ? ",\"pu\":" + diff.previousId : "") + ",\"b\":"
                + levels(listing, diff.bids) + ",\"a\":" + levels(listing, diff.asks) + "}";
        diff.clear();
        say(stream(listing, "@depth" + diff.suffix), Topic.Kind.BOOK, listing, payload);
    }

    /// When what is told now of a listing was made.
    private long made(Listing listing) {
        return timeline.now() - market.lateMillis(listing);
    }

    private void partials(Diff diff) {
        Listing listing = diff.listing;
        for (int depth : new int[]{5, 10, 20}) {
            String stream = stream(listing, "@depth" + depth + diff.suffix);
            if (!listeners.getOrDefault(stream, Set.of()).isEmpty()) {
                Book book = market.published(listing).top(depth);
                say(stream, Topic.Kind.BOOK, listing, "{\"lastUpdateId\":" + book.updateId()
                        + ",\"bids\":" + levels(listing, book, Side.BID) + ",\"asks\":"
                        + levels(listing, book, Side.ASK) + "}");
            }
        }
    }

    String levels(Listing listing, Map<Long, Long> levels) {
        return Json.array(List.copyOf(levels.entrySet()),
                level -> level(listing, level.getKey(), level.getValue()));
    }

    String levels(Listing listing, Book book, Side side) {
        StringBuilder out = new StringBuilder("[");
        for (int rank = 0; rank < book.depth(side); rank++) {
            out.append(rank == 0 ? "" : ",")
                    .append(level(listing, book.price(side, rank), book.size(side, rank)));
        }
        return out.append(']').toString();
    }

    private String level(Listing listing, long price, long size) {
        return "[\"" + price(listing, price) + "\",\"" + size(listing, size) + "\"]";
    }

    /// Spot always prints eight decimals, futures the listing's own.
    String price(Listing listing, long ticks) {
        return Digits.padded(ticks, listing.priceDecimals(),
                futures() ? listing.priceDecimals() : 8);
    }

    String size(Listing listing, long lots) {
        return Digits.padded(lots, listing.sizeDecimals(), futures() ? listing.sizeDecimals() : 8);
    }

    private String stream(Listing listing, String suffix) {
        return listing.symbol().toLowerCase(Locale.ROOT) + suffix;
    }

    private void say(String stream, Topic.Kind kind, Listing listing, String payload) {
        Set<BinanceTalk> talks = listeners.get(stream);
        if (talks != null) {
            Topic topic = new Topic(kind, listing.symbol());
            List.copyOf(talks).forEach(talk -> talk.say(stream, payload, topic));
        }
    }
}
