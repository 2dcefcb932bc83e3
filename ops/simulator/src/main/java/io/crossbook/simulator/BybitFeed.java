package io.crossbook.simulator;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What Bybit's public topics say: book snapshots and deltas at the cadence of their depth, trades,
/// tickers. A topic counts `u` for all its subscribers alike; level 1 sends snapshots only.
final class BybitFeed implements MarketListener, BybitTalk.Topics {

    /// Push interval in milliseconds by depth.
    static final Map<Integer, Integer> DEPTHS = Map.of(1, 10, 50, 20, 200, 100, 1000, 200);

    /// Besides books; nobody is liquidated here.
    private static final Set<String> OTHERS = Set.of("publicTrade", "tickers", "allLiquidation");

    private final Market market;
    private final Timeline timeline;
    private final Pacing pacing;
    private final Map<String, Shelf> shelves = new LinkedHashMap<>();
    private final Map<String, Set<BybitTalk>> listeners = new LinkedHashMap<>();

    private static final class Shelf {
        private final Listing listing;
        private final int depth;
        private final TopView view;
        private final Set<BybitTalk> talks = new LinkedHashSet<>();
        private long update;
        private long seq;
        private long sentAt;

        private Shelf(Listing listing, int depth, Book first, long now) {
            this.listing = listing;
            this.depth = depth;
            this.view = new TopView(depth, first);
            this.update = 1_000_000L + Math.floorMod(listing.symbol().hashCode(), 1_000_000)
                    + depth;
            this.seq = first.updateId();
            this.sentAt = now;
        }
    }

    BybitFeed(Market market, Timeline timeline, Pacing pacing) {
        this.market = market;
        this.timeline = timeline;
        this.pacing = pacing;
        DEPTHS.keySet().stream().sorted()
                .forEach(depth -> timeline.every(DEPTHS.getOrDefault(depth, 100),
                        () -> shelves.values().stream().filter(shelf -> shelf.depth == depth)
                                .forEach(this::push)));
        timeline.every(100, this::tickers);
        market.listen(this);
    }

    @Nullable
    Listing listing(String symbol) {
        return market.listings(Exchange.BYBIT).stream()
                .filter(listing -> listing.symbol().equals(symbol)).findFirst().orElse(null);
    }

    @Override
    public String refusal(String topic) {
        String symbol = topic.substring(topic.lastIndexOf('.') + 1);
        String channel = topic.substring(0, Math.max(0, topic.lastIndexOf('.')));
        boolean book = channel.matches("orderbook\\.(1|50|200|1000)");
        if (!book && !OTHERS.contains(channel)) {
            return "error:handler not found,topic:" + topic;
        }
        return listing(symbol) == null ? "Invalid symbol :[" + topic + "]" : "";
    }

    @Override
    public void join(String topic, BybitTalk talk) {
        Listing listing = listing(topic.substring(topic.lastIndexOf('.') + 1));
        if (listing == null) {
            throw new IllegalArgumentException("no such topic: " + topic);
        }
        if (topic.startsWith("orderbook.")) {
            int depth = Integer.parseInt(topic.substring(10, topic.indexOf('.', 10)));
            Shelf shelf = shelves.computeIfAbsent(topic,
                    _ -> new Shelf(listing, depth, market.published(listing), timeline.now()));
            shelf.talks.add(talk);
            talk.say(snapshot(topic, shelf), book(shelf));
            return;
        }
        listeners.computeIfAbsent(topic, _ -> new LinkedHashSet<>()).add(talk);
        if (topic.startsWith("tickers.")) {
            talk.say(ticker(topic, listing), new Topic(Topic.Kind.TICKER, listing.symbol()));
        }
    }

    @Override
    public void leave(String topic, BybitTalk talk) {
        Set<BybitTalk> talks = listeners.get(topic);
        if (talks != null) {
            talks.remove(talk);
        }
        Shelf shelf = shelves.get(topic);
        if (shelf != null) {
            shelf.talks.remove(talk);
        }
    }

    private void push(Shelf shelf) {
        String topic = "orderbook." + shelf.depth + "." + shelf.listing.symbol();
        Book present = market.published(shelf.listing);
        List<Change> changes = shelf.view.move(present, false);
        if (!changes.isEmpty()) {
            shelf.update++;
            shelf.seq = present.updateId();
            String text = shelf.depth == 1 ? snapshot(topic, shelf) : delta(topic, shelf, changes);
            tell(shelf, text);
        } else if (shelf.depth == 1
                && timeline.now() - shelf.sentAt >= pacing.bybitRepeatMillis()) {
            tell(shelf, snapshot(topic, shelf));
        }
    }

