package io.crossbook.simulator;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Binance over the practice market: spot with its orders, or USD-M with its split paths.
final class BinanceProtocol implements Protocol {

    /// `ws-api.binance.com` is a host of its own on the real one.
    private static final String API = "/ws-api/v3";

    private final Timeline timeline;
    private final TradingDesk desk;
    private final BinanceTrading trading;
    private final Exchange exchange;
    private final Pacing pacing;
    private final BinanceFeed feed;
    private final BinanceRest rest;

    BinanceProtocol(Market market, Timeline timeline, Pacing pacing, TradingDesk desk,
            Exchange exchange) {
        this.timeline = timeline;
        this.pacing = pacing;
        feed = new BinanceFeed(market, timeline, exchange);
        this.desk = desk;
        this.exchange = exchange;
        trading = new BinanceTrading(desk);
        rest = new BinanceRest(market, feed, timeline, pacing, exchange,
                new BinancePrivateRest(desk, trading));
    }

    @Override
    public boolean serves(String path) {
        return api(path) || BinanceTalk.serves(unsplit(path));
    }

    @Override
    public @Nullable Talk connect(String path, String query, Line line) {
        return api(path)
                ? new BinanceApiTalk(desk, trading, pacing, line)
                : BinanceTalk.at(unsplit(path), query, feed, timeline, pacing, line);
    }

    private boolean api(String path) {
        return exchange == Exchange.BINANCE && path.equals(API);
    }

    /// USD-M has served streams under `/public` and `/market` since 2026.
    static String unsplit(String path) {
        return path.startsWith("/public/") || path.startsWith("/market/")
                ? path.substring(path.indexOf('/', 1))
                : path;
    }

    @Override
    public void answer(RestRequest request, Consumer<RestAnswer> reply) {
        rest.answer(request, reply);
    }
}
