package io.crossbook.simulator;

import java.util.List;
import java.util.stream.Collectors;

/// Bybit's v5 public market REST.
final class BybitRest {

    private final Market market;
    private final BybitFeed feed;
    private final Timeline timeline;

    BybitRest(Market market, BybitFeed feed, Timeline timeline) {
        this.market = market;
        this.feed = feed;
        this.timeline = timeline;
    }

    RestAnswer answer(RestRequest request) {
        String path = request.path();
        if (path.equals("/v5/market/time")) {
            long now = timeline.now();
            return ok(
                    "{\"timeSecond\":\"" + now / 1_000 + "\",\"timeNano\":\"" + now + "000000\"}");
        }
        if (path.equals("/v5/system/status")) {
            return ok(market.announced(Exchange.BYBIT).stream()
                    .map(each -> each.bybit(timeline.now()))
                    .collect(Collectors.joining(",", "{\"list\":[", "]}")));
        }
        if (!List.of("/v5/market/instruments-info", "/v5/market/orderbook", "/v5/market/tickers",
                "/v5/market/recent-trade").contains(path)) {
            return RestAnswer.json(404, envelope(10_404, "path not found", "{}"));
        }
        String category = request.param("category");
        if (List.of("inverse", "option").contains(category) && path.endsWith("s-info")) {
            // Known categories in which nothing is listed here; XChange asks for all four.
            return ok("{\"category\":\"" + category + "\",\"nextPageCursor\":\"\",\"list\":[]}");
        }
        if (!List.of("spot", "linear").contains(category)) {
            return fault(10_001, "params error: Category is invalid");
        }
        Listing listing = feed.listing(request.param("symbol"));
        if (listing == null && (!request.param("symbol").isEmpty() || path.endsWith("orderbook")
                || path.endsWith("recent-trade"))) {
            return fault(10_001, "Not supported symbols");
        }
        if (listing != null && path.endsWith("orderbook")) {
            return orderbook(request, listing);
        }
        if (listing != null && path.endsWith("recent-trade")) {
            return trades(request, listing);
        }
        List<Listing> wanted = listing == null ? market.listings(Exchange.BYBIT) : List.of(listing);
        return path.endsWith("tickers") ? tickers(request, wanted) : instruments(request, wanted);
    }

    private RestAnswer ok(String result) {
        return RestAnswer.ok(envelope(0, "OK", result));
    }

    private RestAnswer fault(int code, String message) {
        return RestAnswer.ok(envelope(code, message, "{}"));
    }

    private String envelope(int code, String message, String result) {
        return "{\"retCode\":" + code + ",\"retMsg\":" + Json.quote(message) + ",\"result\":"
                + result
                + ",\"retExtInfo\":{},\"time\":" + timeline.now() + "}";
    }

    private RestAnswer orderbook(RestRequest request, Listing listing) {
        Book book = market.book(listing).top(Math.clamp(request.number("limit", 1), 1, 1_000));
        return ok("{\"s\":\"" + listing.symbol() + "\",\"a\":"
                + BybitFeed.levels(listing, book, Side.ASK)
                + ",\"b\":" + BybitFeed.levels(listing, book, Side.BID) + ",\"ts\":"
                + timeline.now()
                + ",\"u\":" + book.updateId() + ",\"seq\":" + book.updateId() + ",\"cts\":"
                + timeline.now() + "}");
    }

    private RestAnswer trades(RestRequest request, Listing listing) {
        List<Trade> trades = market.trades(listing).reversed();
        int limit = Math.clamp(request.number("limit", 60), 1, 1_000);
        return ok("{\"category\":\"" + request.param("category") + "\",\"list\":"
                + Json.array(trades.subList(0, Math.min(limit, trades.size())),
                        trade -> "{\"execId\":\"22900000000" + trade.id() + "\",\"symbol\":\""
                                + listing.symbol() + "\",\"price\":\""
                                + listing.price(trade.price())
                                + "\",\"size\":\"" + listing.size(trade.size()) + "\",\"side\":\""
                                + (trade.taker() == Side.BID ? "Buy" : "Sell") + "\",\"time\":\""
                                + trade.atMicros() / 1_000
                                + "\",\"isBlockTrade\":false,\"isRPITrade\":false,\"seq\":\""
                                + trade.id()
                                + "\"}")
                + "}");
    }

    private RestAnswer tickers(RestRequest request, List<Listing> wanted) {
        return ok("{\"category\":\"" + request.param("category") + "\",\"list\":"
                + Json.array(wanted, this::ticker) + "}");
    }

    private String ticker(Listing listing) {
        Book best = market.book(listing).top(1);
        Statistics day = Statistics.of(market, listing);
        return "{\"symbol\":\"" + listing.symbol() + "\",\"bid1Price\":\""
                + listing.price(best.price(Side.BID, 0)) + "\",\"bid1Size\":\""
                + listing.size(best.size(Side.BID, 0)) + "\",\"ask1Price\":\""
                + listing.price(best.price(Side.ASK, 0)) + "\",\"ask1Size\":\""
                + listing.size(best.size(Side.ASK, 0)) + "\",\"lastPrice\":\""
                + listing.price(day.last())
                + "\",\"prevPrice24h\":\"" + listing.price(day.open()) + "\",\"price24hPcnt\":\""
                + day.changeFraction() + "\",\"highPrice24h\":\"" + listing.price(day.high())
                + "\",\"lowPrice24h\":\"" + listing.price(day.low()) + "\",\"turnover24h\":\""
                + day.turnover() + "\",\"volume24h\":\"" + listing.size(day.volume())
                + "\",\"usdIndexPrice\":\"" + listing.price(day.last()) + "\"}";
    }

    /// Spot comes whole; linear is paged by a cursor, of which the client knows nothing but its
    /// text.
    private RestAnswer instruments(RestRequest request, List<Listing> wanted) {
        boolean spot = request.param("category").equals("spot");
        int limit = spot ? wanted.size() : Math.clamp(request.number("limit", 500), 1, 1_000);
        String cursor = request.param("cursor");
        int from = cursor.matches("page%3D\\d{1,6}|page=\\d{1,6}")
                ? Math.min(wanted.size(), Integer.parseInt(cursor.replaceAll(".*(=|%3D)", "")))
                : 0;
        int to = Math.min(wanted.size(), from + limit);
        String next = to < wanted.size() ? "page%3D" + to : "";
        return ok("{\"category\":\""
                + request.param("category") + "\"," + (spot
                        ? ""
                        : "\"nextPageCursor\":\""
                                + next + "\",")
                + "\"list\":"
                + Json.array(wanted.subList(from, to), listing -> spot
                        ? BybitMetadata.spot(listing, market.trading(listing))
                        : BybitMetadata.linear(listing, market.trading(listing)))
                + "}");
    }
}