    private void tell(Shelf shelf, String text) {
        shelf.sentAt = timeline.now();
        List.copyOf(shelf.talks).forEach(talk -> talk.say(text, book(shelf)));
    }

    private static Topic book(Shelf shelf) {
        return new Topic(Topic.Kind.BOOK, shelf.listing.symbol());
    }

    private String snapshot(String topic, Shelf shelf) {
        Book held = shelf.view.held();
        return message(topic, "snapshot", shelf, levels(shelf.listing, held, Side.BID),
                levels(shelf.listing, held, Side.ASK));
    }

    private String delta(String topic, Shelf shelf, List<Change> changes) {
        return message(topic, "delta", shelf, side(shelf.listing, changes, Side.BID),
                side(shelf.listing, changes, Side.ASK));
    }

    private String message(String topic, String type, Shelf shelf, String bids, String asks) {
        long made = made(shelf.listing);
        return "{\"topic\":\"" + topic + "\",\"ts\":" + made + ",\"type\":\"" + type
                + "\",\"data\":{\"s\":\"" + shelf.listing.symbol() + "\",\"b\":" + bids + ",\"a\":"
                + asks
                + ",\"u\":" + shelf.update + ",\"seq\":" + shelf.seq + "},\"cts\":"
                + (made - 2)
                + "}";
    }

    /// When what is told now of a listing was made.
    private long made(Listing listing) {
        return timeline.now() - market.lateMillis(listing);
    }

    static String levels(Listing listing, Book book, Side side) {
        StringBuilder out = new StringBuilder("[");
        for (int rank = 0; rank < book.depth(side); rank++) {
            out.append(rank == 0 ? "[\"" : ",[\"").append(listing.price(book.price(side, rank)))
                    .append("\",\"").append(listing.size(book.size(side, rank))).append("\"]");
        }
        return out.append(']').toString();
    }

    private static String side(Listing listing, List<Change> changes, Side side) {
        return Json.array(changes.stream().filter(change -> change.side() == side).toList(),
                change -> "[\"" + listing.price(change.price()) + "\",\""
                        + (change.size() == 0 ? "0" : listing.size(change.size())) + "\"]");
    }

    @Override
    public void book(Listing listing, BookEvent event) {
        // The push timers look at the book themselves.
    }

    @Override
    public void trade(Listing listing, Trade trade) {
        if (listing.exchange() != Exchange.BYBIT) {
            return;
        }
        String topic = "publicTrade." + listing.symbol();
        String text = "{\"topic\":\"" + topic + "\",\"ts\":" + made(listing)
                + ",\"type\":\"snapshot\",\"data\":[{\"i\":\"22900000000" + trade.id() + "\",\"T\":"
                + trade.atMicros() / 1_000 + ",\"p\":\"" + listing.price(trade.price())
                + "\",\"v\":\""
                + listing.size(trade.size()) + "\",\"S\":\""
                + (trade.taker() == Side.BID ? "Buy" : "Sell")
                + "\",\"s\":\"" + listing.symbol() + "\",\"BT\":false,\"RPI\":false,\"seq\":"
                + market.published(listing).updateId() + "}]}";
        listeners.getOrDefault(topic, Set.of())
                .forEach(talk -> talk.say(text, new Topic(Topic.Kind.TRADE, listing.symbol())));
    }

    @Override
    public void status(Listing listing, boolean trading) {
        // Bybit's streams do not tell; only instruments-info does.
    }

    private void tickers() {
        listeners.forEach((topic, talks) -> {
            Listing listing = topic.startsWith("tickers.") && !talks.isEmpty()
                    ? listing(topic.substring(8))
                    : null;
            if (listing != null) {
                String text = ticker(topic, listing);
                List.copyOf(talks).forEach(
                        talk -> talk.say(text, new Topic(Topic.Kind.TICKER, listing.symbol())));
            }
        });
    }

    private String ticker(String topic, Listing listing) {
        Statistics day = Statistics.of(market, listing);
        return "{\"topic\":\"" + topic + "\",\"ts\":" + timeline.now()
                + ",\"type\":\"snapshot\",\"cs\":"
                + market.published(listing).updateId() + ",\"data\":{\"symbol\":\""
                + listing.symbol()
                + "\",\"lastPrice\":\"" + listing.price(day.last()) + "\",\"highPrice24h\":\""
                + listing.price(day.high()) + "\",\"lowPrice24h\":\"" + listing.price(day.low())
                + "\",\"prevPrice24h\":\"" + listing.price(day.open()) + "\",\"volume24h\":\""
                + listing.size(day.volume()) + "\",\"turnover24h\":\"" + day.turnover()
                + "\",\"price24hPcnt\":\"" + day.changeFraction() + "\",\"usdIndexPrice\":\""
                + listing.price(day.last()) + "\"}}";
    }
}
