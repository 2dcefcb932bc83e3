package io.crossbook.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Binance's REST, spot and USD-M, with request weights and the bans that follow from them.
final class BinanceRest {

    private final Market market;
    private final BinanceFeed feed;
    private final Timeline timeline;
    private final Pacing pacing;
    private final Exchange exchange;
    private final BinanceMetadata metadata;
    private final BinancePrivateRest orders;
    private final Map<String, Used> used = new HashMap<>();

    private static final class Used {
        private long minute;
        private int weight;
        private int refused;
        private long bannedUntil;
    }

    BinanceRest(Market market, BinanceFeed feed, Timeline timeline, Pacing pacing,
            Exchange exchange, BinancePrivateRest orders) {
        this.market = market;
        this.feed = feed;
        this.timeline = timeline;
        this.pacing = pacing;
        this.exchange = exchange;
        this.orders = orders;
        this.metadata = new BinanceMetadata(exchange, timeline::now, pacing);
    }

    void answer(RestRequest request, Consumer<RestAnswer> reply) {
        Used budget = used.computeIfAbsent(request.client(), _ -> new Used());
        boolean about = exchange == Exchange.BINANCE && orders.serves(request);
        RestAnswer ban = charge(budget, about ? orders.weight(request) : weight(request));
        if (ban != null) {
            reply.accept(weighed(budget, ban));
        } else if (about) {
            orders.answer(request, answer -> reply.accept(weighed(budget, answer)));
        } else {
            reply.accept(weighed(budget, route(request)));
        }
    }

    private static RestAnswer weighed(Used budget, RestAnswer answer) {
        return answer.with("X-MBX-USED-WEIGHT", Integer.toString(budget.weight))
                .with("X-MBX-USED-WEIGHT-1M", Integer.toString(budget.weight));
    }

    private RestAnswer route(RestRequest request) {
        String root = exchange == Exchange.BINANCE ? "/api/v3/" : "/fapi/v1/";
        if (request.path().equals("/sapi/v1/system/status")) {
            return RestAnswer.ok(market.absent(exchange)
                    ? "{\"status\":1,\"msg\":\"system_maintenance\"}"
                    : "{\"status\":0,\"msg\":\"normal\"}");
        }
        if (!request.path().startsWith(root)) {
            return new RestAnswer(404, Map.of("Content-Type", "text/html"),
                    "<html><body><h2>404 Not found</h2></body></html>");
        }
        return switch (request.path().substring(root.length())) {
            case "ping" -> RestAnswer.ok("{}");
            case "time" -> RestAnswer.ok("{\"serverTime\":" + timeline.now() + "}");
            case "exchangeInfo" -> exchangeInfo(request);
            case "depth" -> withSymbol(request, (listing, out) -> depth(request, listing, out));
            case "trades" -> withSymbol(request, (listing, out) -> trades(request, listing, out));
            case "aggTrades" ->
                withSymbol(request, (listing, out) -> aggregates(request, listing, out));
            case "ticker/bookTicker" -> tickers(request, this::bookTicker);
            case "ticker/price" -> tickers(request, this::price);
            case "ticker/24hr" -> tickers(request, this::day);
            default -> fault(404, -1000, "An unknown error occurred while processing the request.");
        };
    }

    /// Null while within the limit, else Binance's 429, and 418 for those who go on.
    private @Nullable RestAnswer charge(Used budget, int weight) {
        long minute = timeline.now() / 60_000;
        if (budget.minute != minute) {
            budget.minute = minute;
            budget.weight = 0;
            budget.refused = 0;
        }
        if (timeline.now() < budget.bannedUntil) {
            return fault(418, -1003,
                    "Way too much request weight used; IP banned until " + budget.bannedUntil
                            + ". Please use WebSocket Streams for live updates to avoid bans.")
                    .with("Retry-After", seconds(budget.bannedUntil));
        }
        budget.weight += weight;
        if (budget.weight <= pacing.binanceWeightPerMinute()) {
            return null;
        }
        if (++budget.refused > 5) {
            budget.bannedUntil = timeline.now() + 120_000;
        }
        return fault(429, -1003, "Too much request weight used; current limit is "
                + pacing.binanceWeightPerMinute()
                + " request weight per 1 MINUTE. Please use WebSocket"
                + " Streams for live updates to avoid polling the API.")
                .with("Retry-After", seconds((minute + 1) * 60_000));
    }

    private String seconds(long until) {
        return Long.toString((until - timeline.now() + 999) / 1_000);
    }

    private static int weight(RestRequest request) {
        String path = request.path().substring(request.path().lastIndexOf('/') + 1);
        return switch (path) {
            case "exchangeInfo" -> 20;
            case "trades" -> 25;
            case "bookTicker", "price" -> request.param("symbol").isEmpty() ? 4 : 2;
            case "24hr" -> request.param("symbol").isEmpty() ? 80 : 2;
            case "depth" -> depthWeight(request.number("limit", 100));
            default -> 1;
        };
    }

    private static int depthWeight(int limit) {
        return limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1_000 ? 50 : 250;
    }

