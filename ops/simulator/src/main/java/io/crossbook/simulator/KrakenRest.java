package io.crossbook.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Kraken's public REST. Errors come with status 200 and an `error` list, as on the real one.
final class KrakenRest {

    private static final String ROOT = "/0/public/";
    private static final DateTimeFormatter RFC1123 = DateTimeFormatter
            .ofPattern("EEE, dd MMM yy HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Market market;
    private final Timeline timeline;
    private final KrakenV1Words words;

    KrakenRest(Market market, Timeline timeline) {
        this.market = market;
        this.timeline = timeline;
        this.words = new KrakenV1Words(market);
    }

    RestAnswer answer(RestRequest request) {
        if (!request.path().startsWith(ROOT)) {
            return RestAnswer.json(404, "{\"error\":[\"EGeneral:Unknown method\"]}");
        }
        return switch (request.path().substring(ROOT.length())) {
            case "Time" -> ok("{\"unixtime\":" + timeline.now() / 1_000 + ",\"rfc1123\":\""
                    + rfc1123(timeline.now()) + "\"}");
            case "SystemStatus" -> ok("{\"status\":\""
                    + (market.absent(Exchange.KRAKEN) ? "maintenance" : "online")
                    + "\",\"timestamp\":\""
                    + Instant.ofEpochSecond(timeline.now() / 1_000) + "\"}");
            case "MaintenanceSchedule" -> ok(market.announced(Exchange.KRAKEN).stream()
                    .map(Absence::kraken).collect(Collectors.joining(",", "{\"events\":[", "]}")));
            case "Assets" -> ok(KrakenMetadata.assets(market.listings(Exchange.KRAKEN)));
            case "AssetPairs" -> pairs(request);
            case "Depth" ->
                one(request).map(listing -> depth(request, listing)).orElseGet(() -> unknown());
            case "Trades" -> one(request).map(this::trades).orElseGet(() -> unknown());
            case "Ticker" -> tickers(request);
            default -> RestAnswer.ok("{\"error\":[\"EGeneral:Unknown method\"]}");
        };
    }

    static String rfc1123(long millis) {
        return RFC1123.format(Instant.ofEpochMilli(millis));
    }

    private static RestAnswer ok(String result) {
        return RestAnswer.ok("{\"error\":[],\"result\":" + result + "}");
    }

    private static RestAnswer unknown() {
        return RestAnswer.ok("{\"error\":[\"EQuery:Unknown asset pair\"]}");
    }

    private Optional<Listing> named(String name) {
        return market.listings(Exchange.KRAKEN).stream()
                .filter(listing -> KrakenNames.means(listing.instrument(), name)).findFirst();
    }

    private Optional<Listing> one(RestRequest request) {
        return named(request.param("pair"));
    }

    /// The pairs asked for, or all; empty where one of them is unknown.
    private Optional<List<Listing>> several(RestRequest request) {
        if (request.param("pair").isEmpty()) {
            return Optional.of(market.listings(Exchange.KRAKEN));
        }
        List<Optional<Listing>> named = Stream.of(request.param("pair").split(",", -1))
                .map(this::named)
                .toList();
        return named.stream().allMatch(Optional::isPresent)
                ? Optional.of(named.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    private RestAnswer pairs(RestRequest request) {
        return several(request)
                .map(listings -> ok(KrakenMetadata.pairs(listings, market::trading)))
                .orElseGet(() -> unknown());
    }

    private RestAnswer depth(RestRequest request, Listing listing) {
        Book book = market.book(listing).top(Math.clamp(request.number("count", 100), 1, 500));
        return ok("{\"" + KrakenNames.pair(listing.instrument()) + "\":{\"asks\":"
                + levels(listing, book, Side.ASK) + ",\"bids\":" + levels(listing, book, Side.BID)
                + "}}");
    }

    private String levels(Listing listing, Book book, Side side) {
        StringBuilder out = new StringBuilder("[");
        for (int rank = 0; rank < book.depth(side); rank++) {
            out.append(rank == 0 ? "[\"" : ",[\"")
                    .append(KrakenV1Words.price(listing, book.price(side, rank))).append("\",\"")
                    .append(KrakenV1Words.thousandths(listing, book.size(side, rank))).append("\",")
                    .append(timeline.now() / 1_000).append(']');
        }
        return out.append(']').toString();
    }

    private RestAnswer trades(Listing listing) {
        List<Trade> trades = market.trades(listing);
        long last = trades.isEmpty() ? timeline.now() * 1_000 : trades.getLast().atMicros();
        return ok("{\"" + KrakenNames.pair(listing.instrument()) + "\":"
                + Json.array(trades,
                        trade -> "[\"" + KrakenV1Words.price(listing, trade.price()) + "\",\""
                                + KrakenV1Words.size(listing, trade.size()) + "\","
                                + KrakenTime.v1(trade.atMicros()) + ",\""
                                + (trade.taker() == Side.BID ? "b" : "s")
                                + "\",\"l\",\"\"," + trade.id() + "]")
                + ",\"last\":\"" + last + "000\"}");
    }

    private RestAnswer tickers(RestRequest request) {
        return several(request).map(listings -> ok(listings.stream()
                .map(listing -> "\"" + KrakenNames.pair(listing.instrument()) + "\":"
                        + words.day(listing, false))
                .collect(Collectors.joining(",", "{", "}")))).orElseGet(() -> unknown());
    }
}