    private static RestAnswer fault(int status, int code, String message) {
        return RestAnswer.json(status,
                "{\"code\":" + code + ",\"msg\":" + Json.quote(message) + "}");
    }

    private static RestAnswer invalidSymbol() {
        return fault(400, -1121, "Invalid symbol.");
    }

    private RestAnswer exchangeInfo(RestRequest request) {
        List<String> wanted = request.param("symbols").isEmpty()
                ? request.param("symbol").isEmpty() ? List.of() : List.of(request.param("symbol"))
                : List.of(request.param("symbols").replaceAll("[\\[\\]\" ]", "").split(",", -1));
        if (!wanted.stream().allMatch(feed::lists)) {
            return invalidSymbol();
        }
        return RestAnswer.ok(metadata.exchangeInfo(market.listings(exchange).stream()
                .filter(listing -> wanted.isEmpty() || wanted.contains(listing.symbol())).toList(),
                market::trading));
    }

    private RestAnswer withSymbol(RestRequest request, BiConsumer<Listing, StringBuilder> write) {
        String symbol = request.param("symbol");
        if (symbol.isEmpty()) {
            return fault(400, -1102,
                    "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.");
        }
        if (!feed.lists(symbol)) {
            return invalidSymbol();
        }
        StringBuilder out = new StringBuilder();
        write.accept(feed.listing(symbol), out);
        return RestAnswer.ok(out.toString());
    }

    private RestAnswer tickers(RestRequest request, BiConsumer<Listing, StringBuilder> write) {
        if (!request.param("symbol").isEmpty()) {
            return withSymbol(request, write);
        }
        return RestAnswer.ok(Json.array(market.listings(exchange), listing -> {
            StringBuilder out = new StringBuilder();
            write.accept(listing, out);
            return out.toString();
        }));
    }

    private void depth(RestRequest request, Listing listing, StringBuilder out) {
        int limit = Math.clamp(request.number("limit", exchange == Exchange.BINANCE ? 100 : 500), 1,
                5_000);
        Book book = market.book(listing).top(limit);
        out.append("{\"lastUpdateId\":").append(book.updateId());
        if (exchange == Exchange.BINANCE_FUTURES) {
            out.append(",\"E\":").append(timeline.now()).append(",\"T\":").append(timeline.now());
        }
        out.append(",\"bids\":").append(feed.levels(listing, book, Side.BID)).append(",\"asks\":")
                .append(feed.levels(listing, book, Side.ASK)).append('}');
    }

    private void trades(RestRequest request, Listing listing, StringBuilder out) {
        out.append(Json.array(latest(request, listing),
                trade -> "{\"id\":" + trade.id() + ",\"price\":\""
                        + feed.price(listing, trade.price())
                        + "\",\"qty\":\"" + feed.size(listing, trade.size()) + "\",\"quoteQty\":\""
                        + Statistics.notional(listing, trade) + "\",\"time\":"
                        + trade.atMicros() / 1_000 + ",\"isBuyerMaker\":"
                        + (trade.taker() == Side.ASK) + ",\"isBestMatch\":true}"));
    }

    /// Every trade is an aggregate of its own here, under its own id.
    private void aggregates(RestRequest request, Listing listing, StringBuilder out) {
        out.append(Json.array(latest(request, listing),
                trade -> "{\"a\":" + trade.id() + ",\"p\":\"" + feed.price(listing, trade.price())
                        + "\",\"q\":\"" + feed.size(listing, trade.size()) + "\",\"f\":"
                        + trade.id()
                        + ",\"l\":" + trade.id() + ",\"T\":" + trade.atMicros() / 1_000 + ",\"m\":"
                        + (trade.taker() == Side.ASK) + ",\"M\":true}"));
    }

    private List<Trade> latest(RestRequest request, Listing listing) {
        List<Trade> trades = market.trades(listing);
        int limit = Math.clamp(request.number("limit", 500), 1, 1_000);
        return trades.subList(Math.max(0, trades.size() - limit), trades.size());
    }

    private void bookTicker(Listing listing, StringBuilder out) {
        Book book = market.book(listing).top(1);
        out.append("{\"symbol\":\"").append(listing.symbol()).append("\",\"bidPrice\":\"")
                .append(feed.price(listing, book.price(Side.BID, 0))).append("\",\"bidQty\":\"")
                .append(feed.size(listing, book.size(Side.BID, 0))).append("\",\"askPrice\":\"")
                .append(feed.price(listing, book.price(Side.ASK, 0))).append("\",\"askQty\":\"")
                .append(feed.size(listing, book.size(Side.ASK, 0))).append("\"}");
    }

    private void price(Listing listing, StringBuilder out) {
        out.append("{\"symbol\":\"").append(listing.symbol()).append("\",\"price\":\"")
                .append(feed.price(listing, Statistics.of(market, listing).last())).append("\"}");
    }

    private void day(Listing listing, StringBuilder out) {
        out.append(BinanceDay.rest(market, feed, listing, timeline.now()));
    }
}
